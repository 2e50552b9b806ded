import type { Attempt } from './attempts.ts';
import { idOf, numberOf, viewers } from './circumstances.ts';
import { quote, when } from './giving.ts';
import { between, type Between, type Thread, type Today, type YoungPerson } from './model.ts';
import { arrivedAgo, passedAt, readAgo } from './moments.ts';
import { staffAt, staffIds, type World } from './world.ts';

/** What someone has begun to write, which stands nowhere else. */
export const draftOf = (person: string, thread: string) => `draft-${person}-${thread}-`;

/** Who has begun to write in a conversation: each who is or was in it, and someone who may never have been. */
export function draftersOf(thread: Thread): string[] {
  return [...new Set([...thread.members.map(({ person }) => person), viewers[numberOf(thread.id) % viewers.length]!.id])];
}

/** The messages of a conversation that someone has read, and who: the last of its members. In every fourth nobody read any. */
export const readOf = ({ id, messages, members }: Thread) => ({ reader: members.at(-1)?.person, read: numberOf(id) % 4 === 2 ? [] : messages.slice(0, 2) });

/** The conversations of a world, as the database names their columns. Moments are given by a count of days from today. */
export function conversationRowsOf({ young }: World, dayOf: (count: number | null) => string | null, momentOf: (count: number) => string) {
  const each = <T>(rows: (thread: Thread, about: YoungPerson) => T[]) => young.flatMap((about) => about.threads.flatMap((thread) => rows(thread, about)));
  const now = Date.now();
  // By the clock, and not by the day of the world: what has arrived is asked of the database's own clock.
  const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const [justNow, later] = [minutesAgo(arrivedAgo), minutesAgo(-600)];
  return [
    ['threads', each(({ id }, about) => [{ id, young_person_id: about.id }])],
    [
      'thread_members',
      each(({ id, members }) =>
        members.map(({ person, hasLeft, until, readsFrom }) => ({
          thread_id: id,
          person_id: person,
          joined_at: momentOf(-50),
          left_at: hasLeft ? momentOf(-5) : null,
          until_day: dayOf(until),
          reads_from: readsFrom === null ? null : momentOf(readsFrom),
        })),
      ),
    ],
    [
      'messages',
      each(({ id: thread, messages }) =>
        messages.map(({ id, author, sentOn, hasArrived }) => ({
          id,
          thread_id: thread,
          author_id: author,
          words: `words of ${id}`,
          sent_at: momentOf(sentOn),
          // What is answered in this world came long before the answer; the rest has come just now.
          arrives_at: !hasArrived ? later : sentOn < -10 ? momentOf(sentOn) : justNow,
          // The job that says so may be late.
          arrived_at: hasArrived && sentOn < -10 ? justNow : null,
        })),
      ),
    ],
    [
      'message_reads',
      each((thread) => {
        const { reader, read } = readOf(thread);
        return read.map(({ id }) => ({ message_id: id, person_id: reader, read_at: minutesAgo(readAgo) }));
      }),
    ],
    [
      'drafts',
      each((thread) =>
        draftersOf(thread).map((person, i) => ({
          person_id: person,
          thread_id: thread.id,
          kind: 'words',
          form_id: idOf('f', numberOf(thread.id) * 100 + i),
          words: draftOf(person, thread.id),
        })),
      ),
    ],
    [
      'passes',
      each(({ id, messages }) =>
        messages
          .slice(0, 1)
          .map((message) => ({ id, thread_id: id, message_id: message.id, to_id: staffAt(0), role: 'cover', passed_at: passedAt({ id }, momentOf) })),
      ),
    ],
  ] satisfies [string, object[]][];
}

/** True where someone may read messages about a young person, whether they are signed in or not. */
function mayRead(person: string, about: YoungPerson, today: Today): boolean {
  const { isStaff, leftOn } = viewers.find(({ id }) => id === person) ?? { isStaff: false, leftOn: null };
  return between({ id: person, isStaff, leftOn, session: { method: 'passkey', state: 'open', isFresh: false } }, about, today).sees('messages');
}

