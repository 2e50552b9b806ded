/** The kinds of meeting that check a young person's care. `laep` is the emergency meeting. */
export type ReviewKind = 'cetr' | 'ctr' | 'laep' | 'plan review' | 'discharge meeting';

/** Someone who comes to a review, what they are there, and why they come: empty where nobody wrote it. */
export interface ReviewPerson {
  name: string;
  role: string;
  why: string;
  language: string;
}

/** A review, past or to come. */
export interface Review {
  id: string;
  youngPersonId: string;
  kind: ReviewKind;
  startsAt: Date;
  /** None where the viewer may not know places. */
  place: string | null;
  /** The address of a video call; none where there is none, or the viewer may not know places. */
  link: string | null;
  minutes: number;
  purpose: string;
  language: string;
  people: ReviewPerson[];
  /** How often it changed: a form says which of them it saw. */
  sequence: number;
  calledOffAt: Date | null;
  /** When it last changed in any way. */
  changedAt: Date;
  /** When it was to be before it last moved. */
  movedFrom: Date | null;
  /** Why it moved or was called off. */
  changeWords: string | null;
  changeLanguage: string;
  /** The day on which the report came, as `2026-05-04`. */
  reportReceivedOn: string | null;
}

/** The reviews still to come at a moment, soonest first, and those that have been, newest first. */
export function sortReviews<Of extends Review>(reviews: Of[], now: Date): { toCome: Of[]; past: Of[] } {
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
