import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { Mistake } from '#problem.ts';
import type { Emergency, LookedBack, NewEmergency } from './emergency.ts';

/** Looks in an emergency that the viewer may see: their own, and those at the young people they work for. Newest first. */
export async function listEmergencies(db: Db): Promise<Emergency[]> {
  return db
    .selectFrom('breakGlass')
    .innerJoin('people as child', 'child.id', 'breakGlass.youngPersonId')
    .innerJoin('people as worker', 'worker.id', 'breakGlass.staffId')
    .leftJoin('people as lead', 'lead.id', 'breakGlass.lookedBy')
    .select(['breakGlass.id', 'youngPersonId', 'child.name as youngPersonName', 'staffId', 'worker.name as staffName'])
    .select(['reasons', 'openedAt', 'endsAt', 'lead.name as lookedByName', 'finding'])
    .orderBy('openedAt', 'desc')
    .limit(100)
    .execute();
}

/**
 * Opens someone's record for 60 minutes, as staff who do not work for them. Gives the young person's id. Throws a Mistake
 * where nobody has this name and day of birth.
 */
export async function breakTheGlass(db: Db, { name, born, reasons }: NewEmergency): Promise<string> {
  const { rows } = await sql<{ id: string | null }>`select break_the_glass(${name}, ${born}, ${reasons}) as id`.execute(db);
  if (!rows[0]?.id) throw new Mistake('name', 'nobodyFound');
  return rows[0].id;
}

/** Writes down what a team lead found. Throws 42501 for the one who looked, and for anyone but a lead of theirs. */
export async function lookBack(db: Db, { id, finding }: LookedBack): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('breakGlass')
    .set({ lookedBy: sql`current_person()`, finding })
    .where('id', '=', id)
    .where('lookedBy', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw Object.assign(new Error('not theirs to look back at'), { code: '42501' });
}
