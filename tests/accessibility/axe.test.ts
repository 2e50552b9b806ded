import type { BrowserContext } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashToken } from '#access/sign-in.ts';
import { faultsOn, rulesOfLook } from '#tests/support/axe.ts';
import { invite } from '#tests/support/invitations.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';

const demo = demoService();
const chromium = realBrowser();
// An inbox with something in it; the links in emails are long.
beforeAll(async () => {
  const body = `Hello.\n\n${demo.origin}/en/sign-in/link/${'a'.repeat(43)}\n\n1234 5678`;
  await fillInvitations();
  await demo.database.owner.insertInto('demoEmails').values({ toAddress: 'sam.hartley@example.org', subject: 'Sign in to Alongside', body }).execute();
});

// Someone who waits for their answer, someone with a card, an open link; the ids in the addresses below.
const ids: Record<string, string> = {};
async function fillInvitations(): Promise<void> {
  for (const name of ['Cerys Bevan', 'Amir Khan', 'Nadia Khan', 'Tom Okafor']) {
    ids[name.split(' ')[0]!.toUpperCase()] = await demo.database.id(name);
  }
  const sent = { relation: 'other family', knownAs: 'X' };
  await invite(demo, 'Tom Okafor', 'Cerys Bevan', { ...sent, name: 'Imran Khan', address: 'imran.khan@example.org' });
  await invite(demo, 'Tom Okafor', 'Cerys Bevan', { ...sent, relation: 'other professional', name: 'Noor Ali', address: 'noor@example.org' });
  await invite(demo, 'Tom Okafor', 'Cerys Bevan', { ...sent, name: 'Alma Reed' });
  const { wayId } = await demo.database.owner.selectFrom('invitations').select('wayId').where('name', '=', 'Alma Reed').executeTakeFirstOrThrow();
  ids.CARD = wayId ?? '';
  await demo.database.owner
    .insertInto('waysIn')
    .values({ kind: 'invitation', linkHash: hashToken('e'.repeat(43)) })
    .execute();
}
const addressOf = (path: string) => demo.origin + path.replace(/[A-Z]{3,}/g, (name) => ids[name] ?? name);

async function contextFor(who: string | undefined, settings: string): Promise<BrowserContext> {
  const context = await chromium.browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 800 } });
  const cookies = [];
  if (settings) cookies.push({ name: 'settings', value: settings, url: demo.origin });
  if (who) cookies.push({ name: 'session', value: await demo.database.session(who), url: demo.origin });
  if (cookies.length > 0) await context.addCookies(cookies);
  return context;
}

const settings = { 'default settings': '', 'the biggest settings': 'text-300_line-250_letters-18_theme-yellow-on-black', 'soft dark': 'theme-dark' };

const pages: [path: string, who?: string, status?: number][] = [
  ['/en/settings?done=kept&from=/en'],
  ['/en/sign-in/code?ask=9f6f1a52-7f3c-4a07-9d5c-000000000000'],
  ['/en/sign-in/link/0123456789012345678901234567890123456789012'],
  ['/en/sign-in/passkey'],
  ['/en/signed-out'],
  ['/en/join'],
  ['/en/join/not-right'],
  ['/en/join/0123456789012345678901234567890123456789012', undefined, 410],
  [`/en/join/${'e'.repeat(43)}`],
  ['/en/nowhere', undefined, 404],
  ['/demo'],
  ['/demo/inbox'],
  ['/en/family', 'Sam Hartley'],
  ['/en/family', 'Amir Khan'],
  ['/en/family', 'Nadia Khan'],
  ['/en/family/plan', 'Maya Hartley'],
  ['/en/family/reviews', 'Cerys Bevan'],
  ['/en/family/looked', 'Amir Khan'],
  ['/en/family/messages', 'Amir Khan'],
  ['/en/family/views', 'Amir Khan'],
  ['/en/family/sharing', 'Amir Khan'],
  ['/en/family/sharing', 'Imran Khan'],
  ['/en/family/sharing/NADIA', 'Amir Khan'],
  ['/en/family/right-child', 'Imran Khan'],
  ['/desk/families/CERYS/invite', 'Tom Okafor'],
  ['/desk/families/CERYS/invitations', 'Tom Okafor'],
  ['/desk/families/CERYS/back-in/CERYS', 'Tom Okafor'],
  ['/desk/cards/CARD', 'Tom Okafor'],
  ...['', '/circle', '/decisions', '/freeze', '/looked', '/restrictions', '/sharing/NADIA'].map((page): [string, string] => [
    `/desk/families/AMIR${page}`,
    'Tom Okafor',
  ]),
  ['/desk/families/AMIR/hand-over', 'Gwen Ashby'],
  ['/desk/emergency', 'Tom Okafor'],
  ['/desk/new', 'Gwen Ashby'],
  ['/desk/staff', 'Gwen Ashby'],
  ['/desk/staff/TOM/leaving', 'Gwen Ashby'],
  ['/desk/staff/TOM/back-in', 'Gwen Ashby'],
  ['/desk', 'Priya Nair'],
  ['/desk', 'Gwen Ashby'],
  ['/en/me', 'Sam Hartley'],
  ['/en/me', 'Priya Nair'],
  ['/en/me/passkey', 'Priya Nair'],
  ['/en/me/check?to=/desk', 'Priya Nair'],
];

