import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passTime } from '#tests/support/clock.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { enterAs } from '#tests/support/families.ts';
import { startNotify, type TestNotify } from '#tests/support/notify.ts';
import { startPost, type Post } from '#tests/support/post.ts';
import { startPush, type TestPush } from '#tests/support/push.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { visitor, type Visitor } from '#tests/support/visitor.ts';

// One conversation from beginning to end, with all that can go wrong in it, at a service with a real server for each way out.
let database: TestDatabase;
let server: TestServer;
let post: Post;
let notify: TestNotify;
let push: TestPush;

beforeAll(async () => {
  [post, notify, push, database] = await Promise.all([startPost(), startNotify(), startPush(), makeDatabase()]);
  await database.owner.deleteFrom('demo').execute();
  server = await startServer({ DATABASE_URL: database.ownerUrl, SMTP_URL: post.url, ...notify.variables, ...push.variables });
});
afterAll(async () => {
  await server?.stop();
  await Promise.all([post.stop(), notify.stop(), push.stop(), database.close()]);
});

const canary = 'kanarienvogel';
/** Words that stand nowhere else, and sound like danger: all that the service does for a message it does for them. */
const say = (words: string) => `${canary} ${words}. He wants to die.`;

test('no word of a message stands in a log, an email, a text, a notice on a device, a header, an address or the queue', async () => {
  const phone = push.subscribe();
  for (const [i, name] of ['Nadia Khan', 'Tom Okafor', 'Gwen Ashby'].entries()) {
    const personId = await database.id(name);
    await database.owner
      .insertInto('noticeChoices')
      .values({ personId, byEmail: true, byText: true, byPush: true, mobile: `0770090012${i}` })
      .execute();
    await database.owner
      .insertInto('pushSubscriptions')
      .values({ personId, ...(i === 0 ? phone : push.subscribe()).subscription })
      .execute();
  }
  const seen: string[] = [];
  const look = ({ page }: Visitor) => seen.push(page.address, ...[...page.headers].flat());
  const as = async (name: string) => enterAs({ origin: server.origin, database }, name);

  const nadia = await as('Nadia Khan');
  await nadia.follow('Messages');
  const thread = new URL(nadia.page.address).pathname;
  const form = nadia.page;
  const press = async (who: Visitor, button: string, fields: Record<string, string> = {}) => {
    await who.press(button, fields);
    look(who);
    return who.page.status;
  };
  await press(nadia, 'Keep for later', { words: say('a draft') });
  nadia.page = form;
  await press(nadia, 'Send', { words: say('taken back') });
  await press(nadia, 'Take it back');
  await press(nadia, 'Send', { words: say('a message') });
  const sent = nadia.page;
  nadia.page = form;
  expect(await press(nadia, 'Send', { words: say('too long ').repeat(300) })).toBe(400);
  nadia.page = form;
  expect(await press(nadia, 'Send', { id: randomUUID(), words: say('no such place'), thread: randomUUID() })).toBe(404);
  nadia.page = sent;
  await nadia.open(`${thread}?find=yes`);
  await press(nadia, 'Find', { find: canary });
  await passTime(database, '11 seconds');
  nadia.page = sent;
  expect(await press(nadia, 'Take it back')).toBe(400);
  const stranger = visitor(server.origin);
  stranger.page = form;
  expect(await press(stranger, 'Send', { words: say('signed out') })).toBe(401);

  const tom = await as('Tom Okafor');
  await tom.open(thread.replace('/en/family', '/desk'));
  look(tom);
  expect(tom.page.text).toContain(say('a message'));
  await press(tom, 'Send', { words: `${canary} an answer` });
  await nadia.open(thread);
  await press(nadia, 'Send', { words: say('nobody answers this') });
  for (const time of ['11 seconds', '3 days', '20 days', '0 seconds']) await passTime(database, time);

  const { rows } = await sql<{ queue: string }>`
    select concat((select json_agg(j) from graphile_worker._private_jobs j), (select json_agg(n) from notices n),
      (select json_agg(d) from notice_deliveries d), (select json_agg(e) from audit_entries e)) as queue`.execute(database.owner);
  const out = {
    log: server.output(),
    emails: post.emails.map(({ raw }) => String(raw)).join('\n'),
    texts: JSON.stringify(notify.sent),
    device: JSON.stringify(phone.got),
    answers: seen.join('\n'),
    queue: rows[0]?.queue ?? '',
  };
  // Each way was really taken.
  for (const [way, what] of Object.entries(out)) expect(what.length, way).toBeGreaterThan(way === 'log' ? 0 : 20);
  for (const [way, what] of Object.entries(out)) expect(what, way).not.toMatch(new RegExp(`${canary}|${encodeURIComponent(canary)}|wants to die`, 'i'));
  for (const name of ['Nadia', 'Amir', 'Tom Okafor', 'Khan'])
    for (const way of ['texts', 'device'] as const) expect(out[way], `${name} in ${way}`).not.toContain(name);
});
