import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hashToken } from '#access/sign-in.ts';
import { askForEmail, signInAs } from '#tests/support/families.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import { visitor, type Visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const chromium = realBrowser();

const tokenOf = (person: Visitor) => person.cookies.get('session') ?? '';

/** Makes it as if this time had passed in someone's session since they were last seen. */
async function passes(person: Visitor, span: string): Promise<void> {
  await sql`update sessions set seen_at = seen_at - ${span}::interval where token_hash = ${hashToken(tokenOf(person))}`.execute(demo.database.owner);
}

async function isIn(person: Visitor): Promise<boolean> {
  await person.open('/en/family');
  return new URL(person.page.address).pathname === '/en/family';
}

test('after 20 minutes without a sign of someone they are signed out, and each page before keeps them in', async () => {
  const nadia = await signInAs(demo.origin, 'Nadia Khan');
  for (let pages = 0; pages < 3; pages++) {
    await passes(nadia, '19 minutes 50 seconds');
    expect(await isIn(nadia)).toBe(true);
  }
  await passes(nadia, '20 minutes');
  expect(await isIn(nadia)).toBe(false);
  expect(new URL(nadia.page.address).pathname).toBe('/en/sign-in');
});

test('where others use the device too, 5 minutes are enough', async () => {
  const cerys = visitor(demo.origin);
  const { code } = await askForEmail(cerys, demo.origin, 'cerys.bevan@example.org');
  await cerys.press('Sign in', { code, shared: 'on' });
  await passes(cerys, '4 minutes 50 seconds');
  expect(await isIn(cerys)).toBe(true);
  await passes(cerys, '5 minutes');
  expect(await isIn(cerys)).toBe(false);
});

test('a box that was ticked stays ticked when the code was wrong', async () => {
  const dilys = visitor(demo.origin);
  await dilys.open('/en/sign-in');
  await dilys.press('Send me an email', { email: 'dilys.bevan@example.org' });
  await dilys.press('Sign in', { code: '1', shared: 'on' });
  expect(dilys.page.html).toMatch(/<input[^>]*name="shared"[^>]* checked/);
});

test('after 12 hours someone signs in anew, however busy they were', async () => {
  const imran = await signInAs(demo.origin, 'Imran Khan');
  const session = sql`sessions where token_hash = ${hashToken(tokenOf(imran))}`;
  await imran.open('/en/me/stay');
  const { rows } = await sql<{ hours: string }>`select extract(epoch from expires_at - started_at) / 3600 as hours from ${session}`.execute(
    demo.database.owner,
  );
  expect(Number(rows[0]?.hours)).toBe(12);
  await sql`update sessions set expires_at = now() + interval '90 seconds' where token_hash = ${hashToken(tokenOf(imran))}`.execute(demo.database.owner);
  await imran.open('/en/me/stay');
  expect(Number(imran.page.html)).toBeGreaterThan(60);
  expect(Number(imran.page.html)).toBeLessThanOrEqual(90);
  await sql`update sessions set expires_at = now() where token_hash = ${hashToken(tokenOf(imran))}`.execute(demo.database.owner);
  expect(await isIn(imran)).toBe(false);
  await imran.open('/en/me/stay');
  expect(imran.page.status).toBe(401);
});

test('each page says when it signs out, without JavaScript too', async () => {
  const maya = await signInAs(demo.origin, 'Maya Hartley');
  expect(maya.page.text).toMatch(/We sign you out at \d{1,2}(:\d\d)?[ap]m if you do nothing\./);
  const priya = await signInAs(demo.origin, 'Priya Nair');
  expect(priya.page.text).toMatch(/We sign you out at /);
  expect((await visitor(demo.origin).open('/en/sign-in')).text).not.toContain('We sign you out at');
});

test('someone ends a session on another device, and it ends at once', async () => {
  const [here, lost, old] = [
    await signInAs(demo.origin, 'Sam Hartley'),
    await signInAs(demo.origin, 'Sam Hartley'),
    await signInAs(demo.origin, 'Sam Hartley'),
  ];
  const stranger = await signInAs(demo.origin, 'Amir Khan');
  await here.open('/en/me');
  expect(here.page.text).toContain('You use this one now.');
  const idOf = async (person: Visitor) =>
    (
      await demo.database.owner
        .selectFrom('sessions')
        .select('id')
        .where('tokenHash', '=', hashToken(tokenOf(person)))
        .executeTakeFirstOrThrow()
    ).id;
  await here.press('Sign out there', { device: await idOf(lost) });
  expect(here.page.text).toContain('We signed you out there.');
  expect([await isIn(here), await isIn(lost), await isIn(old)]).toEqual([true, false, true]);

  await here.open('/en/me');
  await here.press('Sign out there', { device: await idOf(stranger) });
  expect(await isIn(stranger)).toBe(true);

  await signInAs(demo.origin, 'Sam Hartley');
  await here.open('/en/me');
  await here.press('Sign out everywhere else');
  expect([await isIn(here), await isIn(old)]).toEqual([true, false]);
  expect(here.page.text).not.toContain('Sign out there');
});

