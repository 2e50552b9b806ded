import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { Category } from '#people/category.ts';
import type { Chosen } from './decision.ts';
import { requireDayAhead } from './decisions.ts';
import type { NewRestriction, Restriction } from './restriction.ts';

/** Every restriction in a circle, newest first; for staff. Nobody else learns of any. */
export async function listRestrictions(db: Db, youngPerson: string): Promise<Restriction[]> {
  const rows = await db
    .selectFrom('restrictions')
    .innerJoin('people as person', 'person.id', 'restrictions.personId')
    .innerJoin('people as setter', 'setter.id', 'restrictions.setBy')
    .leftJoin('people as second', 'second.id', 'restrictions.confirmedBy')
    .leftJoin('people as asker', 'asker.id', 'restrictions.liftAskedBy')
    .leftJoin('people as lifter', 'lifter.id', 'restrictions.liftedBy')
    .select(['restrictions.id', 'person.name as personName', 'categories', 'why', 'reasons', 'lookAgainOn', 'setBy', 'setter.name as setByName'])
    .select(['second.name as confirmedByName', 'liftAskedBy', 'asker.name as liftAskedByName', 'lifter.name as liftedByName'])
    .where('youngPersonId', '=', youngPerson)
    .orderBy('setAt', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, categories: row.categories as Category[], why: row.why as Restriction['why'] }));
}

/** Sets a restriction as staff. It closes something once a second member of staff confirms it. Throws 42501 where refused. */
export async function setRestriction(db: Db, { id, youngPerson, person, categories, why, reasons, lookAgainOn }: NewRestriction): Promise<void> {
  await requireDayAhead(db, lookAgainOn);
  await db
    .insertInto('restrictions')
    .values({ id, youngPersonId: youngPerson, personId: person, categories, why, reasons, lookAgainOn, setBy: sql`current_person()` })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Confirms a restriction as a second member of staff: from then on it holds. Throws 42501 for the one who set it. */
export function confirmRestriction(db: Db, { id }: Chosen): Promise<void> {
  return act(db, id, 'confirmedBy');
}

/** Asks, as staff, that a restriction be lifted. It holds until another one does it. */
export function askToLift(db: Db, { id }: Chosen): Promise<void> {
  return act(db, id, 'liftAskedBy');
}

/** Lifts a restriction, as another member of staff than the one who asked. Throws 42501 for that one. */
export function liftRestriction(db: Db, { id }: Chosen): Promise<void> {
  return act(db, id, 'liftedBy');
}

async function act(db: Db, id: string, column: 'confirmedBy' | 'liftAskedBy' | 'liftedBy'): Promise<void> {
  await db
    .updateTable('restrictions')
    .set({ [column]: sql`current_person()` })
    .where('id', '=', id)
    .where(column, 'is', null)
    .$if(column === 'liftedBy', (query) => query.where('liftAskedBy', 'is not', null))
    .execute();
}
