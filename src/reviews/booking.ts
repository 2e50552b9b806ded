import { z } from 'zod';
import { PageLanguage } from '#language/written.ts';
import { FormDay } from '#typed.ts';
import { Needed, Optional, withLanguage } from './typed.ts';

/** The kinds of review that staff can make. */
export const reviewKinds = ['cetr', 'ctr', 'laep', 'plan review', 'discharge meeting'] as const;

/** A time of the clock as `14:30`, from how people write it. Empty where it is none. */
export function readTime(typed: string): string {
  const [, hours = '', minutes = '00', half] = /^(\d{1,2})(?:[:.](\d\d))?\s*([ap]m)?$/i.exec(typed.trim()) ?? [];
  if (hours === '' || Number(minutes) > 59) return '';
  const isHalf = half !== undefined;
  if (isHalf ? Number(hours) < 1 || Number(hours) > 12 : Number(hours) > 23 || !/[:.]/.test(typed)) return '';
  const hour = isHalf ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours);
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

const when = {
  day: FormDay,
  /** A time of the clock in London, as `14:30`; people may write `2:30pm`, `2.30 pm` or `9am`. */
  time: z
    .string()
    .transform(readTime)
    .refine((time) => time !== '', 'timeWrong'),
  minutes: z.coerce.number('minutesWrong').int('minutesWrong').min(5, 'minutesWrong').max(600, 'minutesWrong'),
  place: z.string().trim().min(1, 'whereMissing').max(500, 'answerLong'),
  /** The address of a video call; empty where people meet in a room. */
  link: z
    .string()
    .trim()
    .max(1000, 'linkBad')
    .regex(/^$|^https:\/\/[^\s<>"]+$/, 'linkBad')
    .default(''),
};
const ids = { id: z.guid(), youngPerson: z.guid() };

/** A new review. `id` is the form's own. */
export const NewReview = z
  .object({ ...ids, ...when, kind: z.enum(reviewKinds, 'chooseOne'), purpose: Needed, language: PageLanguage })
  .transform((form) => withLanguage(form, form.purpose));
export type NewReview = z.infer<typeof NewReview>;

/** Another time or place for a review, and why. `sequence` counts the changes that whoever moves it had seen. */
export const Move = z
  .object({ ...ids, ...when, sequence: z.coerce.number().int(), words: Needed, language: PageLanguage })
  .transform((form) => withLanguage(form, form.words));
export type Move = z.infer<typeof Move>;

/** A review that does not take place, and why. */
export const CallOff = z
  .object({ ...ids, sequence: z.coerce.number().int(), whyOff: Needed, language: PageLanguage })
  .transform((form) => withLanguage(form, form.whyOff));
export type CallOff = z.infer<typeof CallOff>;

/** Someone who is asked to come to a review, what they are there, and why. */
export const NewGuest = z
  .object({
    ...ids,
    name: z.string().trim().min(1, 'nameMissing').max(120, 'nameMissing'),
    role: z.string().trim().min(1, 'roleMissing').max(120, 'answerLong'),
    why: Optional(1000),
    language: PageLanguage,
  })
  .transform((form) => withLanguage(form, form.why || form.role));
export type NewGuest = z.infer<typeof NewGuest>;

/** Someone who does not come any more, by their name on the list. */
export const Uninvited = z.object({ ...ids, name: z.string().max(120) });
export type Uninvited = z.infer<typeof Uninvited>;

/** The day on which a report came. */
export const ReportNote = z.object({ ...ids, receivedOn: FormDay });
export type ReportNote = z.infer<typeof ReportNote>;
