import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#database/connect.ts';
import { languageWritten, writtenIn } from '#language/written.ts';
import { findCharge } from '#people/people.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import { changeRating, findMyLanguage, hasRating } from '#ratings/ratings.ts';
import type { Admission, ChangedStay, Discharge, Stay, StayWords } from './stay.ts';

/** The stay in hospital of a young person that is not over, with its visits and the steps home. Undefined where there is none to see. */
export async function findStay(db: Db, youngPerson: string): Promise<Stay | undefined> {
  await openRecord(db, youngPerson, 'contacts');
  const row = await db
    .selectFrom('hospitalStays')
    .select(['id', 'hospital', 'ward', 'contactName', 'contactPhone', 'visiting', 'advocateName', 'advocatePhone'])
    .select(['isDetained', 'admittedOn', 'leavesOn', 'aftercare', 'language', 'changes'])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('hospitalVisits')
          .select(['id', 'who', 'dueOn', 'doneOn'])
          .whereRef('stayId', '=', 'hospitalStays.id')
          .where('takenOutBy', 'is', null)
          .orderBy('dueOn')
          .orderBy('id'),
      ).as('visits'),
      jsonArrayFrom(
        eb
          .selectFrom('dischargeSteps')
          .select(['id', 'words', 'language', 'who', 'byDay', 'doneAt'])
          .whereRef('stayId', '=', 'hospitalStays.id')
          .where('takenOutBy', 'is', null)
          .orderBy(sql`by_day nulls last`)
          .orderBy('setAt')
          .orderBy('id'),
      ).as('steps'),
    ])
    .where('youngPersonId', '=', youngPerson)
    .where('leftOn', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  // JSON has no moments: the database writes them as text.
  const steps = row.steps.map((step) => ({ ...step, language: writtenIn(step.language), doneAt: step.doneAt ? new Date(step.doneAt) : null }));
  return { ...row, language: writtenIn(row.language), steps };
}

/**
 * Writes down, as staff, that someone has come into hospital; their rating is blue from then on. The same form sent again
 * is the same stay. Throws a Mistake where a stay is there already, and 42501 for a young person who is not theirs.
 */
export async function admit(db: Db, { id, youngPerson, rating, why, ...words }: Admission): Promise<void> {
  await openRecord(db, youngPerson, 'contacts');
  const row = { youngPersonId: youngPerson, ...(await rowOf(db, words)) };
  await db
    .insertInto('hospitalStays')
    .values({ id, ...row, setBy: sql`current_person()` })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await findRow(db, id);
  if (!kept) throw new Mistake('form', 'stayThere');
  if (!isSame(kept, row)) throw new Mistake('form', 'sentBefore');
  await changeRating(db, { id: rating, youngPerson, rating: 'blue', why });
}

/** Changes a stay as staff. Throws a Mistake where someone else changed it since the form was opened; the same change again is none. */
export async function changeStay(db: Db, { id, youngPerson, changes, ...words }: ChangedStay): Promise<void> {
  await requireCharge(db, youngPerson);
  const row = await rowOf(db, words);
  const { numUpdatedRows } = await open(db, id, youngPerson).set(row).where('changes', '=', changes).executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const kept = await findOwnRow(db, id, youngPerson);
  if (kept.leftOn !== null || !isSame(kept, row)) throw new Mistake('form', 'changedMeanwhile');
}

/**
 * Ends a stay as staff, with the rating from then on. The same form again changes nothing. Throws a Mistake where someone else ended
 * it meanwhile: their rating, with its reasons, must not go under one that was written without knowing of it.
 */
export async function discharge(db: Db, { id, youngPerson, leftOn, rating, colour, why }: Discharge): Promise<void> {
  await requireCharge(db, youngPerson);
  const stay = await findOwnRow(db, id, youngPerson);
  await requireDay(db, 'leftOn', leftOn, stay.admittedOn);
  const { numUpdatedRows } = await open(db, id, youngPerson).set({ leftOn }).executeTakeFirst();
  if (numUpdatedRows === 0n) {
    const kept = await findOwnRow(db, id, youngPerson);
    if (kept.leftOn !== leftOn || !(await hasRating(db, youngPerson, rating))) throw new Mistake('form', 'changedMeanwhile');
  }
  await changeRating(db, { id: rating, youngPerson, rating: colour, why });
}

/** Lets only those go on who work for the young person: whoever reads in an emergency changes nothing. Throws 42501. */
export async function requireCharge(db: Db, youngPerson: string): Promise<void> {
  if (!(await findCharge(db, youngPerson))) throw refusal();
  await openRecord(db, youngPerson, 'contacts');
}

/** Throws a Mistake for a day that is still to come, or that is before another one. */
export async function requireDay(db: Db, field: string, day: string, from: string | null): Promise<void> {
  const { rows } = await sql<{ isToCome: boolean }>`select ${day}::date > today() as "isToCome"`.execute(db);
  if (rows[0]?.isToCome) throw new Mistake(field, 'dayToCome');
  if (from && day < from) throw new Mistake(field, 'dayBeforeStay');
}

/** What the database says where something is not theirs to change. */
export function refusal(): Error {
  return Object.assign(new Error('not theirs to change'), { code: '42501' });
}

/** True where a row that was kept says the same as a form. */
export function isSame(kept: Record<string, unknown>, row: Record<string, unknown>): boolean {
  return Object.entries(row).every(([column, value]) => kept[column] === value);
}

async function rowOf(db: Db, words: StayWords) {
  await requireDay(db, 'admittedOn', words.admittedOn, null);
  if (words.leavesOn && words.leavesOn < words.admittedOn) throw new Mistake('leavesOn', 'dayBeforeStay');
  return { ...words, language: languageWritten(`${words.visiting} ${words.aftercare}`, await findMyLanguage(db)) };
}

function open(db: Db, id: string, youngPerson: string) {
  return db.updateTable('hospitalStays').where('id', '=', id).where('youngPersonId', '=', youngPerson).where('leftOn', 'is', null);
}

function findRow(db: Db, id: string) {
  return db.selectFrom('hospitalStays').selectAll().where('id', '=', id).executeTakeFirst();
}

async function findOwnRow(db: Db, id: string, youngPerson: string) {
  const row = await findRow(db, id);
  if (row?.youngPersonId !== youngPerson) throw refusal();
  return row;
}
