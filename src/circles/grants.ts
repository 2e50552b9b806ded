import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { Category } from '#people/category.ts';
import { Mistake } from '#problem.ts';
import type { Decider, Grant, NewShares, Stage } from './consent.ts';

// How the viewer comes to change what is shared: as the young person, as who has parental responsibility, or as staff.
type Sharer = 'young person' | 'parent' | 'staff';

/**
 * Makes what a person may see just what was chosen: gives what is new, takes back what is not ticked any more. From a
 * parent, what is new is asked of the key worker. Throws 42501 where the database refuses.
 */
export async function changeShares(db: Db, { youngPerson, person, stage, agreedBy, categories }: NewShares): Promise<void> {
  const me = sql<string>`current_person()`;
  const sharer = await findSharer(db, youngPerson, stage);
  const now = await db
    .selectFrom('grants')
    .select(['id', 'category', 'givenBy'])
    .where('youngPersonId', '=', youngPerson)
    .where('personId', '=', person)
    .where('stage', '=', stage)
    .where('takenBackBy', 'is', null)
    .execute();
  const gone = now.filter(({ category }) => !categories.includes(category as Category));
  const asked = sharer === 'staff' ? now.filter(({ category, givenBy }) => !givenBy && categories.includes(category as Category)) : [];
  const added = categories.filter((category) => !now.some((each) => each.category === category));
  const update = (rows: typeof now, act: 'takenBackBy' | 'givenBy') =>
    db
      .updateTable('grants')
      .set({ [act]: me })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
  if (sharer === 'staff' && asked.length + added.length > 0) await requireFresh(db);
  if (gone.length > 0) await update(gone, 'takenBackBy');
  if (asked.length > 0) await update(asked, 'givenBy');
  if (added.length === 0) return;
  const agreed = { 'young person': sql<string>`${youngPerson}::uuid`, parent: me, staff: sql<string>`${agreedBy ?? null}::uuid` }[sharer];
  const rows = added.map((category) => ({
    youngPersonId: youngPerson,
    personId: person,
    category,
    stage,
    basis: sql<string>`decider(${youngPerson}, ${stage})`,
    agreedBy: agreed,
    askedBy: sharer === 'parent' ? me : null,
    givenBy: sharer === 'parent' ? null : me,
  }));
  // Twice at once is once.
  await db
    .insertInto('grants')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['youngPersonId', 'personId', 'category', 'stage']).where('takenBackBy', 'is', null).doNothing())
    .execute();
}

// Closing is quick; for opening, staff show again that it is them.
async function requireFresh(db: Db): Promise<void> {
  const { rows } = await sql<{ fresh: boolean }>`select is_fresh() as fresh`.execute(db);
  if (!rows[0]?.fresh) throw new Mistake('form', 'checkAgain');
}

async function findSharer(db: Db, youngPerson: string, stage: string): Promise<Sharer> {
  const { rows } = await sql<{ sharer: Sharer }>`
    select case when ${youngPerson} in (select my_charges()) then 'staff' when i_decide(${youngPerson}, ${stage}) then 'young person' else 'parent' end as sharer`.execute(
    db,
  );
  return rows[0]?.sharer ?? 'parent';
}

/** Every choice to share that the viewer may know of, also what was taken back; by person and day. */
export async function listGrants(db: Db, youngPerson: string): Promise<Grant[]> {
  const rows = await db
    .selectFrom('grants')
    .innerJoin('people', 'people.id', 'grants.personId')
    .select(['grants.id', 'grants.personId', 'people.name', 'category', 'stage', 'basis', 'agreedBy', 'givenAt', 'takenBackAt'])
    .select(
      sql<boolean>`taken_back_by is null and stage in (select stage_on(born_on, today()) from young_people y where y.person_id = grants.young_person_id)
        and (grants.person_id, category) in (select s.person_id, s.category from sees_now(${youngPerson}) s)`.as('isOpen'),
    )
    .where('youngPersonId', '=', youngPerson)
    .orderBy('people.name')
    .orderBy('grants.personId')
    .orderBy(sql`coalesce(given_at, asked_at)`)
    .orderBy('grants.id')
    .execute();
  return rows.map(({ personId, name, isOpen, ...row }) => ({
    ...row,
    person: { id: personId, name },
    category: row.category as Category,
    stage: row.stage as Stage,
    basis: row.basis as Decider,
    state: isOpen ? 'open' : row.givenAt || row.takenBackAt ? 'closed' : 'asked',
  }));
}

/** Who may agree to sharing about someone under 16, by name; for staff. */
export async function listWhoMayAgree(db: Db, youngPerson: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('people')
    .select(['id', 'name'])
    .where('id', 'in', sql<string>`(select who_may_agree(${youngPerson}))`)
    .orderBy('name')
    .execute();
}
