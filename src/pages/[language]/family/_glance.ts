import type { Place } from '#access/viewer.ts';
import type { Translate } from '#language/translate.ts';
import { daysBetween, dayOf } from '#language/dates.ts';
import { paths } from '#paths.ts';
import { isNewSince } from '#people/visit.ts';
import { lastWords, type Agreement } from '#plans/agreement.ts';
import { hasSay, type Plan } from '#plans/plan.ts';
import type { Remark } from '#plans/remark.ts';
import { isRaised, stateOf, type Recommendation } from '#reviews/recommendation.ts';
import type { Rating } from '#ratings/rating.ts';
import type { Review } from '#reviews/review.ts';

/** Something that waits or is new: in words, and where it leads. */
export interface Item {
  words: string;
  href: string;
}

/** What the first page knows of someone's pages. What they may not see is empty. */
export interface Known {
  plan: Plan;
  agreements: Agreement[];
  remarks: Remark[];
  /** Reviews to come, the next one first, without those that were called off. */
  reviews: Review[];
  /** What people should do after reviews that have been. */
  recommendations: Recommendation[];
  /** True where the viewer may say something for reviews and has not yet. */
  hasViewsToWrite: boolean;
  ratings: Rating[] | undefined;
  unread: number;
  /** When the viewer was here the time before. */
  before: Date | null;
}

/** From how many days before a review on someone is asked to get ready. */
const readyFrom = 60;

/** What there is to do for a viewer on a day of theirs, the nearest first. */
export function toDo(known: Known, place: Place, viewerId: string, now: Date, language: string, t: Translate): Item[] {
  const [next] = known.reviews;
  const isSoon = next !== undefined && daysBetween(dayOf(now), dayOf(next.startsAt)) <= readyFrom;
  const parts = [...known.plan.sections, ...known.plan.goals];
  const isAsked = hasSay(place.relation) && parts.some(({ id }) => !lastWords(known.agreements, id).some(({ personId }) => personId === viewerId));
  const late = known.recommendations.find((each) => stateOf(each, dayOf(now)) === 'late' && !isRaised(each));
  return [
    ...(isSoon && known.hasViewsToWrite ? [{ words: t('first.ready'), href: paths.views(language, place.id) }] : []),
    ...(late ? [{ words: t('first.happened'), href: paths.recommendation(language, late.reviewId, late.id) }] : []),
    ...(isAsked ? [{ words: t('first.agree'), href: paths.plan(language, place.id) }] : []),
  ];
}

/** What is new for a viewer since they were here the time before. Messages are new until they have been read. */
export function newsFor({ plan, remarks, reviews, ratings, unread, before }: Known, place: Place, viewerId: string, language: string, t: Translate): Item[] {
  const moved = reviews.find(({ changedAt }) => isNewSince(changedAt, before));
  const isPlanNew = [...plan.sections, ...plan.goals].some(({ writtenAt }) => isNewSince(writtenAt, before));
  const isAnswered = remarks.some(({ writtenBy, answeredAt }) => writtenBy === viewerId && answeredAt && isNewSince(answeredAt, before));
  const isRatingNew = ratings?.[0] && isNewSince(ratings[0].setAt, before);
  return [
    ...(unread > 0 ? [{ words: t('first.newMessages', { count: unread }), href: paths.messages(language, place.id) }] : []),
    ...(moved ? [{ words: t('first.newReview'), href: paths.review(language, moved.id) }] : []),
    ...(isAnswered ? [{ words: t('first.newAnswer'), href: paths.plan(language, place.id) }] : []),
    ...(isPlanNew ? [{ words: t('first.newPlan'), href: paths.plan(language, place.id) }] : []),
    ...(isRatingNew ? [{ words: t('first.newRating'), href: paths.rating(language, place.id) }] : []),
  ];
}
