import { z } from 'zod';

/** Something that waits for an answer at the desk. */
interface Waits {
  threadId: string;
  youngPersonId: string;
  /** What people call the young person whom it is about. */
  knownAs: string;
  /** When the first message came that nobody has answered, and how many there are. */
  since: Date;
  count: number;
  /** It sounds like danger. */
  isRaised: boolean;
  /** By when we promised an answer; null where we promised none. */
  dueAt: Date | null;
}

/** What waits in a conversation of the viewer's. */
export interface WaitingForMe extends Waits {
  authorName: string;
  /** The viewer was asked to answer in someone's place. */
  isPassedOn: boolean;
}

/** What waits in a conversation in which the viewer is not, and may step in: none of its words, and not who wrote it. */
export interface WaitingInTeam extends Waits {
  /** The names of the staff who can answer it now. */
  answerers: string[];
}

export type Waiting = WaitingForMe | WaitingInTeam;

/** A conversation into which someone steps to answer. */
export const StepIn = z.object({ thread: z.guid() });
export type StepIn = z.infer<typeof StepIn>;

/** True where the viewer is in the conversation. */
export function isForMe(waiting: Waiting): waiting is WaitingForMe {
  return 'authorName' in waiting;
}

/** What sounds like danger first; then what waits longest. */
export function inOrder(waiting: Waiting[]): Waiting[] {
  return waiting.toSorted((a, b) => Number(b.isRaised) - Number(a.isRaised) || a.since.getTime() - b.since.getTime());
}

/** True once the moment of our promise has passed. */
export function isLate({ dueAt }: Pick<Waits, 'dueAt'>, now: Date): boolean {
  return dueAt !== null && dueAt < now;
}
