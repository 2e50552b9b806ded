import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#database/connect.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import { workingDaysAfter } from '#people/working-day.ts';
import type { Chase, ChaseAnswer, DoneNote, NewChase, NewRecommendation, Recommendation } from './recommendation.ts';

/** In how many working days staff answer who says that something has not happened, before the team leads are told. */
const workingDaysToAnswer = 5;

/** What people should do after a review, or after all reviews of a young person, in the order in which it was written down. */
export async function listRecommendations(db: Db, youngPerson: string, review?: string): Promise<Recommendation[]> {
  await openRecord(db, youngPerson, 'reviews');
  const rows = await db
    .selectFrom('recommendations')
    .selectAll('recommendations')
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('recommendationChases as chase')
          .leftJoin('people', 'people.id', 'chase.raisedBy')
          .select(['chase.id', 'raisedBy', 'people.name as raisedByName', 'raisedAt', 'words', 'chase.language', 'answerDueOn'])
          .select(['answer', 'answerLanguage', 'answeredAt', 'leadToldAt'])
          .whereRef('chase.recommendationId', '=', 'recommendations.id')
          .orderBy('raisedAt', 'desc'),
      ).as('chases'),
    )
    .where('youngPersonId', '=', youngPerson)
    .$if(review !== undefined, (query) => query.where('reviewId', '=', review ?? ''))
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
  const raised = await sql<{ id: string; answerDueOn: string; answeredAt: Date | null }>`
    select recommendation_id as "id", answer_due_on as "answerDueOn", answered_at as "answeredAt" from raised(${youngPerson})`.execute(db);
  return rows.map((row) => {
    const last = raised.rows.find(({ id }) => id === row.id);
    return { ...row, chases: row.chases.map(withDates), raised: last ? { answerDueOn: last.answerDueOn, answeredAt: last.answeredAt } : null };
  });
}

type ChaseRow = Omit<Chase, 'raisedAt' | 'answeredAt' | 'leadToldAt'> & { raisedAt: string; answeredAt: string | null; leadToldAt: string | null };

// JSON has no moments: the database writes them as text.
function withDates(row: ChaseRow): Chase {
  const date = (text: string | null) => (text ? new Date(text) : null);
  return { ...row, raisedAt: new Date(row.raisedAt), answeredAt: date(row.answeredAt), leadToldAt: date(row.leadToldAt) };
}

/** Writes down as staff what should happen. The same form sent again is the same; with other words it throws a Mistake. */
export async function recordRecommendation(db: Db, form: NewRecommendation): Promise<NewRecommendation> {
  const { id, youngPerson, review, words, who, byDay, shows, language } = form;
  await openRecord(db, youngPerson, 'reviews');
  const row = { id, youngPersonId: youngPerson, reviewId: review, words, who, byDay: byDay || null, shows, language };
  await db
    .insertInto('recommendations')
    .values({ ...row, recordedBy: sql`current_person()` })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const kept = await db.selectFrom('recommendations').select(['words', 'who', 'byDay', 'shows']).where('id', '=', id).executeTakeFirst();
  if (!isDeepStrictEqual(kept, { words, who, byDay: row.byDay, shows })) throw new Mistake('words', 'keptBefore');
  return form;
}

/** Notes as staff that it is done. What is done stays done; nobody can note it twice with other words. */
export async function noteDone(db: Db, form: DoneNote): Promise<DoneNote> {
  const { id, youngPerson, doneWords, language } = form;
  await openRecord(db, youngPerson, 'reviews');
  await db
    .updateTable('recommendations')
    .set({ doneBy: sql`current_person()`, doneWords: doneWords || null, doneLanguage: language })
    .where('id', '=', id)
    .where('doneBy', 'is', null)
    .execute();
  const kept = await db.selectFrom('recommendations').select(['doneWords', 'doneBy']).where('id', '=', id).executeTakeFirst();
  if (kept?.doneBy && (kept.doneWords ?? '') !== doneWords) throw new Mistake('doneWords', 'answeredAlready');
  return form;
}

/**
 * Says as the viewer that a recommendation has not happened. Someone else may have said it already: then it is the same one, and
 * words that would be lost throw a Mistake. Throws 42501 for staff, and for those who may not see reviews.
 */
export async function raise(db: Db, form: NewChase): Promise<NewChase> {
  const { id, youngPerson, recommendation, words, language } = form;
  await openRecord(db, youngPerson, 'reviews');
  const { rows } = await sql<{ today: string }>`select today()::text as today`.execute(db);
  await db
    .insertInto('recommendationChases')
    .values({
      id,
      youngPersonId: youngPerson,
      recommendationId: recommendation,
      raisedBy: sql`current_person()`,
      words: words || null,
      language,
      answerDueOn: workingDaysAfter(rows[0]?.today ?? '', workingDaysToAnswer),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await db.selectFrom('recommendationChases').select('words').where('id', '=', id).executeTakeFirst();
  if (kept && (kept.words ?? '') !== words) throw new Mistake('words', 'keptBefore');
  if (!kept && words) throw new Mistake('words', 'raisedAlready');
  return form;
}

/** Answers as staff who said that it has not happened. What has an answer already stays answered. */
export async function answerChase(db: Db, form: ChaseAnswer): Promise<ChaseAnswer> {
  const { id, youngPerson, answer, language } = form;
  await openRecord(db, youngPerson, 'reviews');
  await db
    .updateTable('recommendationChases')
    .set({ answer, answerLanguage: language, answeredBy: sql`current_person()` })
    .where('id', '=', id)
    .where('answeredBy', 'is', null)
    .execute();
  const kept = await db.selectFrom('recommendationChases').select('answer').where('id', '=', id).executeTakeFirst();
  if (kept && kept.answer !== answer) throw new Mistake('answer', 'answeredAlready');
  return form;
}
