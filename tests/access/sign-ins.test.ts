import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { askForEmail } from '#tests/support/families.ts';
import { visitor } from '#tests/support/visitor.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();

test('an address that nobody has gets the same answer as one that someone has, and no email', async () => {
  const stranger = visitor(demo.origin);
  await stranger.open('/en/sign-in');
  await stranger.press('Send me an email', { email: 'stranger@example.org' });
  const known = visitor(demo.origin);
  await askForEmail(known, demo.origin, 'amir.khan@example.org');
  const blind = (html: string) => html.replaceAll(/[\da-f-]{36}/g, 'ASK');
  expect(blind(stranger.page.html)).toBe(blind(known.page.html));
  expect([stranger.page.status, known.page.status]).toEqual([200, 200]);
  const emails = await demo.database.owner.selectFrom('demoEmails').select('toAddress').execute();
  expect(emails).not.toContainEqual({ toAddress: 'stranger@example.org' });
});

test('opening the link uses nothing up, the button signs in once, and a second press says what to do', async () => {
  const nadia = visitor(demo.origin);
  const { link } = await askForEmail(nadia, demo.origin, 'nadia.khan@example.org');
  for (let scans = 0; scans < 3; scans++) await visitor(demo.origin).open(link);
  await nadia.open(link);
  const page = nadia.page;
  await nadia.press('Sign me in');
  expect(nadia.page.text).toContain('Hello, Nadia');

  const thief = visitor(demo.origin);
  thief.page = page;
  await thief.press('Sign me in');
  expect(thief.page.status).toBe(400);
  expect(thief.page.text).toContain('This link does not work any more. Ask for a new email.');
  expect(thief.cookies.has('session')).toBe(false);
});

test('the code can be pasted with spaces around it, in place of the link', async () => {
  const cerys = visitor(demo.origin);
  const { code, link } = await askForEmail(cerys, demo.origin, 'cerys.bevan@example.org');
  await cerys.press('Sign in', { code: ` ${code}\t` });
  expect(cerys.page.text).toContain('Hello, Cerys');
  const other = visitor(demo.origin);
  await other.open(link);
  await other.press('Sign me in');
  expect(other.page.text).toContain('This link does not work any more.');
});

test('a code is tried 5 times, also when they come at once, and then no more', async () => {
  const dilys = visitor(demo.origin);
  const { code } = await askForEmail(dilys, demo.origin, 'dilys.bevan@example.org');
  const form = dilys.page;
  const wrong = String((Number(code.replace(' ', '')) + 1) % 100_000_000).padStart(8, '0');
  await Promise.all(
    Array.from({ length: 6 }, () => {
      const guesser = visitor(demo.origin);
      guesser.page = form;
      return guesser.press('Sign in', { code: wrong });
    }),
  );
  dilys.page = form;
  await dilys.press('Sign in', { code });
  expect(dilys.page.status).toBe(400);
  expect(dilys.page.text).toContain('This code does not work.');
});

test('after 15 minutes neither link nor code works', async () => {
  const maya = visitor(demo.origin);
  const { code, link } = await askForEmail(maya, demo.origin, 'maya.hartley@example.org');
  await sql`update sign_in_asks set expires_at = now() where person_id = ${await demo.database.id('Maya Hartley')}`.execute(demo.database.owner);
  await maya.press('Sign in', { code });
  expect(maya.page.text).toContain('This code does not work.');
  await maya.open(link);
  await maya.press('Sign me in');
  expect(maya.page.text).toContain('This link does not work any more.');
});

test('nothing in the database opens a door: no token or code is in it, nor in the queue', async () => {
  const imran = visitor(demo.origin);
  const { code, link } = await askForEmail(imran, demo.origin, 'imran.khan@example.org');
  const token = link.split('/').at(-1) ?? '';
  await imran.open(link);
  await imran.press('Sign me in');
  const session = imran.cookies.get('session') ?? '';
  const { rows } = await sql<{ everything: string }>`
    select concat((select json_agg(s) from sessions s), (select json_agg(a) from sign_in_asks a), (select json_agg(j) from graphile_worker._private_jobs j)) as everything`.execute(
    demo.database.owner,
  );
  for (const secret of [token, code, code.replace(' ', ''), session, Buffer.from(session).toString('hex'), Buffer.from(token).toString('hex')]) {
    expect(secret.length).toBeGreaterThan(7);
    expect(rows[0]?.everything).not.toContain(secret);
  }
});

test('nobody can fill an inbox: after 5 emails in 15 minutes there are no more', async () => {
  const someone = visitor(demo.origin);
  for (let asks = 0; asks < 8; asks++) {
    await someone.open('/en/sign-in');
    await someone.press('Send me an email', { email: 'gwen.ashby@example.org' });
    expect(someone.page.status).toBe(200);
  }
  const { length } = await demo.database.owner.selectFrom('signInAsks').select('id').where('address', '=', 'gwen.ashby@example.org').execute();
  expect(length).toBe(5);
});

test('nor when they all come at once', async () => {
  const page = await visitor(demo.origin).open('/en/sign-in');
  await Promise.all(
    Array.from({ length: 20 }, () => {
      const someone = visitor(demo.origin);
      someone.page = page;
      return someone.press('Send me an email', { email: 'ruth.adeyemi@example.org' });
    }),
  );
  const { length } = await demo.database.owner.selectFrom('signInAsks').select('id').where('address', '=', 'ruth.adeyemi@example.org').execute();
  expect(length).toBe(5);
});

test('a session that was set before signing in is not the one after it', async () => {
  const sam = visitor(demo.origin);
  sam.cookies.set('session', 'A'.repeat(43));
  await sam.open('/demo');
  await sam.press('Sign in as Sam Hartley');
  expect(sam.cookies.get('session')).not.toBe('A'.repeat(43));
  expect(sam.page.text).toContain('Whose page do you want to see?');
});
