import { sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { Db } from '#database/connect.ts';
import { openRecord, openRecords } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import type { Message, NewMessage, Thread, ThreadMember } from './message.ts';

/**
 * Writes a message as the viewer. The same form sent again is the same message; with other words, as when someone goes
 * back and changes what they sent, it throws a Mistake. The database throws 42501 where the thread is not the viewer's.
 */
export async function postMessage(db: Db, message: NewMessage): Promise<NewMessage> {
  const { id, thread, words } = message;
  await db
    .insertInto('messages')
    .values({ id, threadId: thread, authorId: sql`current_person()`, words })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const kept = await db.selectFrom('messages').select(['threadId', 'words']).where('id', '=', id).executeTakeFirst();
  if (kept?.threadId !== thread || kept.words !== words) throw new Mistake('words', 'messageChanged');
  return message;
}

/** A whole conversation. Undefined where there is none, or the viewer is not in it. */
export async function findThread(db: Db, id: string): Promise<Thread | undefined> {
  await openThread(db, id);
  const row = await threads(db)
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('messages')
          .innerJoin('people', 'people.id', 'messages.authorId')
          .select(['messages.id', 'messages.authorId', 'people.name as authorName', 'messages.words', 'messages.sentAt'])
          .select((inner) => [
            jsonArrayFrom(
              inner
                .selectFrom('messageReads')
                .innerJoin('people as reader', 'reader.id', 'messageReads.personId')
                .select(['reader.name', 'messageReads.readAt'])
                .whereRef('messageReads.messageId', '=', 'messages.id')
                .orderBy('messageReads.readAt'),
            ).as('reads'),
          ])
          .whereRef('messages.threadId', '=', 'threads.id')
          .orderBy('messages.sentAt')
          .orderBy('messages.id'),
      ).as('messages'),
    )
    .where('threads.id', '=', id)
    .executeTakeFirst();
  return row && { ...row, members: row.members.map(withDays), messages: row.messages.map(withDates) };
}

/** The viewer's conversations about one young person, each with no more than its last message. */
export async function listThreads(db: Db, youngPerson: string): Promise<Thread[]> {
  await openRecord(db, youngPerson, 'messages');
  const rows = await threads(db)
    .select((eb) =>
      jsonArrayFrom(
        eb
          .selectFrom('messages')
          .innerJoin('people', 'people.id', 'messages.authorId')
          .select(['messages.id', 'messages.authorId', 'people.name as authorName', 'messages.words', 'messages.sentAt'])
          .select(sql<{ name: string; readAt: string }[]>`'[]'::json`.as('reads'))
          .whereRef('messages.threadId', '=', 'threads.id')
          .orderBy('messages.sentAt', 'desc')
          .orderBy('messages.id', 'desc')
          .limit(1),
      ).as('messages'),
    )
    .where('threads.youngPersonId', '=', youngPerson)
    .orderBy('threads.id')
    .execute();
  return rows.map((row) => ({ ...row, members: row.members.map(withDays), messages: row.messages.map(withDates) }));
}

/** Notes that the viewer has read what others wrote in a thread. A second time changes nothing. */
export async function markRead(db: Db, thread: string): Promise<void> {
  await openThread(db, thread);
  await db
    .insertInto('messageReads')
    .columns(['messageId', 'personId'])
    .expression((eb) =>
      eb
        .selectFrom('messages')
        .select(['id', sql<string>`current_person()`.as('personId')])
        .where('threadId', '=', thread)
        .where('authorId', '!=', sql<string>`current_person()`),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** How many messages about a young person the viewer has not read yet. */
export async function countUnread(db: Db, youngPerson: string): Promise<number> {
  await openRecord(db, youngPerson, 'messages');
  const row = await db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.threadId')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('threads.youngPersonId', '=', youngPerson)
    .where('messages.authorId', '!=', sql<string>`current_person()`)
    .where(sql<boolean>`not exists (select from message_reads r where r.message_id = messages.id and r.person_id = current_person())`)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Families whose last word has no answer yet: since when the oldest such message waits, and how many wait. */
export interface Waiting {
  youngPersonId: string;
  threadId: string;
  authorName: string;
  since: Date;
  count: number;
}

/** What waits for an answer in the viewer's threads, longest first. */
export async function listWaiting(db: Db): Promise<Waiting[]> {
  await openRecords(db, 'messages');
  const rows = await db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.threadId')
    .innerJoin('people', 'people.id', 'messages.authorId')
    .select((eb) => [
      'threads.youngPersonId',
      'messages.threadId',
      'people.name as authorName',
      eb.fn.min('messages.sentAt').as('since'),
      eb.fn.countAll<string>().as('count'),
    ])
    .where('messages.authorId', 'not in', (eb) => eb.selectFrom('staff').select('personId'))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('messages as answer')
            .select('answer.id')
            .whereRef('answer.threadId', '=', 'messages.threadId')
            .whereRef('answer.sentAt', '>', 'messages.sentAt')
            .where('answer.authorId', 'in', (inner) => inner.selectFrom('staff').select('personId')),
        ),
      ),
    )
    .groupBy(['threads.youngPersonId', 'messages.threadId', 'people.name'])
    .orderBy('since')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

// A thread that is not the viewer's opens nothing.
async function openThread(db: Db, id: string): Promise<void> {
  const thread = await db.selectFrom('threads').select('youngPersonId').where('id', '=', id).executeTakeFirst();
  if (thread) await openRecord(db, thread.youngPersonId, 'messages');
}

function threads(db: Db) {
  return db
    .selectFrom('threads')
    .select('threads.id')
    .select((eb) => [
      jsonObjectFrom(eb.selectFrom('people').select(['people.id', 'people.knownAs']).whereRef('people.id', '=', 'threads.youngPersonId'))
        .$notNull()
        .as('youngPerson'),
      jsonArrayFrom(
        eb
          .selectFrom('threadMembers')
          .innerJoin('people', 'people.id', 'threadMembers.personId')
          .leftJoin('staff', 'staff.personId', 'people.id')
          .select(['people.id', 'people.name', 'people.knownAs', sql<boolean>`staff.job is not null`.as('isStaff'), 'joinedAt', 'leftAt'])
          .whereRef('threadMembers.threadId', '=', 'threads.id')
          .orderBy('people.name'),
      ).as('members'),
    ]);
}

type MemberRow = Omit<ThreadMember, 'joinedAt' | 'leftAt'> & { joinedAt: string; leftAt: string | null };

function withDays({ joinedAt, leftAt, ...member }: MemberRow): ThreadMember {
  return { ...member, joinedAt: new Date(joinedAt), leftAt: leftAt ? new Date(leftAt) : null };
}

type MessageRow = Omit<Message, 'sentAt' | 'reads'> & { sentAt: string; reads: { name: string; readAt: string }[] };

// JSON has no moments: the database writes them as text.
function withDates(row: MessageRow): Message {
  const reads = row.reads.map(({ name, readAt }) => ({ name, readAt: new Date(readAt) }));
  return { ...row, sentAt: new Date(row.sentAt), reads };
}
