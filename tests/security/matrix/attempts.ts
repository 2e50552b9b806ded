import { idOf, numberOf, type Circumstances } from './circumstances.ts';
import { conversingOf, forNobody } from './conversing.ts';
import { awayByNobody, coveringOf } from './covering.ts';
import { decidingOf, givingOf, grantsOf, isMine, quote, when } from './giving.ts';
import { leadingOf } from './leading.ts';
import { hospitalOf } from './hospital.ts';
import type { Between, YoungPerson } from './model.ts';
import { toldByNobody } from './telling.ts';
import { planAttempts } from './plan-attempts.ts';

/** Something that a viewer tries to do to a young person's rows, and what the rules say comes of it. */
export interface Attempt {
  what: string;
  statement: string;
  expected: 'done' | 'no' | 'there already';
}

// What they themselves looked back at, and two others.
const glassFor = (me: string, { glass }: YoungPerson) => [
  ...glass.filter(({ lookedBy }) => lookedBy === me).slice(0, 1),
  ...glass.filter(({ lookedBy }) => lookedBy !== me).slice(0, 2),
];

/** Everything that one viewer tries with one young person. */
export function attemptsOf(tie: Between, about: YoungPerson, drawn: Circumstances, today: string): Attempt[] {
  const { me } = tie;
  const young = quote(about.id);
  const other = quote(me === idOf('a', 2) ? idOf('a', 1) : idOf('a', 2));
  const someone = about.places.find(({ person }) => person !== about.id && person !== me);
  const worksFresh = tie.works && tie.isFresh;
  const isAuthor = about.views.some(({ author }) => author === me);
  const change = (table: string, set: string, id: string) => `update ${table} set ${set} = ${quote(me)} where id = ${quote(id)}`;
  const linkTo = (section: string, maker: string) =>
    `insert into share_links (id, young_person_id, what, sections, for_whom, language, token_hash, made_by, days) values (uuidv7(), ${young}, 'profile', '{matters to me,${section}}', 'x', 'en', uuid_send(uuidv7()), ${maker}, 7)`;
  const attempts: Attempt[] = [
    ...drawn.probes.flatMap((probe) => givingOf(tie, about, probe, today)),
    ...grantsOf(tie, about),
    {
      what: 'restrict until yesterday',
      statement: `insert into restrictions (young_person_id, person_id, categories, why, reasons, look_again_on, set_by) values (${young}, ${quote(someone?.person ?? null)}, '{plan}', 'safety', 'x', today(), ${quote(me)})`,
      expected: 'no',
    },
    {
      what: 'restrict someone outside',
      statement: `insert into restrictions (young_person_id, person_id, categories, why, reasons, look_again_on, set_by) values (${young}, '${idOf('b', numberOf(about.id) + 1)}', '{plan}', 'safety', 'x', today() + 9, ${quote(me)})`,
      expected: 'no',
    },
    {
      what: 'restrict',
      statement: `insert into restrictions (young_person_id, person_id, categories, why, reasons, look_again_on, set_by) values (${young}, ${quote(someone?.person ?? null)}, '{plan}', 'safety', 'x', today() + 9, ${quote(me)})`,
      expected: when(worksFresh && someone !== undefined),
    },
    ...about.restrictions
      .slice(0, 3)
      .filter((one) => !isMine(me, one.confirmedBy, one.liftAskedBy, one.liftedBy))
      .flatMap((one): Attempt[] => [
        {
          what: 'confirm a restriction',
          statement: change('restrictions', 'confirmed_by', one.id),
          expected: when(worksFresh && !one.confirmedBy && one.setBy !== me),
        },
        { what: 'ask to lift a restriction', statement: change('restrictions', 'lift_asked_by', one.id), expected: when(worksFresh && !one.liftAskedBy) },
        {
          what: 'lift a restriction',
          statement: change('restrictions', 'lifted_by', one.id),
          expected: when(worksFresh && one.liftAskedBy !== null && one.liftAskedBy !== me && !one.liftedBy),
        },
      ]),
    ...decidingOf(tie, about, today),
    ...leadingOf(tie, about),
    ...hospitalOf(tie, about, other),
    ...(['confirmed_by', 'withdrawn_by'] as const).map((column): Attempt => {
      const isOpen = numberOf(about.id) % 2 === 0;
      const isAllowed = worksFresh && isOpen && (column === 'withdrawn_by' || me !== idOf('a', 0));
      return { what: `an invitation: ${column}`, statement: change('invitations', column, idOf('6', numberOf(about.id))), expected: when(isAllowed) };
    }),
    {
      what: 'freeze',
      statement: `insert into freezes (young_person_id, reasons, frozen_by) values (${young}, 'x', ${quote(me)})`,
      expected: tie.works && about.isFrozen ? 'there already' : when(tie.works),
    },
    {
      what: 'thaw',
      statement: `update freezes set thawed_by = ${quote(me)} where young_person_id = ${young} and thawed_by is null`,
      expected: when(worksFresh && about.isFrozen),
    },
    ...conversingOf(tie, about, other, today),
    ...coveringOf(tie, about, today),
    {
      what: 'write in my views',
      statement: `insert into views (young_person_id, topic, words) values (${young}, 'who', 'x')`,
      expected: when(tie.writes),
    },
    {
      what: 'write in my views as someone else',
      statement: `insert into views (young_person_id, author_id, topic, words) values (${young}, ${other}, 'who', 'x')`,
      expected: 'no',
    },
    {
      what: 'write in my views anew',
      statement: `update views set words = 'y' where young_person_id = ${young} and author_id = ${quote(me)}`,
      expected: when(tie.writes && isAuthor),
    },
    {
      what: 'take my views away',
      statement: `delete from views where young_person_id = ${young} and author_id = ${quote(me)}`,
      expected: when(tie.isIn && isAuthor),
    },
    ...["update views set words = 'y'", 'delete from views'].map((statement): Attempt => ({
      what: 'change my views that are of someone else',
      statement: `${statement} where young_person_id = ${young} and author_id <> ${quote(me)}`,
      expected: 'no',
    })),
    ...planAttempts(tie, about),
    ...(['plan', 'hard times'] as const).map((category): Attempt => {
      const section = category === 'plan' ? 'matters to me' : 'when things get hard';
      return { what: `a link to ${category}`, statement: linkTo(section, quote(me)), expected: when(tie.mayLink('plan', category)) };
    }),
    { what: 'a link as someone else', statement: linkTo('matters to me', other), expected: 'no' },
    ...about.links.map((link): Attempt => ({
      what: 'a link: end it',
      statement: change('share_links', 'ended_by', link.id),
      expected: when(tie.knowsLink(link) && !link.isEnded),
    })),
    {
      what: 'keep reading settings of someone else',
      statement: `insert into reading_settings (person_id, kept) values (${other}, 'text-200')`,
      expected: 'no',
    },
    ...glassFor(me, about).flatMap((one): Attempt[] => [
      {
        what: 'look back at an emergency',
        statement: `update break_glass set looked_by = ${quote(me)}, finding = 'x' where id = '${one.id}'`,
        expected: when(tie.leads && one.staff !== me && !one.lookedBy),
      },
      { what: 'look back without a word', statement: change('break_glass', 'looked_by', one.id), expected: 'no' },
      { what: 'look back once more', statement: `update break_glass set finding = 'y' where id = '${one.id}'`, expected: 'no' },
    ]),
    { what: 'open a place again', statement: `update circle_members set to_day = null where young_person_id = ${young}`, expected: 'no' },
    ...about.places.slice(0, 4).map((place): Attempt => {
      const isOver = place.to !== null && place.to < 0;
      return {
        what: 'end a place',
        statement: `update circle_members set to_day = greatest(today(), from_day) where young_person_id = ${young} and person_id = '${place.person}' and relation = '${place.relation}' and from_day = today() + ${place.from}`,
        expected: when(tie.works && !isOver && !['young person', 'key worker'].includes(place.relation)),
      };
    }),
  ];
  // These no one may do; a few of each are enough.
  if ((numberOf(me) + numberOf(about.id)) % 8 === 0) {
    for (const statement of [
      ...forNobody(about, me),
      ...awayByNobody(about, me),
      ...toldByNobody(me),
      `update plan_sections set words = 'y' where young_person_id = ${young}`,
      `insert into goals (young_person_id, words, who_helps, by_day) values (${young}, 'x', 'x', today())`,
      `update ratings set rating = 'blue' where young_person_id = ${young}`,
      `delete from hospital_stays where young_person_id = ${young}`,
      `update hospital_stays set changes = 0 where young_person_id = ${young}`,
      `update young_people set area = 'y' where person_id = ${young}`,
      `delete from documents where young_person_id = ${young}`,
      `update recommendation_chases set lead_told_at = now() where young_person_id = ${young}`,
      `update recommendations set words = 'y' where young_person_id = ${young}`,
      `delete from review_requests where young_person_id = ${young}`,
      `delete from audit_entries where young_person_id = ${young}`,
      `update audit_entries set what = 'y' where young_person_id = ${young}`,
      `insert into audit_entries (young_person_id, act, what) values (${young}, 'read', 'plan')`,
      `insert into circle_members (young_person_id, person_id, relation, from_day) values (${young}, ${quote(me)}, 'advocate', today())`,
      `delete from restrictions where young_person_id = ${young}`,
      `delete from grants where young_person_id = ${young}`,
    ])
      attempts.push({ what: 'what nobody may', statement, expected: 'no' });
  }
  return attempts;
}
