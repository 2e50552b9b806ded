/** The kinds of meeting that check a young person's care. `laep` is the emergency meeting. */
export type ReviewKind = 'cetr' | 'ctr' | 'laep' | 'plan review' | 'discharge meeting';

export interface ReviewPerson {
  name: string;
  role: string;
}

/** A review, past or to come. `outcome` has one recommendation a line; it is empty until the review has been. */
export interface Review {
  id: string;
  youngPersonId: string;
  kind: ReviewKind;
  startsAt: Date;
  /** None where the viewer may not know places. */
  place: string | null;
  purpose: string;
  outcome: string;
  people: ReviewPerson[];
}

/** The reviews still to come at a moment, soonest first, and those that have been, newest first. */
export function sortReviews(reviews: Review[], now: Date): { toCome: Review[]; past: Review[] } {
  const byTime = reviews.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return {
    toCome: byTime.filter(({ startsAt }) => !isReviewPast(startsAt, now)),
    past: byTime.filter(({ startsAt }) => isReviewPast(startsAt, now)).toReversed(),
  };
}

/**
 * True for a review that has been. It stays "next" until 3 hours after it began: people look up the place while they are
 * on their way, or late.
 */
export function isReviewPast(startsAt: Date, now: Date): boolean {
  return startsAt.getTime() + 3 * 3_600_000 < now.getTime();
}

/** One thing about a review, to be read by itself. */
export type ReviewStep = 'when' | 'purpose' | 'place' | 'people' | 'outcome';

/** A review one thing at a time. A place that someone may not know has no step, and what people agreed has one once it has been. */
export function reviewSteps({ place, startsAt }: Pick<Review, 'place' | 'startsAt'>, now: Date): ReviewStep[] {
  return ['when', 'purpose', ...(place ? (['place'] as const) : []), 'people', ...(isReviewPast(startsAt, now) ? (['outcome'] as const) : [])];
}
