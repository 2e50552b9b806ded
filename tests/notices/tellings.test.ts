import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addressFor, connect, type Db } from '#database/connect.ts';
import type { Choices } from '#notices/choice.ts';
import { keepChoices } from '#notices/choices.ts';
import { checkDelivery, deliverNotice, listFailed } from '#notices/deliveries.ts';
import { Refused, type Senders } from '#notices/delivery.ts';
import { demoSenders } from '#notices/notices.ts';
import { keepNotice, tellPerson } from '#notices/tellings.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

// What goes out and when, as the service does it in the background: with its role, and at any time of any day.
let database: TestDatabase;
let worker: Db;
let sam: string;
beforeAll(async () => {
  database = await makeDatabase();
  worker = connect(addressFor('worker', database.ownerUrl), 8);
  sam = await database.id('Sam Hartley');
});
afterAll(async () => {
  await worker.destroy();
  await database.close();
});
beforeEach(async () => {
  for (const table of ['notice_deliveries', 'notices', 'notice_choices', 'graphile_worker._private_jobs'])
    await sql`delete from ${sql.table(table)}`.execute(database.owner);
});

const noon = new Date('2026-05-04T12:00:00Z');
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const choose = (choices: Partial<Choices>) =>
  database.as('Sam Hartley', (db) => keepChoices(db, { email: true, text: false, push: false, times: undefined, ...choices }));
const tell = (now: Date, kind = 'message', about: string = randomUUID()) => keepNotice(worker, { person: sam, kind, about }, now);
const out = () => database.owner.selectFrom('noticeDeliveries').select(['id', 'says', 'place', 'state']).orderBy('id').execute();
const says = async () => (await out()).map((each) => each.says);
const jobs = async (name: string) => {
  const { rows } = await sql<{ runAt: Date }>`select run_at as "runAt" from graphile_worker.jobs where task_identifier = ${name} order by run_at`.execute(
    database.owner,
  );
  return rows.map(({ runAt }) => runAt);
};

/** Sends what waits, with senders that note what they sent. */
async function deliver(now: Date, { isLast = false, email }: { isLast?: boolean; email?: Senders['email'] } = {}): Promise<string[]> {
  const sent: string[] = [];
  const senders: Senders = {
    email:
      email ??
      (async (to, { subject }) => {
        sent.push(`${to}: ${subject}`);
        return undefined;
      }),
  };
  for (const { id } of await out()) await deliverNotice(worker, senders, 'https://alongside.example.org', id, { now, isLast });
  return sent;
}

test('20 jobs that tell the same at once send 1 email, and so do 20 tries to send it', async () => {
  await Promise.all(Array.from({ length: 20 }, () => tell(noon, 'message', 'the same message')));
  expect(await says()).toEqual(['message']);
  const sent: string[] = [];
  for (let tries = 0; tries < 20; tries++) sent.push(...(await deliver(noon)));
  expect(sent).toEqual(['sam.hartley@example.org: There is something new for you to read']);
});

test('20 different ones at once are 3 emails, and 1 for the other 17 at the end of the hour', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => tell(later(index / 60))));
  expect(await says()).toEqual(['message', 'message', 'message']);
  const [end, ...more] = await jobs('tellPerson');
  expect(more).toEqual([]);
  await tellPerson(worker, sam, new Date((end?.getTime() ?? 0) - 1));
  expect(await says()).toHaveLength(3);
  await tellPerson(worker, sam, end ?? noon);
  expect(await says()).toEqual(['message', 'message', 'message', 'many']);
  expect(await deliver(later(61))).toContain('sam.hartley@example.org: There are some new things for you to read');
  const told = await database.owner.selectFrom('notices').select('toldBy').distinct().execute();
  expect(told.filter(({ toldBy }) => toldBy)).toHaveLength(4);
});

describe('someone who chose safe times', () => {
  const times = { from: '09:00', until: '18:00' };

  test('hears in the morning, and only once, of what came at night', async () => {
    await choose({ times });
    const night = new Date('2026-05-04T22:00:00Z');
    for (let count = 0; count < 5; count++) await tell(new Date(night.getTime() + count * 1000));
    expect(await out()).toEqual([]);
    const morning = new Date('2026-05-05T08:00:00Z');
    expect(await jobs('tellPerson')).toEqual([morning]);
    await tellPerson(worker, sam, morning);
    expect(await says()).toEqual(['many']);
  });

  test('gets nothing in an unsafe time, also when they chose it after it was on its way', async () => {
    await tell(noon);
    await choose({ times });
    const evening = new Date('2026-05-04T19:00:00Z');
    expect(await deliver(evening)).toEqual([]);
    expect(await jobs('deliverNotice')).toContainEqual(new Date('2026-05-05T08:00:00Z'));
    expect(await deliver(new Date('2026-05-05T08:00:00Z'))).toHaveLength(1);
  });
});

