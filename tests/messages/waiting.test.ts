import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inOrder, isLate, type Waiting } from '#messages/inbox.ts';
import { postMessage } from '#messages/messages.ts';
import { findThread } from '#messages/threads.ts';
import { listWaiting, stepIn } from '#messages/waiting.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let thread: string;
beforeAll(async () => {
  database = await makeDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  // Sam writes with Priya about Maya; nobody has said anything yet.
  await sql`truncate message_reads, passes, drafts, messages`.execute(database.owner);
  const { maya, sam, priya, gwen } = await database.cast();
  await sql`delete from thread_members where person_id = ${gwen}`.execute(database.owner);
  const { rows } = await sql<{ id: string }>`
    select t.id from threads t where t.young_person_id = ${maya}
      and (select array_agg(person_id order by person_id) from thread_members where thread_id = t.id) = array(select unnest(array[${sam}, ${priya}]::uuid[]) order by 1)`.execute(
    database.owner,
  );
  thread = rows[0]?.id ?? '';
});

const now = () => new Date();
/** Someone writes, and it arrived so many hours ago. */
async function write(who: string, words: string, hours: number, isRaised = false) {
  const id = randomUUID();
  await database.as(who, (db) => postMessage(db, { id, thread, words, language: 'en' }, isRaised, now()));
  await sql`update messages set sent_at = sent_at - ${hours}::int * interval '1 hour', arrives_at = arrives_at - ${hours}::int * interval '1 hour',
    arrived_at = now(), answer_due_at = answer_due_at - ${hours}::int * interval '1 hour' where id = ${id}`.execute(database.owner);
}
const waitingFor = (who: string) => database.as(who, listWaiting);
const read = async (who: string) => (await database.as(who, (db) => findThread(db, thread, { at: 'newest' })))?.messages.map(({ words }) => words);

describe('what waits for an answer', () => {
  test('is with the key worker, once, with the day that we promised, until someone answers', async () => {
    await write('Sam Hartley', 'She is awake again.', 5);
    await write('Sam Hartley', 'Can you call me?', 3, true);
    const [first, ...rest] = await waitingFor('Priya Nair');
    expect(first).toMatchObject({ threadId: thread, knownAs: 'Maya', authorName: 'Sam Hartley', count: 2, isRaised: true, isPassedOn: false });
    expect(first?.dueAt).toBeInstanceOf(Date);
    expect(rest).toEqual([]);
    await write('Priya Nair', 'Yes. I call you at 10am.', 1);
    expect(await waitingFor('Priya Nair')).toEqual([]);
  });

  test('is known to who leads the team, and no word of it', async () => {
    await write('Sam Hartley', 'A very private thing.', 5, true);
    const waiting = await waitingFor('Gwen Ashby');
    expect(waiting).toMatchObject([{ knownAs: 'Maya', answerers: ['Priya Nair'], count: 1, isRaised: true }]);
    expect(JSON.stringify(waiting)).not.toMatch(/private|Sam/);
    expect(await read('Gwen Ashby')).toBeUndefined();
  });

  test('is with nobody while the key worker is away', async () => {
    await write('Sam Hartley', 'Is there a bus?', 5);
    const { priya, gwen } = await database.cast();
    await sql`insert into absences (person_id, first_day, last_day, cover_id) values (${priya}, today(), today(), ${gwen})`.execute(database.owner);
    expect(await waitingFor('Gwen Ashby')).toMatchObject([{ answerers: [] }]);
    await sql`delete from absences where person_id = ${priya}`.execute(database.owner);
  });

  test('is not known to those of another team, or of no team', async () => {
    await write('Sam Hartley', 'Can you call me?', 5);
    expect(await waitingFor('Tom Okafor')).toEqual([]);
    expect(await waitingFor('Maya Hartley')).toEqual([]);
    expect((await waitingFor('Sam Hartley')).filter((each) => 'answerers' in each)).toEqual([]);
  });

  test('is at no desk before it has arrived', async () => {
    await database.as('Sam Hartley', (db) => postMessage(db, { id: randomUUID(), thread, words: 'Oh no.', language: 'en' }, false, now()));
    expect([await waitingFor('Priya Nair'), await waitingFor('Gwen Ashby')]).toEqual([[], []]);
  });
});

describe('whoever leads the team steps in', () => {
  const step = (who: string) => database.as(who, (db) => stepIn(db, { thread }, now()));

  test('and reads what waits and nothing from before; everyone sees that they came; nobody is told twice', async () => {
    await write('Sam Hartley', 'An old story.', 50);
    await write('Priya Nair', 'An old answer.', 49);
    await write('Sam Hartley', 'Can you call me?', 5);
    await sql`delete from graphile_worker._private_jobs`.execute(database.owner);
    for (let press = 0; press < 2; press += 1) await step('Gwen Ashby');
    expect(await read('Gwen Ashby')).toEqual(['Can you call me?']);
    expect(await waitingFor('Gwen Ashby')).toMatchObject([{ authorName: 'Sam Hartley', isPassedOn: true }]);
    const seen = await database.as('Sam Hartley', (db) => findThread(db, thread, { at: 'newest' }));
    expect(seen?.members.map(({ name }) => name)).toContain('Gwen Ashby');
    expect(seen?.passes).toMatchObject([{ name: 'Gwen Ashby', role: 'team lead' }]);
    expect(seen?.passes[0]?.dueAt).toBeInstanceOf(Date);
    const { rows } = await sql<{ task: string }>`
      select task_identifier as task from graphile_worker.jobs where task_identifier in ('sendNotice', 'passOn')`.execute(database.owner);
    expect(rows).toEqual([{ task: 'passOn' }]);
  });

  test('but not once someone has answered', async () => {
    await write('Sam Hartley', 'Can you call me?', 5);
    await write('Priya Nair', 'Yes.', 4);
    await expect(step('Gwen Ashby')).rejects.toMatchObject({ word: 'stepLate' });
    expect(await read('Gwen Ashby')).toBeUndefined();
  });

  test.each(['Tom Okafor', 'Nadia Khan', 'Maya Hartley', 'Sam Hartley'])('and %s can not', async (who) => {
    await write('Sam Hartley', 'Can you call me?', 5);
    await expect(step(who)).rejects.toMatchObject({ code: '42501' });
  });

  test('a key worker who is in no team of theirs can not, even while they are in the conversation', async () => {
    await write('Sam Hartley', 'Can you call me?', 5);
    await expect(step('Priya Nair')).rejects.toMatchObject({ code: '42501' });
  });
});

test('what sounds like danger comes first, then what waits longest', () => {
  const at = (hour: number, isRaised: boolean) => ({ since: new Date(Date.UTC(2026, 10, 23, hour)), isRaised }) as Waiting;
  const hours = inOrder([at(9, false), at(12, true), at(8, false), at(11, true)]).map(({ since }) => since.getUTCHours());
  expect(hours).toEqual([11, 12, 8, 9]);
});

test('we are late when the moment of our promise has passed, and never without one', () => {
  const dueAt = new Date('2026-11-24T17:00Z');
  expect([isLate({ dueAt }, dueAt), isLate({ dueAt }, new Date('2026-11-24T17:00:01Z')), isLate({ dueAt: null }, dueAt)]).toEqual([false, true, false]);
});
