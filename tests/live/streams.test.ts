import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hashToken } from '#access/sign-in.ts';
import { addressFor, connect } from '#database/connect.ts';
import { webDatabase } from '#database/web.ts';
import { hearing, listen, type Listener } from '#tests/support/listener.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();
let thread: string;
let sam: string;
let live: string;
/** The part of a second process that listens, on the same database. */
let other: typeof import('#live/streams.ts') & typeof import('#database/changes.ts');
const streams: Listener[] = [];

beforeAll(async () => {
  const { rows } = await sql<{ id: string }>`select t.id from threads t join thread_members m on m.thread_id = t.id
    join people p on p.id = m.person_id where p.name = 'Sam Hartley' order by t.id limit 1`.execute(demo.database.owner);
  thread = rows[0]?.id ?? '';
  live = `/live/${thread}`;
  sam = await demo.database.session('Sam Hartley');
  process.env.ALONGSIDE_WEB_DATABASE = addressFor('web', demo.database.ownerUrl);
  vi.resetModules();
  other = { ...(await import('#live/streams.ts')), ...(await import('#database/changes.ts')) };
});
afterAll(() => webDatabase().destroy());

const change = () => sql`select pg_notify('changed', ${thread})`.execute(demo.database.owner);
const listening = async (session?: string, address = live) => {
  const stream = await listen(demo.origin, address, session);
  streams.push(stream);
  return stream;
};
// The first stream of a process hears once as the connection begins, in case something changed just before.
const settled = async (session = sam) => {
  const stream = await listening(session);
  for (const before = stream.heard(); stream.heard() === before;) {
    await change();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return stream;
};

test('someone in a conversation hears that it changed, and not a word more', async () => {
  const stream = await settled();
  expect(stream.status).toBe(200);
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  expect(stream.headers.get('cache-control')).toBe('no-store');
  expect(stream.headers.has('content-encoding') || stream.headers.has('etag')).toBe(false);
  const before = stream.heard();
  await change();
  await stream.hears(before + 1);
  expect(stream.all().replaceAll(/^(retry: 3000|event: changed|data:|:|)$\n?/gm, '')).toBe('');
  stream.leave();
});

test('who wrote nothing and reads nothing in it gets the page that is not there, and so does who is signed out', async () => {
  const nobody = '/live/00000000-0000-4000-8000-000000000000';
  for (const [session, address] of [
    [await demo.database.session('Nadia Khan'), live],
    [undefined, live],
    [sam, nobody],
    [sam, '/live/nothing'],
  ] as const) {
    expect((await listening(session, address)).status).toBe(404);
  }
});

test('what changed between the page and its stream is heard at once', async () => {
  const before = Date.now();
  await sql`update messages set sent_at = now(), arrives_at = now(), arrived_at = now(), answer_due_at = null
    where id = (select id from messages where thread_id = ${thread} and author_id <> (select id from people where name = 'Sam Hartley') limit 1)`.execute(
    demo.database.owner,
  );
  const stream = await listening(sam, `${live}?since=${before}`);
  await stream.hears(1);
  stream.leave();
  // And so is it where a page only asks.
  expect((await listening(sam, `${live}?since=${before}&once`)).status).toBe(200);
  expect((await listening(sam, `${live}?since=${before + 60_000}&once`)).status).toBe(204);
});

test('two processes on one database both hear', async () => {
  const here = hearing(other.openStream({ token: sam }, thread, new Date(0)) ?? null);
  const there = await settled();
  await here.hears(1);
  const [heardHere, heardThere] = [here.heard(), there.heard()];
  await change();
  await Promise.all([here.hears(heardHere + 1), there.hears(heardThere + 1)]);
  there.leave();
});

test('when the database throws the connection out, it comes back, and everyone hears that they may have missed something', async () => {
  const stream = await settled();
  const before = stream.heard();
  const administrator = connect(demo.database.ownerUrl.replace('owner@', 'postgres@'), 1);
  const { rows } = await sql<{ is: boolean }>`select pg_terminate_backend(pid) as is from pg_stat_activity
    where application_name = 'alongside changes' and datname = current_database()`.execute(administrator);
  await administrator.destroy();
  expect(rows).toHaveLength(2);
  await stream.hears(before + 1);
  const back = stream.heard();
  await change();
  await stream.hears(back + 1);
  stream.leave();
});

test('whose place has ended hears nothing more: the stream ends with the next change', async () => {
  const session = await demo.database.session('Sam Hartley');
  const stream = await settled(session);
  const left = (when: string | null) =>
    sql`update thread_members set left_at = ${when}::timestamptz where thread_id = ${thread} and person_id = (select id from people where name = 'Sam Hartley')`.execute(
      demo.database.owner,
    );
  await left('now');
  await change();
  await stream.ended;
  expect((await listening(session)).status).toBe(404);
  await left(null);
});

test('a stream keeps nobody signed in, nor does a page that looks by itself; it ends with the session', async () => {
  const session = await demo.database.session('Sam Hartley');
  const stream = await settled(session);
  const mine = sql`sessions where token_hash = ${hashToken(session)}`;
  await sql`update sessions set seen_at = now() - interval '19 minutes' where token_hash = ${hashToken(session)}`.execute(demo.database.owner);
  const page = `${demo.origin}/en/family/messages/${thread}`;
  const again = await listening(session);
  expect(again.status).toBe(200);
  again.leave();
  expect((await fetch(page, { headers: { cookie: `session=${session}`, 'alongside-live': 'yes' } })).status).toBe(200);
  const { rows } = await sql<{ idle: number }>`select extract(epoch from now() - seen_at)::int as idle from ${mine}`.execute(demo.database.owner);
  expect(rows[0]?.idle).toBeGreaterThanOrEqual(19 * 60);
  await sql`update sessions set seen_at = seen_at - interval '2 minutes' where token_hash = ${hashToken(session)}`.execute(demo.database.owner);
  await change();
  await stream.ended;
});

test('a fifth window is asked to look every 30 seconds, and gets a stream once another is closed', async () => {
  const session = await demo.database.session('Sam Hartley');
  const four = await Promise.all(Array.from({ length: 4 }, () => listening(session)));
  const fifth = await listening(session);
  expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([503, '30']);
  four[0]?.leave();
  await vi.waitFor(async () => expect((await listening(session)).status).toBe(200));
});

test('whoever closes the page is forgotten', async () => {
  const before = other.countHearers();
  const one = other.openStream({ token: sam }, thread, new Date());
  expect(other.countHearers()).toBe(before + 1);
  await one?.cancel();
  expect(other.countHearers()).toBe(before);
});

test('the service stops at once, however many listen', async () => {
  const stream = await listening(await demo.database.session('Sam Hartley'));
  const before = Date.now();
  expect(await demo.server.stop()).toBe(0);
  expect(Date.now() - before).toBeLessThan(4000);
  await stream.ended;
});
