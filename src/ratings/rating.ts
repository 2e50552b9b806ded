import { z } from 'zod';
import type { LanguageCode } from '#language/languages.ts';

/** The colours of the Dynamic Support Register, the most urgent first. Source: NHS England. */
export const colours = ['blue', 'red', 'amber', 'green'] as const;
export type Colour = (typeof colours)[number];

/** A rating, why it is so, and since which day (`2026-05-04`). No reasons where nobody wrote any down. */
export interface Rating {
  id: string;
  rating: Colour;
  why: string;
  language: LanguageCode;
  since: string;
  setAt: Date;
}

/** Why a rating is what it is, in easy words: the family reads it. */
export const Why = z.string().min(1, 'reasonsMissing').max(5000, 'reasonsLong');

/** A new rating. `id` is the form's own, so that the same form sent twice is the same rating. */
export const NewRating = z.object({ id: z.guid(), youngPerson: z.guid(), rating: z.enum(colours, 'chooseOne'), why: Why });
export type NewRating = z.infer<typeof NewRating>;

/** Whether a young person wants their rating on their first page. */
export const RatingChoice = z.object({ youngPerson: z.guid(), shows: z.enum(['yes', 'no'], 'chooseOne') });
export type RatingChoice = z.infer<typeof RatingChoice>;
