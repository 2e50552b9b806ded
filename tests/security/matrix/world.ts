import { bornOf, complete, idOf, newcomer, numberOf, viewers, type Circumstances } from './circumstances.ts';
import {
  carerRelations,
  familyRelations,
  helperRelations,
  staffRelations,
  type Grant,
  type Place,
  type Restriction,
  type Thread,
  type Viewer,
  type YoungPerson,
} from './model.ts';

/** Many young people and everyone who looks at them, on one day. */
export interface World {
  today: string;
  cases: Circumstances[];
  young: YoungPerson[];
  viewers: Viewer[];
  /** The young people themselves, as viewers. */
  selves: Viewer[];
}

export const staffIds = viewers.filter(({ isStaff }) => isStaff).map(({ id }) => id);
export const staffAt = (n: number) => staffIds[n % staffIds.length]!;

/** The world that these draws of chance make. */
export function buildWorld(cases: Circumstances[], today: string): World {
  const young = cases.map((drawn, n) => buildYoungPerson(drawn, n, today));
  const selves = cases.map(({ self }, n) => ({
    id: idOf('b', n),
    isStaff: false,
    leftOn: null,
    session: { method: 'email' as const, state: self.state, isFresh: n % 2 === 0 },
  }));
  return { today, cases, young, viewers, selves };
}

function buildYoungPerson(drawn: Circumstances, n: number, today: string): YoungPerson {
  const id = idOf('b', n);
  const about: YoungPerson = {
    id,
    born: bornOf(drawn.age, today),
    places: [{ person: id, relation: 'young person', hasResponsibility: false, from: drawn.self.from, to: after(drawn.self) }, ...drawn.ties.flatMap(placesOf)],
    grants: [],
    restrictions: drawn.ties.flatMap((tie, v) => (tie.restriction ? [restrictionOf(tie.restriction, v, n)] : [])),
    decisions: drawn.decisions.map((decision, i) => ({ id: idOf('f', n * 10 + i), ...decision })),
    isFrozen: drawn.isFrozen,
    glass: drawn.ties.flatMap(({ glass }, v) =>
      glass === null ? [] : [{ id: idOf('9', n * 100 + v), staff: idOf('a', v), minutes: glass, lookedBy: v % 2 ? null : leadOf(drawn, v) }],
    ),
    threads: [],
    views: [],
    links: [
      { id: idOf('7', n * 10), maker: id, isEnded: false },
      { id: idOf('7', n * 10 + 1), maker: idOf('a', n % viewers.length), isEnded: n % 3 === 0 },
      { id: idOf('7', n * 10 + 2), maker: idOf('a', (n + 5) % viewers.length), isEnded: false },
    ],
    audit: drawn.audit.map(({ actor, forStaff }, i) => ({ id: idOf('8', n * 100 + i), actor: actor === null ? null : idOf('a', actor), forStaff })),
  };
  about.grants = grantsOf(drawn, about, n, today);
  about.views = viewsOf(about);
  about.threads = [0, 1].map((which) => threadOf(drawn, about, n, which));
  return about;
}

// Someone who could have looked back at what another did.
function leadOf({ ties }: Circumstances, besides: number): string | null {
  const lead = ties.findIndex(
    ({ relation, from, to }, v) => relation === 'team lead' && from <= 0 && to === null && v !== besides && idOf('a', v) !== newcomer,
  );
  return lead < 0 ? null : idOf('a', lead);
}

// Nobody leaves before the day that is before the one they came.
const after = ({ from, to }: { from: number; to: number | null }) => (to === null ? null : Math.max(to, from - 1));

function placesOf(tie: Circumstances['ties'][number], v: number): Place[] {
  const { relation, from, wasHereBefore } = tie;
  if (!relation || idOf('a', v) === newcomer) return [];
  const base = { person: idOf('a', v), relation, hasResponsibility: familyRelations.includes(relation) && tie.hasResponsibility };
  const now = { ...base, from, to: after(tie) };
  // Some were something else before; some are two things at once, or become another tomorrow.
  const other = { ...now, relation: 'advocate', hasResponsibility: false };
  const also = carerRelations.includes(relation) && v === 16 ? [other] : helperRelations.includes(relation) && v === 17 ? [parentFromTomorrow(now)] : [];
  const before = { ...base, relation: v % 2 ? otherOf(relation) : relation, from: -900, to: -500 };
  return [...(wasHereBefore ? [before] : []), now, ...also];
}
const otherOf = (relation: string) => (helperRelations.includes(relation) ? 'parent or carer' : relation);
const parentFromTomorrow = (place: Place): Place => ({ ...place, relation: 'parent or carer', hasResponsibility: false, from: 1, to: null });