test('someone whom others help back in reads so, and can stop it', async () => {
  const ruth = await signInAs(demo.origin, 'Ruth Adeyemi');
  await ruth.open('/en/me');
  expect(ruth.page.text).not.toContain('Someone helps you to sign in again');
  await demo.database.owner
    .insertInto('waysIn')
    .values({ kind: 'back in', personId: await demo.database.id('Ruth Adeyemi'), address: 'ruth@example.org', linkHash: hashToken('way') })
    .execute();
  await ruth.open('/en/me');
  expect(ruth.page.text).toContain('Someone helps you to sign in again');
  await ruth.press('Stop this');
  expect(ruth.page.text).toContain('We stopped it.');
  const { rows } = await sql`select * from find_way_in(${hashToken('way')})`.execute(demo.database.web);
  expect(rows).toEqual([]);
});

test('the session that a browser had before signing in is over, and is not the one after', async () => {
  const sam = await signInAs(demo.origin, 'Sam Hartley');
  const before = tokenOf(sam);
  await sam.open('/demo');
  await sam.press('Sign in as Nadia Khan');
  expect(tokenOf(sam)).not.toBe(before);
  const thief = visitor(demo.origin);
  thief.cookies.set('session', before);
  expect(await isIn(thief)).toBe(false);
});

test('words that someone typed survive a session that ended meanwhile', async () => {
  const nadia = await signInAs(demo.origin, 'Nadia Khan');
  await nadia.follow('Messages');
  await passes(nadia, '21 minutes');
  await nadia.press('Send', { words: 'Do not lose this night.' });
  expect(nadia.page.status).toBe(401);
  expect(nadia.page.html).toContain('Do not lose this night.</textarea>');
});

async function openAs(name: string, path: string, withClock = true): Promise<Page> {
  const context = await chromium.browser.newContext();
  await context.addCookies([{ name: 'session', value: await demo.database.session(name), url: demo.origin }]);
  const page = await context.newPage();
  if (withClock) await page.clock.install();
  await page.goto(demo.origin + path);
  await page.locator('astro-island:not([ssr])').waitFor({ state: 'attached' });
  return page;
}

test('2 minutes before the end a note says so, takes the focus from nobody, and its button keeps them in', async () => {
  const page = await openAs('Amir Khan', '/en/family/messages');
  const box = page.getByLabel('Your message');
  const button = page.getByRole('button', { name: 'Stay signed in' });
  await box.focus();
  await page.clock.fastForward('17:30');
  expect(await button.count()).toBe(0);
  await page.clock.fastForward('01:00');
  await button.waitFor();
  expect(await page.getByText('We sign you out in 2 minutes.').isVisible()).toBe(true);
  expect(await box.evaluate((field) => field === document.activeElement)).toBe(true);
  await button.focus();
  await page.keyboard.press('Enter');
  await button.waitFor({ state: 'detached' });
  expect(await page.getByText('You stay signed in.').count()).toBe(1);
  expect(await box.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.clock.fastForward('17:30');
  expect(await button.count()).toBe(0);
  await page.clock.fastForward('02:40');
  await page.getByText('You are signed out now.').waitFor();
  await page.context().close();
});

test('typing keeps the session, with one request a minute at most', async () => {
  const page = await openAs('Amir Khan', '/en/family/messages');
  let asked = 0;
  page.on('request', (request) => (asked += request.url().endsWith('/me/stay') ? 1 : 0));
  const box = page.getByLabel('Your message');
  await box.pressSequentially('A long');
  expect(asked).toBe(0);
  await page.clock.fastForward('01:10');
  const answer = page.waitForResponse(/\/me\/stay$/);
  await box.pressSequentially(' night');
  expect((await answer).status()).toBe(200);
  expect(asked).toBe(1);
  await page.context().close();
});

test('after signing out, going back shows nothing private, also from what the browser kept', async () => {
  const page = await openAs('Amir Khan', '/en/family', false);
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await page.getByText('These are your own words.').waitFor();
  const signingOut = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Sign out' }).click();
  const headers = await (await signingOut).allHeaders();
  expect(headers['clear-site-data']).toBe('"cache", "storage"');
  expect(headers['cache-control']).toBe('no-store');
  await page.getByText('You are signed out').first().waitFor();
  // Also where the browser shows a page that it kept whole: then nothing is loaded that could be waited for.
  await page.goBack({ waitUntil: 'commit' }).catch(() => undefined);
  await page.waitForURL(/\/en\/sign-in$/);

  // Without the service, the browser has nothing of its own to show.
  await page.context().setOffline(true);
  for (let steps = 0; steps < 3; steps++) {
    await page.goBack({ waitUntil: 'commit', timeout: 3000 }).catch(() => undefined);
    expect(await page.locator('body').textContent()).not.toContain('Amir');
  }
  await page.context().close();
});

test('a page that the browser kept whole is asked for anew when it shows again', async () => {
  const page = await openAs('Amir Khan', '/en/family', false);
  await page.context().clearCookies();
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await page.waitForURL('**/en/sign-in');
  await page.context().close();
});
