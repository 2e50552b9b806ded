import { idOf, stranger } from './circumstances.ts';
import type { YoungPerson } from './model.ts';
import { staffAt, type World } from './world.ts';

/** Rows of one table, as the database names its columns. */
export type Rows = [table: string, rows: Record<string, unknown>[]];

/** Days and moments of a world, from a count of days from today; and rows for each of its young people. */
export function clockOf({ today, young }: World) {
  const dayOf = (count: number | null) => (count === null ? null : new Date(Date.parse(`${today}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10));
  // Half past midnight in London, which in summer is still the day before in UTC.
  const momentOf = (count: number) => `${dayOf(count)} 00:30 Europe/London`;
  const about = <T>(rows: (one: YoungPerson, n: number) => T[]) => young.flatMap(rows);
  return { dayOf, momentOf, about };
}

/** A word that stands in one kind of row of one young person and nowhere else. */
export const canary = (kind: string, n: number) => `quill-${kind.replace(' ', '-')}-${n}-`;

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
// Of secrets in emails: open, used, or past their end.
const lapse = (n: number) => ({ used_at: n === 1 ? soon(-5) : null, expires_at: soon(n === 2 ? -5 : 600) });
const way = (n: number, state: number, day: string) => ({
  id: idOf('0', n),
  kind: 'back in',
  opens_at: `${day} 00:00`,
  used_at: state === 1 ? soon(-5) : null,
  ends_at: soon(state === 2 ? -5 : 600),
  stopped_at: state === 3 ? soon(-5) : null,
});
/** Ways in and asks to sign in that are still open: all that the worker may see. */
export const openWays = (size: number) =>
  Array.from({ length: size }, (_, n) => (n % 5 === 0 || n % 5 === 4 ? 3 : 0)).reduce<number>((sum, one) => sum + one, 0);
export const openAsks = 2;

// What opens nothing to a viewer: someone else's look in this very transaction, their own change in it, and their own look in another.
// Only staff see these in the audit, and the comparison of the audit leaves them out.
function looksOfOthers({ young, viewers }: World): Record<string, unknown>[] {
  const someone = (n: number) => viewers[n % viewers.length]!.id;
  return young.flatMap(({ id }, n) =>
    [
      { transaction: '4', actor_id: stranger, act: 'read' },
      ...[0, 3, 16].map((step) => ({ transaction: '4', actor_id: someone(n + step), act: 'change' })),
      ...[1, 4, 17].map((step) => ({ transaction: '3', actor_id: someone(n + step), act: 'read' })),
    ].map((look, i) => ({
      id: 500_000 + n * 10 + i,
      young_person_id: id,
      at: soon(60),
      ...look,
      what: 'plan',
      row_id: null as string | null,
      for_staff: true,
    })),
  );
}

/** The rows of the record: conversations, plan, reviews, papers, invitations and the audit. */
export function recordRowsOf(world: World): Rows[] {
  const { today, young } = world;
  const { momentOf, about } = clockOf(world);
  return [
    ['threads', about(({ id, threads }) => threads.map((t) => ({ id: t.id, young_person_id: id })))],
    [
      'thread_members',
      about(({ threads }) =>
        threads.flatMap((t) =>
          t.members.map((m) => ({ thread_id: t.id, person_id: m.person, joined_at: momentOf(-50), left_at: m.hasLeft ? momentOf(-5) : null })),
        ),
      ),
    ],
    [
      'messages',
      about(({ threads }) =>
        threads.flatMap((t) => t.messages.map((m) => ({ id: m.id, thread_id: t.id, author_id: m.author, words: `words of ${m.id}`, sent_at: momentOf(-20) }))),
      ),
    ],
    [
      'plan_sections',
      about(({ id }, n) =>
        ['matters to me', 'when things get hard'].map((section, i) => ({
          id: idOf('4', n * 2 + i),
          young_person_id: id,
          section,
          headline: canary(i === 0 ? 'head of plan' : 'head of hard', n),
          words: canary(i === 0 ? 'plan' : 'hard times', n),
          written_on: today,
        })),
      ),
    ],
    ['goals', about(({ id }, n) => [{ id: idOf('3', n), young_person_id: id, words: canary('goal', n), who_helps: 'x', by_day: today }])],
    [
      'reviews',
      about(({ id }, n) => [
        { id: idOf('2', n), young_person_id: id, kind: 'cetr', starts_at: momentOf(10), purpose: canary('purpose', n), outcome: canary('outcome', n) },
      ]),
    ],
    ['review_people', young.map((_, n) => ({ review_id: idOf('2', n), place: 1, name: canary('review person', n), role: 'x' }))],
    ['review_places', about(({ id }, n) => [{ review_id: idOf('2', n), young_person_id: id, place: canary('review place', n) }])],
    ['hospital_stays', about(({ id }, n) => [{ young_person_id: id, ward: canary('ward', n) }])],
    ['ratings', about(({ id }) => [{ young_person_id: id, rating: 'red', since: today }])],
    ['views', about(({ id }) => [{ young_person_id: id, question: 'safe', words: 'x', written_at: momentOf(-3) }])],
    ['documents', about(({ id }, n) => [{ id: idOf('1', n), young_person_id: id, title: 'x', words: 'x', dated_on: today }])],
    ['ways_in', young.flatMap((_, n) => [0, 1, 2].map((i) => way(n * 4 + i, n % 5, today)))],
    ['sign_in_asks', [0, 1, 2, 3].map((n) => ({ id: idOf('0', 900 + n), asked_at: soon(0), ...lapse(n) }))],
    [
      'recoveries',
      about(({ id }, n) => [
        {
          id: idOf('0', 500 + n),
          person_id: id,
          young_person_id: id,
          way_id: idOf('0', n * 4 + 1),
          is_face_to_face: false,
          started_by: staffAt(2),
          started_at: soon(0),
        },
      ]),
    ],
    [
      'message_reads',
      about(({ threads }) =>
        threads.flatMap((t) => t.messages.slice(0, 2).map(({ id }) => ({ message_id: id, person_id: t.members.at(-1)?.person, read_at: soon(0) }))),
      ),
    ],
    [
      'invitations',
      about(({ id }, n) => [
        {
          id: idOf('6', n),
          young_person_id: id,
          name: 'x',
          known_as: 'x',
          relation: 'advocate',
          parental_responsibility: false,
          categories: [],
          made_by: staffAt(0),
          made_at: momentOf(-3),
          answer: n % 2 ? 'yes' : null,
          way_id: n % 2 ? null : idOf('0', n * 4),
        },
      ]),
    ],
    [
      'audit_entries',
      [
        ...looksOfOthers(world),
        ...about(({ id, audit }, n) =>
          audit.map((a, i) => ({
            id: 1_000_000 + n * 100 + i,
            young_person_id: id,
            at: momentOf(-3),
            transaction: '3',
            actor_id: a.actor,
            act: 'change',
            what: 'plan',
            row_id: a.id,
            for_staff: a.forStaff,
          })),
        ),
      ],
    ],
  ];
}
