import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { languageWritten, writtenIn } from '#language/written.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import type { Colour, NewRating, Rating, RatingChoice } from './rating.ts';

/** Every rating of a young person, newest first. Empty where the viewer may not see any. */
export async function listRatings(db: Db, youngPerson: string): Promise<Rating[]> {
  await openRecord(db, youngPerson, 'rating');
  const rows = await db
    .selectFrom('ratings')
    .select(['id', 'rating', 'why', 'language', 'since', 'setAt'])
    .where('youngPersonId', '=', youngPerson)
    .orderBy('since', 'desc')
    .orderBy('setAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, rating: row.rating as Colour, language: writtenIn(row.language) }));
}

/**
 * Writes a new rating down as staff, and those who may see it get news. The same form sent again is the same rating; with
 * other words it throws a Mistake. Throws 42501 for a young person who is not theirs.
 */
export async function changeRating(db: Db, { id, youngPerson, rating, why }: NewRating): Promise<void> {
  await openRecord(db, youngPerson, 'rating');
  await db
    .insertInto('ratings')
    .values({ id, youngPersonId: youngPerson, rating, why, language: languageWritten(why, await findMyLanguage(db)), setBy: sql`current_person()` })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const kept = await db.selectFrom('ratings').select(['youngPersonId', 'rating', 'why']).where('id', '=', id).executeTakeFirst();
  if (kept?.youngPersonId !== youngPerson || kept.rating !== rating || kept.why !== why) throw new Mistake('why', 'sentBefore');
}

/** True where a form that wrote a rating down, by its id, was kept before. */
export async function hasRating(db: Db, youngPerson: string, id: string): Promise<boolean> {
  return (await listRatings(db, youngPerson)).some((kept) => kept.id === id);
}

/** True where a young person chose to have their rating on their first page. */
export async function findRatingChoice(db: Db, youngPerson: string): Promise<boolean> {
  const row = await db.selectFrom('youngPeople').select('showsRating').where('personId', '=', youngPerson).executeTakeFirst();
  return row?.showsRating ?? false;
}

/** Keeps what the viewer, a young person, chose for their own first page. Throws 42501 for anyone else. */
export async function chooseRating(db: Db, { youngPerson, shows }: RatingChoice): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('youngPeople')
    .set({ showsRating: shows === 'yes' })
    .where('personId', '=', youngPerson)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw Object.assign(new Error('not theirs to choose'), { code: '42501' });
}

/** The language in which the viewer reads, so that what they write at the desk is marked with it. */
export async function findMyLanguage(db: Db) {
  const row = await db
    .selectFrom('people')
    .select('language')
    .where('id', '=', sql<string>`current_person()`)
    .executeTakeFirst();
  return writtenIn(row?.language ?? '');
}
