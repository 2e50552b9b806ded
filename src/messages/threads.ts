import { sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { Db } from '#database/connect.ts';
import { writtenIn } from '#language/written.ts';
import { openRecord } from '#people/records.ts';
import type { Message, Part, Pass, Thread, ThreadMember, ThreadPage, Writer } from './message.ts';

/** How many messages stand on one page of a conversation. */
const pageSize = 20;

/** A page of a conversation. Undefined where there is none, or the viewer is not in it. */
export async function findThread(db: Db, id: string, part: Part = { at: 'newest' }): Promise<ThreadPage | undefined> {
  const thread = await openThread(db, id);
  if (!thread) return undefined;
  const some = (which: 'before' | 'from' | 'after', than: string | undefined, count = pageSize) => listSome(db, id, which, than, count);
  if (part.at === 'around') {
    const [before, from] = [await some('before', part.message, pageSize / 2), await some('from', part.message, pageSize / 2)];
    return { ...thread, messages: [...before.messages, ...from.messages], hasOlder: before.hasMore, hasNewer: from.hasMore };
  }
  if (part.at === 'after' || part.at === 'oldest') {
    const { messages, hasMore } = await some('after', part.at === 'after' ? part.message : undefined);
    return { ...thread, messages, hasOlder: part.at === 'after', hasNewer: hasMore };
  }
  const { messages, hasMore } = await some('before', part.at === 'before' ? part.message : undefined);
  return { ...thread, messages, hasOlder: hasMore, hasNewer: part.at === 'before' };
}

/** The id of the young person whom a conversation is about. Undefined where the viewer is not in it. */
export async function findWhose(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('threads').select('youngPersonId').where('id', '=', id).executeTakeFirst();
  return row?.youngPersonId;
}

/** A whole conversation, from its first message on. Undefined where there is none, or the viewer is not in it. */
export async function findWholeThread(db: Db, id: string): Promise<Thread | undefined> {
  const thread = await openThread(db, id);
  return thread && { ...thread, messages: (await messagesOf(db, id).orderBy('messages.sentAt').orderBy('messages.id').execute()).map(asMessage) };
}

/** The viewer's conversations about one young person, each with no more than its last message. */
export async function listThreads(db: Db, youngPerson: string): Promise<Thread[]> {
  await openRecord(db, youngPerson, 'messages');
  const rows = await threads(db).where('threads.youngPersonId', '=', youngPerson).orderBy('threads.id').execute();
  const whole: Thread[] = [];
  for (const row of rows) whole.push({ ...asThread(row), messages: (await listSome(db, row.id, 'before', undefined, 1)).messages });
  return whole;
}

/** The messages of a conversation in which certain words stand, or pictures of certain meanings; newest first, at most 50. */
export async function searchThread(db: Db, thread: string, words: string, meanings: string[]): Promise<Message[]> {
  // What a search means by itself stands for nothing else: % and _ are letters here.
  const like = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const rows = await messagesOf(db, thread)
    .where((eb) => eb.or([eb('messages.words', 'ilike', like), eb('messages.pictures', '&&', sql<string[]>`${meanings}::text[]`)]))
    .orderBy('messages.sentAt', 'desc')
    .orderBy('messages.id')
    .limit(50)
    .execute();
  return rows.map(asMessage);
}

/** Who may write with staff about a young person now, by name: the young person, and those with whom messages are shared; and what they are to them. */
export async function listWriters(db: Db, youngPerson: string): Promise<Writer[]> {
  const { rows } = await sql<Writer>`
    select p.id, p.name, c.relation from sees_now(${youngPerson}) s join people p on p.id = s.person_id
    left join lateral (
      select relation from circle_members where person_id = p.id and young_person_id = ${youngPerson} order by from_day desc limit 1
    ) c on true
    where s.category = 'messages' and p.id not in (select person_id from staff) and p.id <> ${youngPerson}
    union all select p.id, p.name, 'young person' from people p where p.id = ${youngPerson}
    order by name`.execute(db);
  return rows;
}

/** The names of those around a young person who do not read a conversation, as who works for the service may know them. */
export async function listUnseenBy(db: Db, { readers, youngPerson }: Thread): Promise<string[]> {
  return (await listWriters(db, youngPerson.id)).filter(({ id }) => !readers.includes(id)).map(({ name }) => name);
}

/**
 * Begins a conversation of the viewer, who works for the service, with several people about a young person; or gives the one
 * that they have. Throws 42501 where someone may not write.
 */
export async function startThread(db: Db, { id, youngPerson, people }: { id: string; youngPerson: string; people: string[] }): Promise<string> {
  const { rows } = await sql<{ thread: string }>`select start_thread(${id}, ${youngPerson}, ${people}::uuid[]) as thread`.execute(db);
  return rows[0]?.thread ?? id;
}

// Some messages before or after another one (or from it on), or at an end of the conversation; oldest first, and whether there are more.
async function listSome(db: Db, thread: string, which: 'before' | 'from' | 'after', than: string | undefined, count: number) {
  const [isBack, sign] = [which === 'before', { before: '<', from: '>=', after: '>' } as const];
  const rows = await messagesOf(db, thread)
    .$if(than !== undefined, (query) =>
      query.where(
        sql<boolean>`(messages.sent_at, messages.id) ${sql.raw(sign[which])} (select m.sent_at, m.id from messages m where m.id = ${than} and m.thread_id = ${thread})`,
      ),
    )
    .orderBy('messages.sentAt', isBack ? 'desc' : 'asc')
    .orderBy('messages.id', isBack ? 'desc' : 'asc')
    .limit(count + 1)
    .execute();
  const messages = rows.slice(0, count).map(asMessage);
  return { messages: isBack ? messages.toReversed() : messages, hasMore: rows.length > count };
}

// A thread that is not the viewer's opens nothing.
async function openThread(db: Db, id: string): Promise<Omit<Thread, 'messages'> | undefined> {
  const row = await threads(db).where('threads.id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  await openRecord(db, row.youngPerson.id, 'messages');
  return asThread(row);
}

function messagesOf(db: Db, thread: string) {
  return db
    .selectFrom('messages')
    .innerJoin('people', 'people.id', 'messages.authorId')
    .select(['messages.id', 'authorId', 'people.name as authorName', 'words', 'messages.language', 'pictures', 'correctsId', 'sentAt', 'arrivesAt'])
    .select(['isRaised', 'answerDueAt'])
    .select((eb) => [
      eb.selectFrom('messages as first').select('first.sentAt').whereRef('first.id', '=', 'messages.correctsId').as('correctsAt'),
      jsonArrayFrom(
        eb
          .selectFrom('messageReads')
          .innerJoin('people as reader', 'reader.id', 'messageReads.personId')
          .select(['reader.id', 'reader.name', 'messageReads.readAt'])
          .whereRef('messageReads.messageId', '=', 'messages.id')
          .orderBy('messageReads.readAt'),
      ).as('reads'),
    ])
    .where('messages.threadId', '=', thread);
}

function threads(db: Db) {
  return db
    .selectFrom('threads')
    .select('threads.id')
    .select(sql<string[]>`array(select my_readers(threads.id))`.as('readers'))
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
          .select(['untilDay', 'readsFrom'])
          .whereRef('threadMembers.threadId', '=', 'threads.id')
          .orderBy('people.name'),
      ).as('members'),
      jsonArrayFrom(
        eb
          .selectFrom('passes')
          .innerJoin('people', 'people.id', 'passes.toId')
          .select(['people.name', 'role', 'passedAt', 'dueAt'])
          .whereRef('passes.threadId', '=', 'threads.id')
          .orderBy('passedAt'),
      ).as('passes'),
    ]);
}