/** Who reads what is said in a conversation now. */
export const readersOf = ({ members }: Thread, about: YoungPerson, today: Today) =>
  members.filter(({ person, hasLeft, until }) => !hasLeft && (until === null || until >= 0) && mayRead(person, about, today)).map(({ person }) => person);

/** Of whose conversations it is asked who reads them: the function is called for each by itself. */
export const askedWhoReads = [0, 1, 2, 3, 5, 14];

/** What the rules let a viewer read of the conversations about one young person. */
export function expectConversing(tie: Between, about: YoungPerson, hasOpened: boolean, today: Today): Record<string, string[]> {
  const threads = about.threads.filter(tie.isMember);
  const messagesOf = (thread: Thread) => thread.messages.filter((message) => tie.readsMessage(thread, message) && (hasOpened || message.author === tie.me));
  return {
    threads: threads.map(({ id }) => id),
    messages: threads.flatMap((thread) => messagesOf(thread).map(({ id }) => id)),
    'message reads': threads.flatMap((thread) => {
      const { reader, read } = readOf(thread);
      return messagesOf(thread).flatMap((message) => (read.includes(message) ? [`${message.id} ${reader}`] : []));
    }),
    drafts: threads.flatMap((thread) => (draftersOf(thread).includes(tie.me) ? [`${tie.me} ${thread.id}`] : [])),
    passes: threads.filter(({ messages }) => messages.length > 0).map(({ id }) => id),
    'my readers': askedWhoReads.includes(numberOf(about.id))
      ? threads.flatMap((thread) => readersOf(thread, about, today).map((person) => `${thread.id} ${person}`))
      : [],
  };
}

/** Writing, correcting, undoing, reading, keeping for later, and beginning a conversation. */
export function conversingOf(tie: Between, about: YoungPerson, other: string, today: Today): Attempt[] {
  const attempts = about.threads.flatMap((thread) => inThread(tie, about, thread, other));
  // Beginning one takes a while: trying it with every other one is enough.
  return (numberOf(about.id) + numberOf(tie.me)) % 2 === 0 ? [...attempts, ...beginning(tie, about, today)] : attempts;
}

