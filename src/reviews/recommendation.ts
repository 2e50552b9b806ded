import { z } from 'zod';
import { PageLanguage } from '#language/written.ts';
import { FormDay } from '#typed.ts';
import { Needed, Optional, withLanguage } from './typed.ts';

/** Someone said that a recommendation has not happened. Only they, staff and the young person can see who. */
export interface Chase {
  id: string;
  raisedBy: string;
  raisedByName: string | null;
  raisedAt: Date;
  words: string | null;
  language: string;
  /** The last day for an answer, as `2026-05-04`. After it the team leads are told. */
  answerDueOn: string;
  answer: string | null;
  answerLanguage: string;
  answeredAt: Date | null;
  leadToldAt: Date | null;
}

/** What people should do after a review. Days as `2026-05-04`. */
export interface Recommendation {
  id: string;
  reviewId: string;
  youngPersonId: string;
  words: string;
  who: string;
  byDay: string | null;
  /** What shows that it is done. */
  shows: string;
  language: string;
  doneAt: Date | null;
  doneWords: string | null;
  doneLanguage: string;
  /** The last time that someone raised it, whoever it was; none where nobody did. */
  raised: { answerDueOn: string; answeredAt: Date | null } | null;
  /** What the viewer may read of that, newest first. */
  chases: Chase[];
}

/** Where a recommendation stands on a day: done, past its day, or still to do. */
export function stateOf({ doneAt, byDay }: Pick<Recommendation, 'doneAt' | 'byDay'>, today: string): 'done' | 'late' | 'open' {
  if (doneAt) return 'done';
  return byDay !== null && byDay < today ? 'late' : 'open';
}

/** True where someone raised a recommendation and waits for an answer. */
export function isRaised({ raised }: Pick<Recommendation, 'raised'>): boolean {
  return raised !== null && raised.answeredAt === null;
}

const ids = { id: z.guid(), youngPerson: z.guid(), review: z.guid() };

/** A new recommendation. `id` is the form's own. */
export const NewRecommendation = z
  .object({
    ...ids,
    words: Needed,
    who: z.string().trim().min(1, 'whoMissing').max(1000, 'answerLong'),
    byDay: z.union([z.literal(''), FormDay], 'dayWrong').default(''),
    shows: Optional(1000),
    language: PageLanguage,
  })
  .transform((form) => withLanguage(form, form.words));
export type NewRecommendation = z.infer<typeof NewRecommendation>;

/** That a recommendation is done. */
export const DoneNote = z.object({ ...ids, doneWords: Optional(5000), language: PageLanguage }).transform((form) => withLanguage(form, form.doneWords));
export type DoneNote = z.infer<typeof DoneNote>;

/** "This has not happened", with words or without. `id` is the form's own. */
export const NewChase = z
  .object({ ...ids, recommendation: z.guid(), words: Optional(5000), language: PageLanguage })
  .transform((form) => withLanguage(form, form.words));
export type NewChase = z.infer<typeof NewChase>;

/** An answer to it. `id` is what was raised. */
export const ChaseAnswer = z
  .object({ ...ids, recommendation: z.guid(), answer: Needed, language: PageLanguage })
  .transform((form) => withLanguage(form, form.answer));
export type ChaseAnswer = z.infer<typeof ChaseAnswer>;