type Moment = 'joinedAt' | 'leftAt' | 'readsFrom' | 'passedAt' | 'dueAt';
/** As JSON brings it: moments are text. */
type Row<T> = { [K in keyof T]: K extends Moment ? (null extends T[K] ? string | null : string) : T[K] };

function asThread(row: {
  id: string;
  readers: string[];
  youngPerson: Thread['youngPerson'];
  members: Row<ThreadMember>[];
  passes: (Omit<Row<Pass>, 'role'> & { role: string })[];
}) {
  return {
    ...row,
    members: row.members.map((member) => ({
      ...member,
      joinedAt: new Date(member.joinedAt),
      leftAt: moment(member.leftAt),
      readsFrom: moment(member.readsFrom),
    })),
    passes: row.passes.map((pass) => ({ ...pass, role: pass.role as Pass['role'], passedAt: new Date(pass.passedAt), dueAt: moment(pass.dueAt) })),
  };
}

type MessageRow = Omit<Message, 'language' | 'reads'> & { language: string; reads: { id: string; name: string; readAt: string }[] };

function asMessage({ language, reads, ...message }: MessageRow): Message {
  return { ...message, language: writtenIn(language), reads: reads.map(({ readAt, ...reader }) => ({ ...reader, readAt: new Date(readAt) })) };
}

function moment(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
