import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import type { CallOff, Move, NewGuest, NewReview, ReportNote, Uninvited } from './booking.ts';
import { answerAll } from './requests.ts';

// The database knows when clocks change.
const moment = (day: string, time: string) => sql<Date>`(${`${day} ${time}`}::timestamp at time zone 'Europe/London')`;

/** Makes a review as staff. The same form sent again is the same review; with other words it throws a Mistake. Throws 42501 where refused. */
export async function makeReview(db: Db, form: NewReview): Promise<NewReview> {
  const { id, youngPerson, kind, day, time, minutes, place, link, purpose, language } = form;
  await openRecord(db, youngPerson, 'reviews', 'contacts');
  const { numInsertedOrUpdatedRows: made } = await db
    .insertInto('reviews')
    .values({ id, youngPersonId: youngPerson, kind, startsAt: moment(day, time), minutes, purpose, language })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  if (made) {
    await db
      .insertInto('reviewPlaces')
      .values({ reviewId: id, youngPersonId: youngPerson, place, link: link || null })
      .execute();
    return form;
  }
  const same = await db
    .selectFrom('reviews')
    .innerJoin('reviewPlaces', 'reviewPlaces.reviewId', 'reviews.id')
    .select('reviews.id')
    .where((eb) => eb.and({ 'reviews.id': id, 'reviews.youngPersonId': youngPerson, kind, minutes, purpose, startsAt: moment(day, time), place }))
    .where(sql<boolean>`coalesce(link, '') = ${link}`)
    .executeTakeFirst();
  if (!same) throw new Mistake('purpose', 'keptBefore');
  return form;
}

/**
 * Moves a review as staff, and answers everyone who asked for another time. Throws a Mistake where someone changed the review
 * since this form was opened, and where nothing would change. The same form sent twice moves it once.
 */
export async function moveReview(db: Db, form: Move): Promise<Move> {
  const { id, youngPerson, day, time, minutes, place, link, words, language } = form;
  const now = await lockReview(db, form, form);
  if (now === 'done') return form;
  const same = await db
    .selectFrom('reviews')
    .innerJoin('reviewPlaces', 'reviewPlaces.reviewId', 'reviews.id')
    .select('reviews.id')
    .where('reviews.id', '=', id)
    .where('startsAt', '=', moment(day, time))
    .where('minutes', '=', minutes)
    .where('place', '=', place)
    .where(sql<boolean>`coalesce(link, '') = ${link}`)
    .executeTakeFirst();
  if (same) throw new Mistake('day', 'reviewSame');
  await db
    .updateTable('reviews')
    .set({ startsAt: moment(day, time), minutes, changeWords: words, changeLanguage: language })
    .where('id', '=', id)
    .execute();
  await db
    .updateTable('reviewPlaces')
    .set({ place, link: link || null })
    .where('reviewId', '=', id)
    .where((eb) => eb.or([eb('place', '!=', place), sql<boolean>`coalesce(link, '') <> ${link}`]))
    .execute();
  await answerAll(db, { review: id, youngPerson, answer: words, language }, 'moved');
  return form;
}

/** Calls a review off as staff. It stays on the page, so that nobody goes there. Throws as moveReview does. */
export async function callOff(db: Db, form: CallOff): Promise<CallOff> {
  const { id, youngPerson, whyOff: words, language } = form;
  const now = await lockReview(db, form, { words });
  if (now === 'done') return form;
  await db
    .updateTable('reviews')
    .set({ calledOffBy: sql`current_person()`, changeWords: words, changeLanguage: language })
    .where('id', '=', id)
    .execute();
  await answerAll(db, { review: id, youngPerson, answer: words, language }, 'called off');
  return form;
}

// Holds a review as its form saw it, so that of two who change it at once the second is asked again.
async function lockReview(db: Db, form: Pick<Move, 'id' | 'youngPerson' | 'sequence'>, to: { words: string; day?: string; time?: string }) {
  await openRecord(db, form.youngPerson, 'reviews', 'contacts');
  const review = await db
    .selectFrom('reviews')
    .select(['sequence', 'changeWords', 'calledOffAt'])
    .select(sql<string>`to_char(starts_at at time zone 'Europe/London', 'YYYY-MM-DD HH24:MI')`.as('at'))
    .where('id', '=', form.id)
    .where('youngPersonId', '=', form.youngPerson)
    .where('youngPersonId', 'in', sql<string>`(select my_charges())`)
    .forUpdate()
    .executeTakeFirst();
  if (!review) throw Object.assign(new Error('no such review'), { code: '42501' });
  if (review.sequence === form.sequence && !review.calledOffAt) return 'now';
  const isSame = review.changeWords === to.words && (to.day === undefined ? review.calledOffAt !== null : review.at === `${to.day} ${to.time}`);
  if (isSame) return 'done';
  throw new Mistake('sequence', review.calledOffAt ? 'reviewOff' : 'reviewMoved');
}

/** Puts someone on the list of a review as staff. Someone of that name who is on it already stays once; said otherwise, it throws a Mistake. */
export async function invitePerson(db: Db, form: NewGuest): Promise<NewGuest> {
  const { id, youngPerson, name, role, why, language } = form;
  await openRecord(db, youngPerson, 'reviews');
  // One at a time, so that two who come at once do not get the same place.
  await db.selectFrom('reviews').select('id').where('id', '=', id).forUpdate().execute();
  const people = await db.selectFrom('reviewPeople').select(['name', 'role', 'why', 'place']).where('reviewId', '=', id).execute();
  const there = people.find((person) => person.name === name);
  if (there && (there.role !== role || there.why !== why)) throw new Mistake('name', 'guestThere');
  if (there) return form;
  const place = Math.max(-1, ...people.map((person) => person.place)) + 1;
  await db.insertInto('reviewPeople').values({ reviewId: id, youngPersonId: youngPerson, place, name, role, why, language }).execute();
  return form;
}

/** Takes someone off the list of a review as staff. */
export async function takeOff(db: Db, form: Uninvited): Promise<Uninvited> {
  await openRecord(db, form.youngPerson, 'reviews');
  await db.deleteFrom('reviewPeople').where('reviewId', '=', form.id).where('name', '=', form.name).execute();
  return form;
}

/** Notes as staff on which day a report came. Throws a Mistake for a day that is not here yet, or before the review. */
export async function noteReport(db: Db, form: ReportNote): Promise<ReportNote> {
  const { id, youngPerson, receivedOn } = form;
  await openRecord(db, youngPerson, 'reviews');
  const review = await db
    .selectFrom('reviews')
    .select(sql<boolean>`${receivedOn}::date between (starts_at at time zone 'Europe/London')::date and today()`.as('isSound'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (review && !review.isSound) throw new Mistake('receivedOn', 'reportDay');
  await db.updateTable('reviews').set({ reportReceivedOn: receivedOn }).where('id', '=', id).execute();
  return form;
}
