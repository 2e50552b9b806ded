import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { languageWritten } from '#language/written.ts';
import { Mistake } from '#problem.ts';
import { findMyLanguage } from '#ratings/ratings.ts';
import type { ChosenItem, NewStep, NewVisit, VisitDone } from './stay.ts';
import { isSame, refusal, requireCharge, requireDay } from './stays.ts';

/** Writes down a visit that is due, as staff. The same form sent again is the same visit; with other words it throws a Mistake. */
export async function addVisit(db: Db, { id, youngPerson, stay, visitor, dueOn }: NewVisit): Promise<void> {
  await requireCharge(db, youngPerson);
  await requireStay(db, stay, youngPerson, 'visitor');
  const row = { youngPersonId: youngPerson, stayId: stay, who: visitor, dueOn };
  await db
    .insertInto('hospitalVisits')
    .values({ id, ...row, setBy: sql`current_person()` })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const kept = await db.selectFrom('hospitalVisits').selectAll().where('id', '=', id).executeTakeFirst();
  if (!kept || !isSame(kept, row)) throw new Mistake('visitor', 'sentBefore');
}

/**
 * Notes the day of a visit that has been. The same day again changes nothing. Throws a Mistake for a day that is still to come, and
 * where someone else noted another day, or took the visit out.
 */
export async function noteVisit(db: Db, { youngPerson, visit, doneOn }: VisitDone): Promise<void> {
  await requireCharge(db, youngPerson);
  await requireDay(db, 'doneOn', doneOn, null);
  const { numUpdatedRows } = await visitOf(db, visit, youngPerson)
    .set({ doneOn, doneBy: sql`current_person()` })
    .where('doneOn', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const kept = await db.selectFrom('hospitalVisits').select(['youngPersonId', 'doneOn']).where('id', '=', visit).executeTakeFirst();
  if (kept?.youngPersonId !== youngPerson) throw refusal();
  if (kept.doneOn !== doneOn) throw new Mistake('form', 'changedMeanwhile');
}

/** Takes out a visit that staff wrote down by mistake. A second time changes nothing. */
export async function takeOutVisit(db: Db, { id, youngPerson }: ChosenItem): Promise<void> {
  await requireCharge(db, youngPerson);
  await visitOf(db, id, youngPerson)
    .set({ takenOutBy: sql`current_person()` })
    .execute();
}

/** Writes down a step on the way home, as staff. The same form sent again is the same step; with other words it throws a Mistake. */
export async function addStep(db: Db, { id, youngPerson, stay, words, helper, byDay }: NewStep): Promise<void> {
  await requireCharge(db, youngPerson);
  await requireStay(db, stay, youngPerson, 'words');
  const row = { youngPersonId: youngPerson, stayId: stay, words, language: languageWritten(words, await findMyLanguage(db)), who: helper, byDay };
  await db
    .insertInto('dischargeSteps')
    .values({ id, ...row, setBy: sql`current_person()` })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const kept = await db.selectFrom('dischargeSteps').selectAll().where('id', '=', id).executeTakeFirst();
  if (!kept || !isSame(kept, row)) throw new Mistake('words', 'sentBefore');
}

/** Notes that a step is done. A second time changes nothing. */
export async function finishStep(db: Db, { id, youngPerson }: ChosenItem): Promise<void> {
  await requireCharge(db, youngPerson);
  await stepOf(db, id, youngPerson)
    .set({ doneBy: sql`current_person()` })
    .where('doneBy', 'is', null)
    .execute();
}

/** Takes out a step that staff wrote down by mistake. A second time changes nothing. */
export async function takeOutStep(db: Db, { id, youngPerson }: ChosenItem): Promise<void> {
  await requireCharge(db, youngPerson);
  await stepOf(db, id, youngPerson)
    .set({ takenOutBy: sql`current_person()` })
    .execute();
}

// A stay that ended while the form was open takes nothing new. The mistake stands at `field`.
async function requireStay(db: Db, id: string, youngPerson: string, field: string): Promise<void> {
  const stay = await db.selectFrom('hospitalStays').select(['youngPersonId', 'leftOn']).where('id', '=', id).executeTakeFirst();
  if (stay?.youngPersonId !== youngPerson) throw refusal();
  if (stay.leftOn) throw new Mistake(field, 'changedMeanwhile');
}

function visitOf(db: Db, id: string, youngPerson: string) {
  return db.updateTable('hospitalVisits').where('id', '=', id).where('youngPersonId', '=', youngPerson).where('takenOutBy', 'is', null);
}

function stepOf(db: Db, id: string, youngPerson: string) {
  return db.updateTable('dischargeSteps').where('id', '=', id).where('youngPersonId', '=', youngPerson).where('takenOutBy', 'is', null);
}