function restrictionOf(drawn: NonNullable<Circumstances['ties'][number]['restriction']>, v: number, n: number): Restriction {
  const { state, setBy, categories, lookAgain } = drawn;
  const isAsked = state === 'lift asked' || state === 'lifted';
  return {
    id: idOf('c', n * 100 + v),
    person: idOf('a', v),
    categories,
    setBy: staffAt(setBy),
    confirmedBy: state === 'set' ? null : staffAt(setBy + 1),
    liftAskedBy: isAsked ? staffAt(setBy + 2) : null,
    liftedBy: state === 'lifted' ? staffAt(setBy + 3) : null,
    lookAgain,
  };
}

function grantsOf(drawn: Circumstances, about: YoungPerson, n: number, today: string): Grant[] {
  const grants = drawn.ties.flatMap(({ grants: list }, v) =>
    list.map((one, i): Grant => {
      const isAsked = one.state.startsWith('asked');
      const filled = complete(one, about, today);
      return {
        id: idOf('d', n * 1000 + v * 10 + i),
        person: idOf('a', v),
        category: one.category,
        ...filled,
        askedBy: isAsked ? (filled.agreedBy ?? staffAt(0)) : null,
        givenBy: one.state === 'asked' ? null : staffAt(i),
        givenOn: one.on,
        takenBackBy: one.state === 'taken back' ? staffAt(v) : null,
      };
    }),
  );
  // Of one person, category and stage only one is not taken back: the database holds to that.
  const key = ({ person, category, stage }: Grant) => `${person} ${category} ${stage}`;
  const first = new Map(
    grants
      .filter(({ takenBackBy }) => !takenBackBy)
      .map((grant) => [key(grant), grant.id])
      .toReversed() as [string, string][],
  );
  return grants.filter((grant) => grant.takenBackBy || first.get(key(grant)) === grant.id);
}

// The young person says something for each audience; so does every second one around them for the 2 that a carer has.
function viewsOf({ id, places }: YoungPerson): YoungPerson['views'] {
  const topics = ['safe', 'care', 'future', 'hospital'];
  const authors = new Set(places.map(({ person }) => person).filter((person) => person !== id && numberOf(person) % 2 === 0));
  return [
    ...(['me', 'key worker', 'meeting', 'carers'] as const).map((audience, i) => ({ author: id, topic: topics[i]!, audience })),
    ...[...authors].flatMap((author) => (['key worker', 'meeting'] as const).map((audience, i) => ({ author, topic: topics[i]!, audience }))),
  ];
}

/** The days on which people talk in a conversation, counted from today. */
const daysOfTalk = [-20, -3, -1];

// Staff and the young person are in the first thread, family in the second, and some of each in both.
function threadOf(drawn: Circumstances, about: YoungPerson, n: number, which: number): Thread {
  const forGood = { hasLeft: false, until: null, readsFrom: null };
  const members: Thread['members'] = drawn.ties.flatMap(({ thread, relation }, v) => {
    const isFirst = relation === null || staffRelations.includes(relation) || v % 2 === 0;
    if (!thread || (which === 0) !== isFirst) return [];
    const until = thread === 'until yesterday' ? -1 : thread === 'until today' ? 0 : null;
    return [{ person: idOf('a', v), hasLeft: thread === 'left', until, readsFrom: thread === 'from the second day' ? daysOfTalk[1]! : null }];
  });
  if (drawn.self.isIn || which === 0) members.push({ person: about.id, ...forGood });
  // Everyone says something on the first two days; what some say on the last has not arrived.
  const said = daysOfTalk.flatMap((sentOn, day) =>
    members.flatMap(({ person }, i) => (day < 2 || i % 3 === 0 ? [{ author: person, sentOn, hasArrived: day < 2 }] : [])),
  );
  const number = n * 2 + which;
  return { id: idOf('e', number), members, messages: said.map((one, i) => ({ id: idOf('7', number * 100 + i), ...one })) };
}