describe.each(Object.entries(settings))('in %s', (_, cookie) => {
  test.each(pages.map(([path, who, status = 200]) => ({ path, who, status, reader: who ?? 'anyone' })))(
    '$path has no fault that axe knows, for $reader',
    async ({ path, who, status }) => {
      const context = await contextFor(who, cookie);
      const page = await context.newPage();
      const answer = await page.goto(addressOf(path));
      expect(answer?.status()).toBe(status);
      // Settings change how a page looks, and never what is on it: the other rules have run in the default ones.
      expect(await faultsOn(page, cookie ? rulesOfLook : undefined)).toEqual([]);
      await context.close();
    },
  );

  test('nor have the pages behind the first ones: a review, a thread with a mistake, a family at the desk', async () => {
    const context = await contextFor('Nadia Khan', cookie);
    const page = await context.newPage();
    await page.goto(`${demo.origin}/en/family/reviews`);
    await page.getByRole('link', { name: /See more about the Emergency/ }).click();
    await page.getByRole('heading', { name: 'What people agreed' }).waitFor();
    expect(await faultsOn(page)).toEqual([]);
    await page.goto(`${demo.origin}/en/family/messages`);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').waitFor();
    expect(await faultsOn(page)).toEqual([]);
    await context.close();

    const desk = await contextFor('Tom Okafor', cookie);
    const worker = await desk.newPage();
    await worker.goto(`${demo.origin}/desk`);
    await worker.getByRole('link', { name: "Open Amir Khan's page" }).click();
    await worker.getByRole('link', { name: 'Messages with Imran Khan' }).waitFor();
    expect(await faultsOn(worker)).toEqual([]);
    await worker.goto(addressOf('/desk/families/CERYS/invite'));
    await worker.getByRole('button', { name: 'Invite them' }).click();
    await worker.getByRole('alert').waitFor();
    expect(await faultsOn(worker)).toEqual([]);
    await worker.goto(addressOf('/desk/cards/CARD'));
    await worker.getByRole('button', { name: 'Make the card' }).click();
    await worker.getByRole('img', { name: 'The square' }).waitFor();
    expect(await faultsOn(worker)).toEqual([]);
    await desk.close();
  });
});

test('nor has the note that someone is signed out soon', async () => {
  const context = await contextFor('Nadia Khan', '');
  const page = await context.newPage();
  // So tall that the note stands below the page and hides nothing from the engine.
  await page.setViewportSize({ width: 1280, height: 4000 });
  await page.clock.install();
  await page.goto(`${demo.origin}/en/family/messages`);
  await page.locator('astro-island:not([ssr])').waitFor({ state: 'attached' });
  await page.clock.fastForward('18:30');
  await page.getByRole('button', { name: 'Stay signed in' }).waitFor();
  // The engine waits too.
  await page.clock.resume();
  expect(await faultsOn(page)).toEqual([]);
  await context.close();
});

test('the browser shows words: without a font it would find no fault in them', async () => {
  const page = await chromium.browser.newPage();
  await page.goto(`${demo.origin}/en`);
  expect(await page.locator('h1').evaluate((heading) => heading.getBoundingClientRect().height)).toBeGreaterThan(20);
  await page.close();
});

test('a page that is known to be bad fails, so the engine is awake', async () => {
  const page = await (await chromium.browser.newContext()).newPage();
  await page.setContent(
    '<html><body><p style="color:#999;background:#fff">pale</p><p style="color:#707070;background:#fff">a little pale</p><img src="x"><a href="#" style="font-size:9px">a</a><a href="#" style="font-size:9px">b</a></body></html>',
  );
  const found = (await faultsOn(page)).join('\n');
  for (const rule of ['color-contrast-enhanced', 'image-alt', 'html-has-lang', 'target-size']) expect(found).toContain(rule);
});

test.each(pages.map(([path, who]) => ({ path, who })))(
  '$path has not to be scrolled sideways on a small phone, in the biggest settings',
  async ({ path, who }) => {
    const context = await contextFor(who, 'text-300_line-250_letters-18');
    const page = await context.newPage();
    await page.setViewportSize({ width: 320, height: 256 });
    await page.goto(addressOf(path));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await context.close();
  },
);
