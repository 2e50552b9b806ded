import { openRecord } from '#people/records.ts';
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#database/connect.ts';
import type { Review } from './review.ts';

/** Every review of a young person that the viewer may see, oldest first. */
export async function listReviews(db: Db, youngPerson: string): Promise<Review[]> {
  await openRecord(db, youngPerson, 'reviews', 'contacts');
  return (await reviews(db).where('reviews.youngPersonId', '=', youngPerson).orderBy('startsAt').execute()) as Review[];
}

/** One review. Undefined where there is none, or none that the viewer may see. */
export async function findReview(db: Db, id: string): Promise<Review | undefined> {
  const found = await sql<{ youngPerson: string | null }>`select review_about(${id}) as "youngPerson"`.execute(db);
  const youngPerson = found.rows[0]?.youngPerson;
  if (!youngPerson) return undefined;
  await openRecord(db, youngPerson, 'reviews', 'contacts');
  return (await reviews(db).where('reviews.id', '=', id).executeTakeFirst()) as Review | undefined;
}

function reviews(db: Db) {
  return db
    .selectFrom('reviews')
    .selectAll('reviews')
    .leftJoin('reviewPlaces', 'reviewPlaces.reviewId', 'reviews.id')
    .select(['reviewPlaces.place', 'reviewPlaces.link'])
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('reviewPeople')
          .select(['name', 'role', 'why', 'reviewPeople.language'])
          .whereRef('reviewPeople.reviewId', '=', 'reviews.id')
          .orderBy('reviewPeople.place'),
      ).as('people'),
    );
}
