import type { Place } from '#access/viewer.ts';
import { findBirth, findStage, listCircle } from '#circles/circles.ts';
import { listGrants } from '#circles/grants.ts';
import type { Db } from '#database/connect.ts';
import { findStay } from '#hospital/stays.ts';
import { findWholeThread, listThreads } from '#messages/threads.ts';
import type { Thread } from '#messages/message.ts';
import type { Category } from '#people/category.ts';
import { findKeyWorker } from '#people/people.ts';
import { listAgreements } from '#plans/agreements.ts';
import { listDocuments } from '#plans/documents.ts';
import { findPlan } from '#plans/plans.ts';
import { listRemarks } from '#plans/remarks.ts';
import { listRatings } from '#ratings/ratings.ts';
import { listRecommendations } from '#reviews/recommendations.ts';
import { listRequests } from '#reviews/requests.ts';
import { listReviews } from '#reviews/reviews.ts';
import { findViews } from '#reviews/views.ts';
import type { Everything, ReviewTold } from './everything.ts';

/** Who the copy is for. */
interface Reader {
  id: string;
  name: string;
}

/**
 * Everything of a young person that the viewer may see now. What that is, the database decides, by the same reads as the
 * pages make, which the audit notes; `place.sees` only says which parts there are, so that what is hidden is not an empty part.
 */
export async function findEverything(db: Db, place: Place, reader: Reader, now: Date): Promise<Everything> {
  const sees = (...about: Category[]) => about.some((category) => place.sees.includes(category));
  const plan = await findPlan(db, place.id);
  const reviews = await listWholeReviews(db, place.id);
  const ratings = await listRatings(db, place.id);
  const documents = await listDocuments(db, place.id);
  return {
    youngPerson: { id: place.id, name: place.name, knownAs: place.knownAs, bornOn: await findBirth(db, place.id) },
    madeFor: { id: reader.id, name: reader.name, relation: place.relation },
    madeAt: now,
    sees: place.sees,
    service: undefined,
    sections: sees('plan', 'hard times') ? plan.sections : undefined,
    goals: sees('plan') ? plan.goals : undefined,
    remarks: await listRemarks(db, place.id),
    agreements: await listAgreements(db, place.id),
    reviews: sees('reviews') ? reviews : undefined,
    voices: (await findViews(db, place.id))?.voices,
    keyWorker: await findKeyWorker(db, place.id),
    circle: await listCircle(db, place.id, (await findStage(db, place.id)) ?? 'child'),
    threads: sees('messages') ? await listWholeThreads(db, place.id) : undefined,
    grants: await listGrants(db, place.id),
    ratings: sees('rating') ? ratings : undefined,
    stay: await findStay(db, place.id),
    documents: sees('documents') ? documents : undefined,
  };
}

async function listWholeReviews(db: Db, youngPerson: string): Promise<ReviewTold[]> {
  const reviews = await listReviews(db, youngPerson);
  const recommendations = Map.groupBy(await listRecommendations(db, youngPerson), ({ reviewId }) => reviewId);
  const whole: ReviewTold[] = [];
  for (const review of reviews) whole.push({ ...review, recommendations: recommendations.get(review.id) ?? [], requests: await listRequests(db, review.id) });
  return whole;
}

async function listWholeThreads(db: Db, youngPerson: string): Promise<Thread[]> {
  const whole: Thread[] = [];
  for (const { id } of await listThreads(db, youngPerson)) {
    const thread = await findWholeThread(db, id);
    if (thread) whole.push(thread);
  }
  return whole;
}
