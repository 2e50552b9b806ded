import { z } from 'zod';
import { PageLanguage } from '#language/written.ts';
import { Needed, withLanguage } from './typed.ts';

/** Someone cannot come to a review and asks for another time; only they and staff know of it. */
export interface Request {
  id: string;
  askedBy: string;
  askedByName: string | null;
  askedAt: Date;
  words: string;
  language: string;
  outcome: 'moved' | 'stays' | 'called off' | null;
  answer: string | null;
  answerLanguage: string;
  answeredAt: Date | null;
}

/** An ask for another time. `id` is the form's own; `review` is the review. */
export const NewRequest = z
  .object({ id: z.guid(), youngPerson: z.guid(), review: z.guid(), words: Needed, language: PageLanguage })
  .transform((form) => withLanguage(form, form.words));
export type NewRequest = z.infer<typeof NewRequest>;

/** Why a review stays when it is, for one who asked for another time. */
export const RequestAnswer = z
  .object({ id: z.guid(), youngPerson: z.guid(), review: z.guid(), answer: Needed, language: PageLanguage })
  .transform((form) => withLanguage(form, form.answer));
export type RequestAnswer = z.infer<typeof RequestAnswer>;

/** The asks that wait for an answer, the longest first. */
export function waitingIn(requests: Request[]): Request[] {
  return requests.filter(({ answeredAt }) => !answeredAt).toSorted((a, b) => a.askedAt.getTime() - b.askedAt.getTime());
}
