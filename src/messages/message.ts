import { z } from 'zod';
import type { LanguageCode } from '#language/languages.ts';
import { PageLanguage } from '#language/written.ts';
import type { Relation } from '#people/person.ts';

/** The most characters in one message. Long enough for a bad night, short enough to be read. */
export const longestMessage = 5000;

/** What someone typed into the box: something to read, and not too long. */
const Words = z
  .string()
  .trim()
  .regex(/[^\s\u200b-\u200f\u2060\ufeff]/, 'messageEmpty')
  .refine(isShortEnough, 'messageLong');

/** A message on its way. `id` is the form's own, so that the same form sent twice is the same message. */
export const NewMessage = z.object({
  id: z.guid(),
  thread: z.guid(),
  words: Words,
  language: PageLanguage,
  /** The message of theirs that this one corrects. */
  corrects: z.guid().optional(),
});
export type NewMessage = z.infer<typeof NewMessage>;

/** A message that someone takes back, of a conversation. */
export const TakenBack = z.object({ message: z.guid(), thread: z.guid() });
export type TakenBack = z.infer<typeof TakenBack>;

/** Where what someone took back is now: on their board or in their box, there maybe as the correction of a message. */
export interface Back {
  thread: string;
  isPictures: boolean;
  corrects: string | null;
}

/** Words to look for in a conversation. They stand in no address: people look for what is private. */
export const Search = z.object({ thread: z.guid(), find: z.string().trim().min(1, 'wordsMissing').max(200, 'answerLong') });

const boxMark = 'with ';

/** The name of the box beside a person (by id) where staff choose with whom to write. */
export function memberField(person: string): string {
  return boxMark + person;
}

/** A conversation that staff begin with several people about a young person: a box ticked for each of them. */
export const NewThread = z
  .looseObject({ id: z.guid(), youngPerson: z.guid() })
  .transform(({ id, youngPerson, ...boxes }) => ({ id, youngPerson, people: Object.keys(boxes).flatMap(personOf) }))
  .refine(({ people }) => people.length > 0, { path: ['people'], message: 'chooseSome' });

// A box of ours names a person; anything else is none.
function personOf(field: string): string[] {
  const person = field.startsWith(boxMark) ? field.slice(boxMark.length) : '';
  return z.guid().safeParse(person).success ? [person] : [];
}

// By characters as people count them and the database does, not by halves of emoji.
function isShortEnough(words: string): boolean {
  return [...words].length <= longestMessage;
}

export interface Message {
  id: string;
  authorId: string;
  authorName: string;
  /** Empty where it is said with pictures. */
  words: string;
  language: LanguageCode;
  /** The meanings of a picture message, in the order in which they were picked. */
  pictures: string[];
  /** The id of the message that it corrects. */
  correctsId: string | null;
  /** When that one was sent. */
  correctsAt: Date | null;
  sentAt: Date;
  /** When others see it. Until then whoever wrote it can take it back. */
  arrivesAt: Date;
  isRaised: boolean;
  /** By when we promised an answer. None for what staff write. */
  answerDueAt: Date | null;
  /** Who else has read it, and when. */
  reads: { id: string; name: string; readAt: Date }[];
}

export interface ThreadMember {
  id: string;
  name: string;
  knownAs: string;
  isStaff: boolean;
  /** When they came into the conversation, and when they left it. */
  joinedAt: Date;
  leftAt: Date | null;
  /** The last day on which they are in it, as `2026-05-04`; none for good. */
  untilDay: string | null;
  /** They read what was said from then on; none: all of it. */
  readsFrom: Date | null;
}

/** Someone with whom staff may write about a young person, and what they are to them; null where they have no place in the circle. */
export interface Writer {
  id: string;
  name: string;
  relation: Relation | null;
}

/** A question that was passed on, because nobody had answered it. */
export interface Pass {
  name: string;
  role: 'cover' | 'team lead';
  passedAt: Date;
  dueAt: Date | null;
}

/** A conversation about one young person, between members that do not change unseen. */
export interface Thread {
  id: string;
  youngPerson: { id: string; knownAs: string };
  members: ThreadMember[];
  /** The ids of those who can read it now, the viewer among them. */
  readers: string[];
  passes: Pass[];
  messages: Message[];
}

/** A page of a long conversation, oldest first, and whether there is more before it and after it. */
export interface ThreadPage extends Thread {
  hasOlder: boolean;
  hasNewer: boolean;
}

/** Which page of a conversation: the newest; the oldest; what comes before or after a message; what stands around one. */
export type Part = { at: 'newest' | 'oldest' } | { at: 'before' | 'after' | 'around'; message: string };

/** The others who read a thread now. */
export function othersIn({ members, readers }: Thread, viewerId: string): ThreadMember[] {
  return members.filter(({ id }) => id !== viewerId && readers.includes(id));
}

/** Who came into a conversation after it began, or left it, in the order in which it happened. Nobody changes unseen. */
export function changesIn({ members, messages }: Thread): { name: string; what: 'came' | 'left'; at: Date }[] {
  const began = messages[0]?.sentAt;
  const came = members.filter(({ joinedAt }) => began && joinedAt > began).map(({ name, joinedAt }) => ({ name, what: 'came' as const, at: joinedAt }));
  const left = members.flatMap(({ name, leftAt }) => (leftAt ? [{ name, what: 'left' as const, at: leftAt }] : []));
  return [...left, ...came].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** True for a message of the family that nobody who works for the service has answered on this page. */
export function isWaiting({ members, messages }: Thread, { authorId, arrivesAt }: Message): boolean {
  const isStaff = (person: string) => members.some((member) => member.id === person && member.isStaff);
  return !isStaff(authorId) && !messages.some((answer) => isStaff(answer.authorId) && !answer.correctsId && answer.sentAt > arrivesAt);
}

/** The first message of the family that nobody who works for the service has answered; undefined where none waits on this page. */
export function waitingIn(thread: Thread): Message | undefined {
  return thread.messages.find((message) => isWaiting(thread, message));
}

/** The ids of those who can read a message and have not read it yet. */
export function unreadBy({ members, readers }: Thread, { authorId, sentAt, reads }: Message): string[] {
  const yet = members.filter(({ id, readsFrom }) => readers.includes(id) && !reads.some((read) => read.id === id) && !(readsFrom && readsFrom > sentAt));
  return yet.map(({ id }) => id).filter((id) => id !== authorId);
}
