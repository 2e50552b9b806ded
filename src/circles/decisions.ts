import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { Mistake } from '#problem.ts';
import type { Chosen, Decision, DecisionKind, NewDecision } from './decision.ts';

/** Every decision about a young person, newest first. */
export async function listDecisions(db: Db, youngPerson: string): Promise<Decision[]> {
  const rows = await db
    .selectFrom('decisions')
    .innerJoin('people as maker', 'maker.id', 'decisions.madeBy')
    .leftJoin('people as second', 'second.id', 'decisions.confirmedBy')
    .select(['decisions.id', 'kind', 'reasons', 'lookAgainOn', 'madeBy', 'maker.name as madeByName', 'madeAt', 'second.name as confirmedByName', 'endedAt'])
    .where('youngPersonId', '=', youngPerson)
    .orderBy('madeAt', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as DecisionKind }));
}

/** Writes a decision down as staff. The same form again is the same decision. Throws 42501 where the database refuses. */
export async function makeDecision(db: Db, { id, youngPerson, kind, reasons, lookAgainOn }: NewDecision): Promise<void> {
  await requireDayAhead(db, lookAgainOn);
  await db
    .insertInto('decisions')
    .values({ id, youngPersonId: youngPerson, kind, reasons, lookAgainOn, madeBy: sql`current_person()` })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Confirms a decision as a second member of staff. Throws 42501 for the one who made it. */
export async function confirmDecision(db: Db, { id }: Chosen): Promise<void> {
  await db
    .updateTable('decisions')
    .set({ confirmedBy: sql`current_person()` })
    .where('id', '=', id)
    .where('confirmedBy', 'is', null)
    .where('endedBy', 'is', null)
    .execute();
}

/** Ends a decision as staff. What rests on it opens nothing from now on. */
export async function endDecision(db: Db, { id }: Chosen): Promise<void> {
  await db
    .updateTable('decisions')
    .set({ endedBy: sql`current_person()` })
    .where('id', '=', id)
    .where('endedBy', 'is', null)
    .execute();
}

/** Throws a Mistake where a day to look again is not ahead, or is more than 2 years away. */
export async function requireDayAhead(db: Db, day: string): Promise<void> {
  const { rows } = await sql<{ isAhead: boolean }>`select ${day}::date > today() and ${day}::date <= today() + interval '2 years' as "isAhead"`.execute(db);
  if (!rows[0]?.isAhead) throw new Mistake('lookAgainOn', 'dayAhead');
}