function inThread(tie: Between, about: YoungPerson, thread: Thread, other: string): Attempt[] {
  const me = quote(tie.me);
  const id = quote(thread.id);
  const isMember = when(tie.isMember(thread));
  const write = (more = '', values = '', who = me) =>
    `insert into messages (id, thread_id, author_id, words${more}) values (uuidv7(), ${id}, ${who}, 'x'${values})`;
  const attempt = (what: string, statement: string, expected: Attempt['expected'] = 'no'): Attempt => ({ what, statement, expected });
  // The last one of a kind: the first ones of a conversation were read by someone.
  const some = (isWanted: (message: Thread['messages'][number]) => boolean) => [thread.messages.findLast(isWanted)].filter((message) => message !== undefined);
  const isOwn = ({ author }: { author: string }) => author === tie.me;
  const elsewhere = about.threads.filter((one) => one !== thread).flatMap(({ messages }) => messages.filter(isOwn).slice(0, 1));
  const toRead = [thread.messages[2], ...some(({ hasArrived }) => hasArrived), ...some(({ hasArrived }) => !hasArrived)].filter(
    (message) => message !== undefined && thread.messages.indexOf(message) > 1,
  );
  const read = (message: string, who: string) => `insert into message_reads (message_id, person_id) values (${quote(message)}, ${who})`;
  const undo = (message: string) => `select from take_back(${quote(message)}) as is_back where is_back`;
  const keep = (who: string) => `insert into drafts (person_id, thread_id, kind, form_id, words) values (${who}, ${id}, 'pictures', uuidv7(), 'x')`;
  const begin = (message: string) =>
    `insert into drafts (person_id, thread_id, kind, form_id, words, corrects_id) values (${me}, ${id}, 'correction', uuidv7(), 'x', ${quote(message)})`;
  const [ofMine, ofOthers] = ['=', '<>'].map((is) => `where thread_id = ${id} and person_id ${is} ${me}`);
  const hasDraft = when(tie.isMember(thread) && draftersOf(thread).includes(tie.me));
  return [
    attempt('write a message', write(), isMember),
    attempt('write a message as someone else', write('', '', other)),
    ...(thread === about.threads[0]
      ? [attempt('write a message, raised and promised', write(', is_raised, answer_due_at, language', `, true, now() + interval '1 day', 'ur'`), isMember)]
      : []),
    ...some((message) => isOwn(message) && message.hasArrived).map((message) =>
      attempt('correct a message', write(', corrects_id', `, ${quote(message.id)}`), isMember),
    ),
    ...some((message) => isOwn(message) && !message.hasArrived).map((message) =>
      attempt('correct a message at once, before it arrives', write(', corrects_id', `, ${quote(message.id)}`)),
    ),
    ...some((message) => !isOwn(message) && message.hasArrived).map((message) =>
      attempt('correct a message of someone else', write(', corrects_id', `, ${quote(message.id)}`)),
    ),
    ...elsewhere.map((message) => attempt('correct a message of elsewhere', write(', corrects_id', `, ${quote(message.id)}`))),
    ...some((message) => isOwn(message) && !message.hasArrived).map(({ id: one }) => attempt('undo a message', undo(one), when(tie.someone))),
    ...some((message) => isOwn(message) && message.hasArrived).map(({ id: one }) => attempt('undo a message', undo(one))),
    ...some((message) => !isOwn(message) && !message.hasArrived).map(({ id: one }) => attempt('undo a message', undo(one))),
    ...toRead.map((message) => attempt('mark as read', read(message!.id, me), when(tie.readsMessage(thread, message!)))),
    ...toRead.slice(0, 1).map((message) => attempt('mark as read by someone else', read(message!.id, other))),
    attempt('keep a draft', keep(me), isMember),
    attempt('keep a draft as someone else', keep(other)),
    ...some((message) => isOwn(message) && message.hasArrived).map((message) => attempt('keep a draft of a correction', begin(message.id), isMember)),
    ...some((message) => !isOwn(message) && message.hasArrived).map((message) => attempt('keep a draft of a correction of someone else', begin(message.id))),
    attempt('change a draft', `update drafts set words = 'y' ${ofMine}`, hasDraft),
    attempt('change a draft of someone else', `update drafts set words = 'y' ${ofOthers}`),
    attempt('throw a draft away', `delete from drafts ${ofMine}`, hasDraft),
    attempt('throw a draft away that is of someone else', `delete from drafts ${ofOthers}`),
  ];
}

