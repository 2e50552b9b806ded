import { idOf } from './circumstances.ts';
import { draftOf, draftersOf } from './conversing.ts';
import { between, isNobody, type Category, type Thread, type Viewer, type YoungPerson } from './model.ts';
import { canary, wordsOf } from './record-rows.ts';
import type { World } from './world.ts';

/** A page that someone opens, and what the rules let stand on it. */
export interface Visit {
  page: string;
  path: string;
  /** The same address with ids that nobody has. */
  nowhere: string;
  status: number;
  /** Words of this young person that are on the page, and those that are not. */
  words: Map<string, boolean>;
}

const nobody = '01234567-89ab-7cde-8f01-23456789abcd';
const plan: [kind: string, category: Category][] = [
  ['head of plan', 'plan'],
  ['head of hard', 'hard times'],
  ['plan', 'plan'],
  ['goal', 'plan'],
  ['hard times', 'hard times'],
];
const shown: Record<string, [kind: string, category: Category][]> = {
  first: [...plan.slice(0, 2), ['review person', 'reviews'], ['ward', 'contacts']],
  hospital: [
    ['ward', 'contacts'],
    ['visit', 'contacts'],
    ['step', 'contacts'],
  ],
  rating: [['why', 'rating']],
  people: [],
  plan,
  reviews: [['review person', 'reviews']],
  review: [
    ['purpose', 'reviews'],
    ['review person', 'reviews'],
  ],
  messages: [],
  thread: [],
  family: [...plan, ['review person', 'reviews'], ['ward', 'contacts']],
};
const everyKind = [
  'before',
  'head of plan',
  'head of hard',
  'plan',
  'hard times',
  'goal',
  'purpose',
  'review person',
  'review place',
  'ward',
  'visit',
  'step',
  'why',
];

/** How many messages a page of a conversation shows: the newest ones. */
const pageSize = 20;

/** Every page that a viewer can try about one young person. */
export function visitsOf(viewer: Viewer, about: YoungPerson, n: number, { today }: World): Visit[] {
  const tie = between(viewer, about, today);
  const isHere = tie.isSelf || tie.isFamily;
  const threads = about.threads.filter(tie.isMember);
  // Every other stay is over, and then no page tells of it.
  const isInHospital = n % 2 === 0;
  const visit = (page: string, path: string, nowhere: string, isThere: boolean, messages: string[], draft?: string): Visit => {
    const words = new Map(everyKind.map((kind) => [canary(kind, n), false]));
    for (const [kind, category] of isThere ? (shown[page] ?? []) : [])
      words.set(canary(kind, n), tie.sees(category) && (category !== 'contacts' || isInHospital));
    // Where a review is stands with the review, for those who may see places too.
    const hasPlace = ['first', 'reviews', 'review', 'family'].includes(page) && tie.sees('reviews') && tie.sees('contacts');
    words.set(canary('review place', n), isThere && hasPlace);
    for (const said of about.views) words.set(wordsOf(about, said), isThere && ['views', 'family'].includes(page) && tie.reads(said, true));
    for (const { id } of about.threads.flatMap((thread) => thread.messages)) words.set(`words of ${id}`, isThere && messages.includes(id));
    // What they have begun to write waits for them in the conversation itself, and what others began is with nobody else.
    for (const one of about.threads) {
      const drafters = draftersOf(one);
      for (const person of [tie.me, drafters[0] ?? tie.me]) words.set(draftOf(person, one.id), false);
      if (drafters.includes(tie.me)) words.set(draftOf(tie.me, one.id), isThere && draft === one.id);
    }
    return { page, path, nowhere, status: isNobody(viewer) ? 303 : isThere ? 200 : 404, words };
  };
  const readable = (one: Thread) => one.messages.filter((message) => tie.readsMessage(one, message));
  const threadAt = (path: string, one: Thread) =>
    visit(
      'thread',
      `${path}/${one.id}`,
      `${path}/${nobody}`,
      tie.isMember(one),
      readable(one)
        .slice(-pageSize)
        .map(({ id }) => id),
      one.id,
    );
  if (viewer.isStaff) {
    const desk = visit('family', `/desk/families/${about.id}`, `/desk/families/${nobody}`, tie.works || tie.looks, []);
    return [desk, ...about.threads.map((one) => threadAt('/desk/messages', one))];
  }
  // A page about what someone may not see is not there.
  const family = (page: string, path: string, needed: Category[] = [], messages: string[] = []) =>
    visit(page, `/en/family${path}?about=${about.id}`, `/en/family${path}?about=${nobody}`, isHere && (needed.length === 0 || needed.some(tie.sees)), messages);
  // Of two conversations the first page shows the very last words only.
  const last = threads
    .flatMap((one) => readable(one).slice(-1))
    .toSorted((a, b) => b.sentOn - a.sentOn)
    .slice(0, 1)
    .map(({ id }) => id);
  // With one conversation there is nothing to choose: its page comes.
  const messages = family('messages', '/messages', ['messages']);
  return [
    family('first', '', [], last),
    family('plan', '/plan', ['plan', 'hard times', 'documents']),
    family('reviews', '/reviews', ['reviews']),
    { ...messages, status: messages.status === 200 && threads.length === 1 ? 303 : messages.status },
    visit(
      'views',
      `/en/family/views?about=${about.id}`,
      `/en/family/views?about=${nobody}`,
      isHere && (tie.writes || tie.sees('my views') || about.views.some((said) => tie.reads(said, true))),
      [],
    ),
    family('rating', '/rating', ['rating']),
    family('people', '/people'),
    visit('hospital', `/en/family/hospital?about=${about.id}`, `/en/family/hospital?about=${nobody}`, isHere && tie.sees('contacts') && isInHospital, []),
    visit('review', `/en/family/reviews/${idOf('2', n)}`, `/en/family/reviews/${nobody}`, tie.sees('reviews'), []),
    ...about.threads.map((one) => threadAt('/en/family/messages', one)),
  ];
}
