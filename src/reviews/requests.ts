import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import type { NewRequest, Request, RequestAnswer } from './request.ts';

/** Who asked for another time for a review, newest first: for staff everyone, for anyone else only themself. */
export async function listRequests(db: Db, review: string): Promise<Request[]> {
  const rows = await db
    .selectFrom('reviewRequests')
    .leftJoin('people', 'people.id', 'reviewRequests.askedBy')
    .select(['reviewRequests.id', 'askedBy', 'people.name as askedByName', 'askedAt', 'words', 'reviewRequests.language'])
    .select(['outcome', 'answer', 'answerLanguage', 'answeredAt'])
    .where('reviewId', '=', review)
    .orderBy('askedAt', 'desc')
    .orderBy('reviewRequests.id')
    .execute();
  return rows.map((row) => ({ ...row, outcome: row.outcome as Request['outcome'] }));
}

/**
 * Asks for another time as the viewer. The same form sent again is the same ask; with other words, or while another ask waits, it
 * throws a Mistake. Throws 42501 for staff, and for those who may not see reviews.
 */
export async function askForAnotherTime(db: Db, form: NewRequest): Promise<NewRequest> {
  const { id, youngPerson, review, words, language } = form;
  await openRecord(db, youngPerson, 'reviews');
  const known = await db.selectFrom('reviews').select(['startsAt', 'calledOffAt']).where('id', '=', review).executeTakeFirst();
  const kept = await db.selectFrom('reviewRequests').select(['words']).where('id', '=', id).executeTakeFirst();
  if (kept?.words === words) return form;
  if (kept) throw new Mistake('words', 'keptBefore');
  if (known && (known.calledOffAt || known.startsAt <= new Date())) throw new Mistake('words', 'reviewOver');
  const { numInsertedOrUpdatedRows: asked } = await db
    .insertInto('reviewRequests')
    .values({ id, youngPersonId: youngPerson, reviewId: review, askedBy: sql`current_person()`, words, language })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (asked) return form;
  // A press at the same moment may have kept these very words.
  const twin = await db.selectFrom('reviewRequests').select('words').where('id', '=', id).executeTakeFirst();
  if (twin?.words !== words) throw new Mistake('words', 'askedAlready');
  return form;
}

/** Says as staff why a review stays when it is. What has an answer already stays answered. */
export async function answerRequest(db: Db, form: RequestAnswer): Promise<RequestAnswer> {
  const { id, youngPerson, answer, language } = form;
  await openRecord(db, youngPerson, 'reviews');
  await db
    .updateTable('reviewRequests')
    .set({ outcome: 'stays', answer, answerLanguage: language, answeredBy: sql`current_person()` })
    .where('id', '=', id)
    .where('answeredBy', 'is', null)
    .execute();
  const kept = await db.selectFrom('reviewRequests').select('answer').where('id', '=', id).executeTakeFirst();
  if (kept && kept.answer !== answer) throw new Mistake('answer', 'answeredAlready');
  return form;
}

/** Answers everyone who asked for another time, as a review moves or is called off. */
export async function answerAll(db: Db, form: Omit<RequestAnswer, 'id'>, outcome: 'moved' | 'called off'): Promise<void> {
  await db
    .updateTable('reviewRequests')
    .set({ outcome, answer: form.answer, answerLanguage: form.language, answeredBy: sql`current_person()` })
    .where('reviewId', '=', form.review)
    .where('answeredBy', 'is', null)
    .execute();
}