test('someone who wants none gets none, also when it was on its way', async () => {
  await tell(noon);
  await choose({ email: false });
  expect(await deliver(noon)).toEqual([]);
  await tell(later(1));
  expect((await out()).map(({ state }) => state)).toEqual(['not wanted']);
});

test('a notice to look today is told by itself, though there were many', async () => {
  for (let count = 0; count < 4; count++) await tell(noon);
  await tell(later(1), 'raised');
  expect((await says()).at(-1)).toBe('raised');
});

describe('what did not arrive', () => {
  const refuse = async () => {
    throw new Refused();
  };
  const failedFor = (name: string) => database.as(name, async (db) => (await listFailed(db)).map(({ name: whom, channel }) => `${whom}, ${channel}`));

  test('is seen by those who work for the young person, and by nobody else, until a later one arrives', async () => {
    await tell(noon);
    await deliver(noon, { email: refuse });
    expect(await failedFor('Priya Nair')).toEqual(['Sam Hartley, email']);
    for (const name of ['Tom Okafor', 'Sam Hartley', 'Maya Hartley']) expect(await failedFor(name)).toEqual([]);
    await tell(later(2));
    await deliver(later(2));
    expect(await failedFor('Priya Nair')).toEqual([]);
  });

  test('for now is tried again by the queue, and not told to staff before its last try', async () => {
    const away = async () => {
      throw new Error('try later');
    };
    await tell(noon);
    await expect(deliver(noon, { email: away })).rejects.toThrow('try later');
    expect(await failedFor('Priya Nair')).toEqual([]);
    await deliver(later(60), { email: away, isLast: true });
    expect(await failedFor('Priya Nair')).toEqual(['Sam Hartley, email']);
  });

  test('though the provider took it is seen when the provider says so', async () => {
    await tell(noon);
    const senders: Senders = { email: async () => 'its id', findOutcome: async () => 'refused' };
    const [one] = await out();
    await deliverNotice(worker, senders, '', one?.id ?? '', { now: noon, isLast: false });
    expect(await failedFor('Priya Nair')).toEqual([]);
    expect(await jobs('checkDelivery')).toEqual([later(5)]);
    await checkDelivery(worker, { ...senders, findOutcome: async () => 'not known' }, one?.id ?? '', 0, later(5));
    expect(await jobs('checkDelivery')).toContainEqual(later(65));
    await checkDelivery(worker, senders, one?.id ?? '', 1, later(65));
    expect(await failedFor('Priya Nair')).toEqual(['Sam Hartley, email']);
  });
});

test('in the demo each way lands in the inbox, with its name', async () => {
  const { email, text, push } = demoSenders(worker);
  await email('sam.hartley@example.org', { subject: 'One', text: 'x' });
  await text?.('+447700900123', { subject: 'Two', text: 'x' });
  await push?.({ endpoint: '', p256dh: '', auth: '', device: 'Firefox, Android' }, 'Three', '/en/sign-in');
  const kept = await database.owner.selectFrom('demoEmails').select(['channel', 'toAddress', 'subject']).orderBy('id').execute();
  expect(kept.slice(-3)).toEqual([
    { channel: 'email', toAddress: 'sam.hartley@example.org', subject: 'One' },
    { channel: 'text', toAddress: '07700 900123', subject: 'Two' },
    { channel: 'push', toAddress: 'Firefox, Android', subject: 'Three' },
  ]);
});

test('nobody sees or changes how another person is told, and nobody writes an address that sent no code back', async () => {
  await choose({});
  const refusal = expect.objectContaining({ code: '42501' });
  expect(await database.as('Priya Nair', (db) => db.selectFrom('noticeChoices').selectAll().execute())).toEqual([]);
  await expect(database.as('Priya Nair', (db) => db.insertInto('noticeChoices').values({ personId: sam, byEmail: false }).execute())).rejects.toEqual(refusal);
  await expect(database.as('Sam Hartley', (db) => db.updateTable('noticeChoices').set({ email: 'other@example.org' }).execute())).rejects.toEqual(refusal);
  await expect(database.as('Priya Nair', (db) => db.selectFrom('noticeDeliveries').select('place').execute())).rejects.toEqual(refusal);
});
