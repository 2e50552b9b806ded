import { z } from 'zod';

/** The most characters in one message. Long enough for a bad night, short enough to be read. */
export const longestMessage = 5000;

/** A message on its way. `id` is the form's own, so that the same form sent twice is the same message. */
export const NewMessage = z.object({
  id: z.guid(),
  thread: z.guid(),
  words: z
    .string()
    .trim()
    .regex(/[^\s\u200b-\u200f\u2060\ufeff]/, 'messageEmpty')
    .refine(isShortEnough, 'messageLong'),
});
export type NewMessage = z.infer<typeof NewMessage>;

// By characters as people count them and the database does, not by halves of emoji.
function isShortEnough(words: string): boolean {
  return [...words].length <= longestMessage;
}

export interface Message {
  id: string;
  authorId: string;
  authorName: string;
  words: string;
  sentAt: Date;
  /** Who else has read it, and when. */
  reads: { name: string; readAt: Date }[];
}

export interface ThreadMember {
  id: string;
  name: string;
  knownAs: string;
  isStaff: boolean;
  /** When they came into the conversation, and when they left it. */
  joinedAt: Date;
  leftAt: Date | null;
}

/** A conversation about one young person, between members that do not change unseen. */
export interface Thread {
  id: string;
  youngPerson: { id: string; knownAs: string };
  members: ThreadMember[];
  messages: Message[];
}

/** The members of a thread now, other than the one who looks at it. */
export function othersIn(thread: Thread, viewerId: string): ThreadMember[] {
  return thread.members.filter(({ id, leftAt }) => id !== viewerId && !leftAt);
}

/** Who came into a conversation after it began, or left it, in the order in which it happened. Nobody changes unseen. */
export function changesIn({ members, messages }: Thread): { name: string; what: 'came' | 'left'; at: Date }[] {
  const began = messages[0]?.sentAt;
  const came = members.filter(({ joinedAt }) => began && joinedAt > began).map(({ name, joinedAt }) => ({ name, what: 'came' as const, at: joinedAt }));
  const left = members.flatMap(({ name, leftAt }) => (leftAt ? [{ name, what: 'left' as const, at: leftAt }] : []));
  return [...left, ...came].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
