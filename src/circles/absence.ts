import { z } from 'zod';
import { FormDay } from '#typed.ts';

/** A time in which someone who works for the service is away, and who covers. `id` is the form's own; days as `2026-05-04`. */
export const NewAbsence = z.object({ id: z.guid(), person: z.guid(), first: FormDay, last: FormDay, cover: z.guid('coverMissing') });
export type NewAbsence = z.infer<typeof NewAbsence>;

/** A time away that ends now, or does not come; and whose it is. */
export const EndedAbsence = z.object({ absence: z.guid(), person: z.guid() });
export type EndedAbsence = z.infer<typeof EndedAbsence>;

/** A time away, from its first to its last day (`2026-05-04`, both away), as whoever says it sees it. */
export interface TimeAway {
  id: string;
  firstDay: string;
  lastDay: string;
  coverId: string;
  coverName: string;
  /** The young people for whom someone else has to cover. */
  without: string[];
}

/** What can be wrong with a time away, as the database says it, by the field of the form that it is about. */
export const wrongIn = {
  first: ['awayPast', 'awayBegun', 'awayTwice', 'awayCovers'],
  last: ['awayOrder', 'awayLong'],
  cover: ['coverMissing', 'coverAway'],
} satisfies Partial<Record<keyof NewAbsence, string[]>>;
