import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { categories, type Category } from '#people/category.ts';
import type { Relation } from '#people/person.ts';
import type { CirclePlace, EndedPlace } from './circle.ts';
import type { Decider, Share, Stage } from './consent.ts';

/** The circle of a young person as far as the viewer may know it, with what each sees at a stage; staff first, then by name. */
export async function listCircle(db: Db, youngPerson: string, stage: Stage): Promise<CirclePlace[]> {
  const places = await db
    .selectFrom('circleMembers')
    .innerJoin('people', 'people.id', 'circleMembers.personId')
    .select(['people.id', 'people.name', 'circleMembers.relation', 'circleMembers.parentalResponsibility', 'circleMembers.fromDay', 'circleMembers.toDay'])
    .where('circleMembers.youngPersonId', '=', youngPerson)
    .where('circleMembers.relation', '!=', 'young person')
    .orderBy(sql`circle_members.relation in ('key worker', 'cover', 'team lead')`, 'desc')
    .orderBy('people.name')
    .execute();
  const open = await listSeen(db, youngPerson);
  const grants = await db
    .selectFrom('grants')
    .select(['personId', 'category', 'givenBy'])
    .where('youngPersonId', '=', youngPerson)
    .where('stage', '=', stage)
    .where('takenBackBy', 'is', null)
    .execute();
  const stageNow = await findStage(db, youngPerson);
  return places.map((place) => ({
    ...place,
    relation: place.relation as Relation,
    shares: categories.map((category) => {
      const grant = grants.find((each) => each.personId === place.id && each.category === category);
      const isOpen = open.some((each) => each.personId === place.id && each.category === category);
      return { category, state: stateOf(grant, stage === stageNow ? isOpen : undefined) };
    }),
  }));
}

// For a stage still to come nothing is open yet: what is chosen for it counts as open then.
function stateOf(grant: { givenBy: string | null } | undefined, isOpen: boolean | undefined): Share['state'] {
  if (isOpen) return 'open';
  if (!grant) return 'shut';
  if (!grant.givenBy) return 'asked';
  return isOpen === undefined ? 'open' : 'closed';
}

async function listSeen(db: Db, youngPerson: string): Promise<{ personId: string; category: Category }[]> {
  const { rows } = await sql<{ personId: string; category: Category }>`select person_id, category from sees_now(${youngPerson})`.execute(db);
  return rows;
}

/** What the viewer sees of a young person now. */
export async function listMyCategories(db: Db, youngPerson: string, viewer: string): Promise<Category[]> {
  return (await listSeen(db, youngPerson)).filter(({ personId }) => personId === viewer).map(({ category }) => category);
}

/** The stage of life of a young person today. Undefined where the viewer does not see them. */
export async function findStage(db: Db, youngPerson: string): Promise<Stage | undefined> {
  const row = await db
    .selectFrom('youngPeople')
    .select(sql<Stage>`stage_on(born_on, today())`.as('stage'))
    .where('personId', '=', youngPerson)
    .executeTakeFirst();
  return row?.stage;
}

/** What the viewer may do about sharing, for each stage that can be chosen for now: the one of today first. */
export interface Standing {
  stage: Stage;
  decider: Decider;
  /** The viewer decides alone: it is about themself. */
  isMine: boolean;
  /** The viewer has parental responsibility and asks the key worker. */
  isAsked: boolean;
}

/** How the viewer stands to sharing about a young person. Empty where they do not see them. */
export async function listStandings(db: Db, youngPerson: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select stage, decider(${youngPerson}, stage) as decider, i_decide(${youngPerson}, stage) as "isMine", i_answer_for(${youngPerson}, stage) as "isAsked"
    from open_stages(${youngPerson}) as stage
    where ${youngPerson} in (select my_young_people())
    order by array_position(array['child', 'sixteen', 'eighteen'], stage)`.execute(db);
  return rows;
}

/** The day someone was born (`2026-05-04`). Undefined where the viewer does not see them. */
export async function findBirth(db: Db, youngPerson: string): Promise<string | undefined> {
  const row = await db.selectFrom('youngPeople').select('bornOn').where('personId', '=', youngPerson).executeTakeFirst();
  return row?.bornOn;
}

/** Ends someone's place in a circle at once, as staff. What was shared with them is theirs no more. Throws 42501 where the database refuses. */
export async function endPlace(db: Db, { youngPerson, person, relation }: EndedPlace): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('circleMembers')
    .set({ toDay: sql`today() - 1` })
    .where('youngPersonId', '=', youngPerson)
    .where('personId', '=', person)
    .where('relation', '=', relation)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', sql<string>`today()`)]))
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw Object.assign(new Error('not theirs to end'), { code: '42501' });
}