// Whoever works for a young person, with them or with family who may write: each of those asked for, and no colleague.
function beginning(tie: Between, about: YoungPerson, today: Today): Attempt[] {
  const people = [...new Set([about.id, ...about.places.map(({ person }) => person)])].filter((person) => person !== tie.me);
  const isFamily = (person: string) => !staffIds.includes(person);
  const mayWrite = (person: string) => isFamily(person) && mayRead(person, about, today);
  const [writer, another] = people.filter(mayWrite);
  const silent = people.find((person) => isFamily(person) && !mayWrite(person));
  const colleague = people.find((person) => !isFamily(person) && mayRead(person, about, today));
  // Always the same form: someone may go back with it and ask others.
  const form = quote(idOf('e', 999_999));
  const begin = (...these: (string | undefined)[]) =>
    `start_thread(${form}, ${quote(about.id)}, '{${these.filter((person) => person !== undefined).join(',')}}')`;
  const both = (one: string, two: string, is: string) =>
    `with one as materialized (select ${one} as id), two as materialized (select ${two} as id from one where id is not null)
      select from one join two on one.id ${is} two.id`;
  const attempt = (what: string, statement: string, isAllowed = false): Attempt => ({ what, statement, expected: when(isAllowed) });
  // The key worker is in each, whoever begins it.
  const keyWorkers = about.places
    .filter(({ person, relation, from, to }) => relation === 'key worker' && from <= 0 && (to === null || to >= 0) && mayRead(person, about, today))
    .map(({ person }) => person);
  // Who is in a conversation for good, beside the viewer.
  const standing = about.threads.flatMap(({ id, members }) => {
    const those = members.filter(({ hasLeft, until }) => !hasLeft && until === null).map(({ person }) => person);
    const others = those.filter((person) => person !== tie.me);
    const asked = others.filter((person) => !keyWorkers.includes(person));
    const isWhole = those.length > others.length && keyWorkers.every((person) => those.includes(person));
    return isWhole && asked.length > 0 && asked.every(mayWrite) ? [{ id, others: asked }] : [];
  });
  return [
    ...(writer ? [attempt('begin a conversation', `select ${begin(writer)}`, tie.works)] : []),
    ...(writer && another ? [attempt('begin a conversation', both(begin(writer), begin(writer, another), '<>'), tie.works)] : []),
    ...(writer && !another ? [attempt('begin a conversation', both(begin(writer), begin(writer, tie.me), '='), tie.works)] : []),
    ...standing.map(({ id, others }) => attempt('begin a conversation', `select from ${begin(...others)} as id where id = ${quote(id)}`, tie.works)),
    ...(silent ? [attempt('begin a conversation with some who may write, and someone else', `select ${begin(writer, silent)}`)] : []),
    ...(colleague ? [attempt('begin a conversation with staff, or someone else', `select ${begin(writer, colleague)}`)] : []),
    attempt('begin a conversation with nobody', `select ${begin()}`),
  ];
}

/** What nobody may do to a conversation: say when it was said, change or take away what was said, bring someone in, or do the worker's part. */
export function forNobody(about: YoungPerson, me: string): string[] {
  const [thread] = about.threads;
  const id = quote(thread?.id ?? null);
  const message = quote(thread?.messages[0]?.id ?? null);
  return [
    ...['sent_at', 'arrives_at', 'arrived_at'].map(
      (column) => `insert into messages (id, thread_id, author_id, words, ${column}) values (uuidv7(), ${id}, ${quote(me)}, 'x', now())`,
    ),
    `update messages set words = 'y' where thread_id = ${id}`,
    `update messages set is_raised = false where thread_id = ${id}`,
    `delete from messages where thread_id = ${id}`,
    `insert into thread_members (thread_id, person_id) values (${id}, ${quote(me)})`,
    `update thread_members set until_day = null, reads_from = null, left_at = null where thread_id = ${id}`,
    `delete from thread_members where thread_id = ${id}`,
    `insert into threads (young_person_id) values (${quote(about.id)})`,
    `update drafts set person_id = ${quote(me)} where thread_id = ${id}`,
    `update drafts set thread_id = ${id} where person_id = ${quote(me)}`,
    // Without a condition the policy for reading is not asked: no more is touched than what they see.
    ...[`update drafts set words = 'y'`, 'delete from drafts'].map(
      (all) =>
        `with mine as materialized (select count(*) as n from drafts), touched as (${all} returning 1) select from mine where n < (select count(*) from touched)`,
    ),
    `insert into passes (thread_id, message_id, to_id, role) values (${id}, ${message}, ${quote(staffAt(0))}, 'cover')`,
    `update passes set due_at = null where thread_id = ${id}`,
    `delete from passes where thread_id = ${id}`,
    `select arrive(${message})`,
    `select pass_on(${message})`,
    `select promise_pass(${id}, now())`,
    `select unread_by(${message})`,
    `select readers_of(${id})`,
    `select is_answered(${id}, now())`,
    `select answerer(${quote(staffAt(0))})`,
    `select join_to_answer(${id}, ${quote(me)}, 'cover')`,
  ];
}
