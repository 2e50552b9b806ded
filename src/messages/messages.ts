import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { languageWritten } from '#language/written.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import type { Back, NewMessage, TakenBack } from './message.ts';
import { findTerms } from './promises.ts';

/**
 * Writes a message as the viewer, at a moment; `isRaised` where it sounds like danger. The same form sent again is the same
 * message; with other words, as when someone goes back and changes what they sent, it throws a Mistake. The database throws
 * 42501 where the thread is not the viewer's.
 */
export async function postMessage(db: Db, message: NewMessage, isRaised: boolean, now: Date): Promise<NewMessage> {
  const { id, thread, words, language, corrects } = message;
  await db
    .insertInto('messages')
    .values({
      id,
      threadId: thread,
      authorId: sql`current_person()`,
      words,
      language: languageWritten(words, language),
      correctsId: corrects ?? null,
      ...(await findTerms(db, thread, isRaised, now)),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const kept = await db.selectFrom('messages').select(['threadId', 'words']).where('id', '=', id).executeTakeFirst();
  if (kept?.threadId !== thread || kept.words !== words) throw new Mistake('words', 'messageChanged');
  return message;
}

/**
 * Takes back a message of the viewer's own that has not arrived, once for a press that came twice: what it said is in their box, or on
 * their board, again. Gives where that is. Throws a Mistake once it has arrived.
 */
export async function takeBack(db: Db, { message, thread }: TakenBack): Promise<Back> {
  const { rows } = await sql<{ isBack: boolean }>`select take_back(${message}) as is_back`.execute(db);
  const mine = db
    .selectFrom('messages')
    .select('pictures')
    .where('authorId', '=', sql<string>`current_person()`);
  const late = rows[0]?.isBack ? undefined : await mine.where('id', '=', message).executeTakeFirst();
  if (late) throw new Mistake('form', late.pictures.length > 0 ? 'undoLatePictures' : 'undoLate');
  const drafts = db.selectFrom('drafts').select(['kind', 'correctsId']).where('threadId', '=', thread);
  const draft = await drafts.orderBy('keptAt', 'desc').limit(1).executeTakeFirst();
  if (!draft) throw new Mistake('form', 'undoLate');
  return { thread, isPictures: draft.kind === 'pictures', corrects: draft.correctsId };
}

/** What the viewer wrote in a message of their own. Undefined where there is none. */
export async function findOwnWords(db: Db, message: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('messages')
    .select('words')
    .where('id', '=', message)
    .where('authorId', '=', sql<string>`current_person()`)
    .executeTakeFirst();
  return row?.words;
}

/** Notes that the viewer has read some messages of others. A second time changes nothing. */
export async function markRead(db: Db, messages: string[]): Promise<void> {
  if (messages.length === 0) return;
  await db
    .insertInto('messageReads')
    .columns(['messageId', 'personId'])
    .expression((eb) =>
      eb
        .selectFrom('messages')
        .select(['id', sql<string>`current_person()`.as('personId')])
        .where('id', 'in', messages)
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
