import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listSectionVersions, writeSection } from '#plans/plans.ts';
import { workDone } from '#tests/support/clock.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startPost, type Post } from '#tests/support/post.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { visitor } from '#tests/support/visitor.ts';

let database: TestDatabase;
let server: TestServer;
let post: Post;

beforeAll(async () => {
  post = await startPost();
  database = await makeDatabase();
  // A service like any other, but for its made-up people.
  await database.owner.deleteFrom('demo').execute();
  server = await startServer({ DATABASE_URL: database.ownerUrl, SMTP_URL: post.url, MAIL_FROM: 'Alongside <no-reply@example.org>' });
});
afterAll(async () => {
  await server.stop();
  await post.stop();
  await database.close();
});

test('a real mail server gets the email to sign in with, also when it refused the first time, and nothing private is printed', async () => {
  post.refuseNext = true;
  const sam = visitor(server.origin);
  await sam.open('/en/sign-in');
  await sam.press('Send me an email', { email: 'Sam.Hartley@example.org' });
  const email = await post.emailTo('sam.hartley@example.org', '/sign-in/link/');
  expect(email.subject).toBe('Sign in to Alongside');
  expect(email.from?.address).toBe('no-reply@example.org');
  await sam.open(/\S+\/sign-in\/link\/\S+/.exec(email.text ?? '')?.[0] ?? '');
  await sam.press('Sign me in');
  expect(sam.page.text).toContain('Whose page do you want to see?');
  expect(server.output()).toContain('A notice could not be sent (sendSignIn');
  expect(server.output()).not.toContain('example.org');

  await sam.follow('Maya Hartley');
  await sam.follow('Write to Priya');
  await sam.press('Send', { words: 'Canary words that stay inside.' });
  const notice = await post.emailTo('priya.nair@example.org', 'something new');
  expect(notice.subject).toBe('There is something new for you to read');
  for (const { raw } of post.emails) expect(String(raw)).not.toMatch(/Canary|Maya|Hartley<|Nair|key worker|hospital/);
  expect(server.output()).not.toContain('Canary');
});

test('news of the plan: one email half an hour after the first words, and none to whom it was closed since', async () => {
  const [amir, imran] = [await database.id('Amir Khan'), await database.id('Imran Khan')];
  const [tom, gwen] = [await database.id('Tom Okafor'), await database.id('Gwen Ashby')];
  const write = (section: 'my strengths' | 'matters to me') =>
    database.as('Tom Okafor', async (db) => {
      const replaces = (await listSectionVersions(db, amir, section))[0]?.id;
      await writeSection(db, { id: randomUUID(), youngPerson: amir, section, replaces, headline: '', words: 'Canary of the plan.', language: 'en' });
    });
  const jobs = async () => {
    const { rows } = await sql<{ key: string; runAt: Date }>`select key, run_at as "runAt" from graphile_worker.jobs where key like 'plan %'`.execute(
      database.owner,
    );
    return rows.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  };
  await write('my strengths');
  const waiting = await jobs();
  expect(waiting.map(({ key }) => key)).toContain(`plan ${imran}`);
  await write('matters to me');
  // Who writes all day holds no email back.
  expect(await jobs()).toEqual(waiting);

  await sql`insert into restrictions (young_person_id, person_id, categories, why, reasons, look_again_on, set_by, confirmed_by)
    values (${amir}, ${imran}, '{plan,hard times}', 'safety', 'x', today() + 9, ${tom}, ${gwen})`.execute(database.owner);
  await sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where key like 'plan %'), run_at => now())`.execute(
    database.owner,
  );
  await workDone(database);
  expect(await jobs()).toEqual([]);
  const told = post.emails.map(({ to }) => to);
  expect(told.filter((to) => to === 'nadia.khan@example.org')).toHaveLength(1);
  expect(told).not.toContain('imran.khan@example.org');
  for (const { raw } of post.emails) expect(String(raw)).not.toContain('Canary');
});
