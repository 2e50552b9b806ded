import { z } from 'zod';

/** The four questions of a C(E)TR, each answered in the young person's own words. Source: NHS England, C(E)TR policy. */
export const questions = ['safe', 'care', 'future', 'hospital'] as const;
export type Question = (typeof questions)[number];

/** What a young person says to a question. */
export interface View {
  question: Question;
  words: string;
  writtenAt: Date;
}

const Words = z.string().trim().max(5000, 'messageLong').default('');

/** What a young person says to the four questions. An empty one stays as it was. */
export const NewViews = z.object({ youngPerson: z.guid(), safe: Words, care: Words, future: Words, hospital: Words });
export type NewViews = z.infer<typeof NewViews>;
