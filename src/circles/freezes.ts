import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { Chosen } from './decision.ts';
import type { Freeze, NewFreeze } from './freeze.ts';

/** The freeze that holds now, for staff. Undefined where there is none. */
export async function findFreeze(db: Db, youngPerson: string): Promise<Freeze | undefined> {
  return db
    .selectFrom('freezes')
    .innerJoin('people', 'people.id', 'freezes.frozenBy')
    .select(['freezes.id', 'reasons', 'frozenAt', 'people.name as frozenByName'])
    .where('youngPersonId', '=', youngPerson)
    .where('thawedBy', 'is', null)
    .executeTakeFirst();
}

/** Shuts out everyone but staff, at once. Pressed twice it is one freeze. Throws 42501 where the database refuses. */
export async function freeze(db: Db, { id, youngPerson, reasons }: NewFreeze): Promise<void> {
  await db
    .insertInto('freezes')
    .values({ id, youngPersonId: youngPerson, reasons, frozenBy: sql`current_person()` })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Lets in again whoever may be let in. */
export async function thaw(db: Db, { id }: Chosen): Promise<void> {
  await db
    .updateTable('freezes')
    .set({ thawedBy: sql`current_person()` })
    .where('id', '=', id)
    .where('thawedBy', 'is', null)
    .execute();
}
