import { conversationRowsOf } from './conversing.ts';
import { leadingRowsOf } from './leading.ts';
import { idOf, numberOf, stranger } from './circumstances.ts';
import type { Said, YoungPerson } from './model.ts';
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

/** The words that someone says about a young person for an audience, which stand nowhere else. */
export const wordsOf = ({ id }: YoungPerson, { author, audience }: Pick<Said, 'author' | 'audience'>) =>
  `view-${numberOf(id)}-${author}-${audience.replace(' ', '-')}-`;

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

// Of those who are no staff, one after the other.
const familyAt = (n: number) => idOf('a', 13 + (n % 8));
// Everyone of a family, and the young person: whoever may read a plan has said something about it.
const familyAndSelf = (id: string) => [...Array.from({ length: 8 }, (_, v) => familyAt(v)), id];
/** What was said about a plan: by whom, about which part. The last one is answered. */
export const remarksOf = (id: string, n: number) =>
  [
    { written_by: familyAt(n), about: 'matters to me' },
    { written_by: familyAt(n + 3), about: 'when things get hard' },
    ...familyAndSelf(id).flatMap((who) => ['goal', 'matters to me', 'when things get hard'].map((about) => ({ written_by: who, about }))),
    { written_by: familyAt(n), about: 'goal', answered_by: staffAt(1) },
  ].map((remark, i) => ({ id: idOf('8', n * 40 + i), answered_by: null as string | null, ...remark }));
/** The version of a section (0: the plan, 1: hard times) or of a goal that stands, and the one before it. */
export const sectionAt = (n: number, i = 0) => ({ id: idOf('4', n * 2 + i), before: idOf('4', 1000 + n * 2 + i) });
export const goalAt = (n: number) => ({ id: idOf('3', n), before: idOf('3', 1000 + n) });
/** Who agrees with what of a plan. */
export const agreementsOf = (id: string, n: number) =>
  familyAndSelf(id)
    .flatMap((who) => ['plan', 'hard times', 'goal', 'plan before'].map((about) => ({ said_by: who, about })))
    .map((agreement, i) => ({ id: idOf('9', n * 40 + i), ...agreement }));
/** Who was on the page of a plan. */
export const visitorOf = (n: number) => (n % 2 ? familyAt(n) : staffAt(n));

/** The rows of the record: conversations, plan, reviews, papers, invitations and the audit. */
export function recordRowsOf(world: World): Rows[] {
  const { today, young } = world;
  const { dayOf, momentOf, about } = clockOf(world);
  return [
    ...conversationRowsOf(world, dayOf, momentOf),
    [
      'plan_sections',
      about(({ id }, n) =>
        ['matters to me', 'when things get hard'].flatMap((section, i) => {
          const { id: version, before } = sectionAt(n, i);
          const row = { young_person_id: id, section, language: 'en' };
          return [
            { ...row, id: before, replaces: null as string | null, headline: canary('before', n), words: canary('before', n) },
            {
              ...row,
              id: version,
              replaces: before,
              headline: canary(i === 0 ? 'head of plan' : 'head of hard', n),
              words: canary(i === 0 ? 'plan' : 'hard times', n),
            },
          ];
        }),
      ),
    ],
    [
      'goals',
      about(({ id }, n) => {
        const { id: version, before } = goalAt(n);
        const row = { goal_id: version, young_person_id: id, who_helps: 'x', by_day: today, steps: [{ words: 'x' }] };
        return [
          { ...row, id: before, replaces: null as string | null, words: canary('before', n) },
          { ...row, id: version, replaces: before, words: canary('goal', n) },
        ];
      }),
    ],
    [
      'plan_remarks',
      about(({ id }, n) =>
        remarksOf(id, n).map(({ about: what, ...remark }) => ({
          ...remark,
          young_person_id: id,
          section: what === 'goal' ? null : what,
          goal_id: what === 'goal' ? goalAt(n).id : null,
          kind: 'comment',
          words: canary('remark', n),
          language: 'en',
          answer: remark.answered_by && 'kept',
          answer_words: remark.answered_by && 'x',
        })),
      ),
    ],
    [
      'plan_agreements',
      about(({ id }, n) =>
        agreementsOf(id, n).map(({ about: what, ...agreement }) => ({
          ...agreement,
          young_person_id: id,
          section_id: what === 'goal' ? null : what === 'plan before' ? sectionAt(n).before : sectionAt(n, what === 'plan' ? 0 : 1).id,
          goal_version: what === 'goal' ? goalAt(n).id : null,
          agrees: true,
          said_at: momentOf(-2),
        })),
      ),
    ],
    ['visits', about(({ id }, n) => [{ person_id: visitorOf(n), young_person_id: id, page: 'plan', seen_at: momentOf(-2) }])],
    ['reviews', about(({ id }, n) => [{ id: idOf('2', n), young_person_id: id, kind: 'cetr', starts_at: momentOf(10), purpose: canary('purpose', n) }])],
    [
      'review_people',
      about(({ id }, n) => [{ review_id: idOf('2', n), young_person_id: id, place: 1, name: canary('review person', n), role: 'x', why: 'x', language: 'en' }]),
    ],
    ...leadingRowsOf(young, today, staffAt(0)),
    ['review_places', about(({ id }, n) => [{ review_id: idOf('2', n), young_person_id: id, place: canary('review place', n) }])],
    [
      'views',
      about((one) =>
        one.views.map(({ author, topic, audience }) => ({
          young_person_id: one.id,
          author_id: author,
          topic,
          audience,
          words: wordsOf(one, { author, audience }),
          choices: [],
          language: 'en',
          written_at: momentOf(-3),
        })),
      ),
    ],
    [
      'share_links',
      about(({ id, links }, n) =>
        links.map((link, i) => ({
          id: link.id,
          young_person_id: id,
          what: 'profile',
          sections: ['matters to me'],
          for_whom: 'x',
          language: 'en',
          token_hash: `\\x${String(n * 10 + i).padStart(64, '0')}`,
          made_by: link.maker,
          made_at: momentOf(-1),
          days: 7,
          ends_at: momentOf(6),
          ended_by: link.isEnded ? link.maker : null,
          ended_at: link.isEnded ? momentOf(-1) : null,
        })),
      ),
    ],
    [
      'share_opens',
      about(({ id, links }) => links.map((link) => ({ id: link.id, link_id: link.id, young_person_id: id, said_name: 'x', opened_at: momentOf(-1) }))),
    ],
    // Every other stay is over, and of every other visit and step somebody said that it was a mistake.
    ['hospital_stays', about(({ id }, n) => [{ id: idOf('1', n), young_person_id: id, ward: canary('ward', n), left_on: n % 2 ? today : null }])],
    [
      'hospital_visits',
      about(({ id }, n) => [
        { id: idOf('1', n), young_person_id: id, stay_id: idOf('1', n), who: canary('visit', n), due_on: today, taken_out_by: n % 2 ? staffAt(0) : null },
      ]),
    ],
    [
      'discharge_steps',
      about(({ id }, n) => [
        { id: idOf('1', n), young_person_id: id, stay_id: idOf('1', n), words: canary('step', n), who: 'x', taken_out_by: n % 2 ? staffAt(0) : null },
      ]),
    ],
    ['ratings', about(({ id }, n) => [{ id: idOf('1', n), young_person_id: id, rating: 'red', why: canary('why', n), since: today }])],
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
