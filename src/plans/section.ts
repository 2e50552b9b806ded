import { z } from 'zod';
import { PageLanguage } from '#language/written.ts';
import { planSections } from './plan.ts';

/** How many letters a section can have, in its headline and in its words. */
const limits = { headline: 200, words: 5000 };

/**
 * A section as the key worker writes it, one idea a line. `id` is the form's own; `replaces` is the version it started from, left
 * out where nothing was written yet. With `only` "check" nothing is kept: the words come back with what is hard in them.
 */
export const NewSection = z.object({
  id: z.guid(),
  youngPerson: z.guid(),
  section: z.enum(planSections),
  replaces: z.guid().optional(),
  headline: z.string().trim().max(limits.headline, 'answerLong').default(''),
  words: z.string().trim().max(limits.words, 'messageLong').default(''),
  language: PageLanguage,
  only: z.literal('check').optional(),
});
export type NewSection = z.infer<typeof NewSection>;
