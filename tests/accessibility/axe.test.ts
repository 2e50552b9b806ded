import { beforeAll, describe, expect, test } from 'vitest';
import { hashToken } from '#access/sign-in.ts';
import { faultsOn, rulesOfLook } from '#tests/support/axe.ts';
import { invite } from '#tests/support/invitations.ts';
import { demoService, oneWindow, realBrowser } from '#tests/support/service.ts';

const demo = demoService();
const chromium = realBrowser();
const looker = oneWindow(demo, chromium);
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
  ...['', '/circle', '/decisions', '/freeze', '/looked', '/restrictions', '/sharing/NADIA'].map((part): [string, string] => [
    `/desk/families/AMIR${part}`,
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
  // Settings change how a page looks, and never what is on it: the other rules run in the default ones.
  const faults = () => faultsOn(looker.page, cookie ? rulesOfLook : undefined);

  test.each(pages.map(([path, who, status = 200]) => ({ path, who, status, reader: who ?? 'anyone' })))(
    '$path has no fault that axe knows, for $reader',
    async ({ path, who, status }) => {
      await looker.become(who, cookie);
      const answer = await looker.page.goto(addressOf(path));
      expect(answer?.status()).toBe(status);
      expect(await faults()).toEqual([]);
    },
  );

  test('nor have the pages behind the first ones: a review, a thread with a mistake, a family at the desk', async () => {
    await looker.become('Nadia Khan', cookie);
    await looker.page.goto(`${demo.origin}/en/family/reviews`);
    await looker.page.getByRole('link', { name: /See more about the Emergency/ }).click();
    await looker.page.getByRole('heading', { name: 'What people agreed' }).waitFor();
    expect(await faults()).toEqual([]);
    await looker.page.goto(`${demo.origin}/en/family/messages`);
    await looker.page.getByRole('button', { name: 'Send' }).click();
    await looker.page.getByRole('alert').waitFor();
    expect(await faults()).toEqual([]);

    await looker.become('Tom Okafor', cookie);
    await looker.page.goto(`${demo.origin}/desk`);
    await looker.page.getByRole('link', { name: "Open Amir Khan's page" }).click();
    await looker.page.getByRole('link', { name: 'Messages with Imran Khan' }).waitFor();
    expect(await faults()).toEqual([]);
    await looker.page.goto(addressOf('/desk/families/CERYS/invite'));
    await looker.page.getByRole('button', { name: 'Invite them' }).click();
    await looker.page.getByRole('alert').waitFor();
    expect(await faults()).toEqual([]);
    await looker.page.goto(addressOf('/desk/cards/CARD'));
    await looker.page.getByRole('button', { name: 'Make the card' }).click();
    await looker.page.getByRole('img', { name: 'The square' }).waitFor();
    expect(await faults()).toEqual([]);
  });
});

test('nor has the note that someone is signed out soon', async () => {
  // A window of its own, whose clock can be moved, and so tall that the note stands below the page and hides nothing from the engine.
  const own = await chromium.browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 4000 } });
  await own.addCookies([{ name: 'session', value: await demo.database.session('Nadia Khan'), url: demo.origin }]);
  const waiting = await own.newPage();
  await waiting.clock.install();
  await waiting.goto(`${demo.origin}/en/family/messages`);
  await waiting.locator('astro-island:not([ssr])').waitFor({ state: 'attached' });
  await waiting.clock.fastForward('18:30');
  await waiting.getByRole('button', { name: 'Stay signed in' }).waitFor();
  // The engine waits too.
  await waiting.clock.resume();
  expect(await faultsOn(waiting)).toEqual([]);
  await own.close();
});

test('the browser shows words: without a font it would find no fault in them', async () => {
  await looker.become(undefined, '');
  await looker.page.goto(`${demo.origin}/en`);
  expect(await looker.page.locator('h1').evaluate((heading) => heading.getBoundingClientRect().height)).toBeGreaterThan(20);
});

test('a page that is known to be bad fails, so the engine is awake', async () => {
  const bad = await (await chromium.browser.newContext()).newPage();
  await bad.setContent(
    '<html><body><p style="color:#999;background:#fff">pale</p><p style="color:#707070;background:#fff">a little pale</p><img src="x"><a href="#" style="font-size:9px">a</a><a href="#" style="font-size:9px">b</a></body></html>',
  );
  const found = (await faultsOn(bad)).join('\n');
  for (const rule of ['color-contrast-enhanced', 'image-alt', 'html-has-lang', 'target-size']) expect(found).toContain(rule);
});

describe('on a small phone, in the biggest settings', () => {
  beforeAll(() => looker.page.setViewportSize({ width: 320, height: 256 }));
  test.each(pages.map(([path, who]) => ({ path, who })))('$path has not to be scrolled sideways', async ({ path, who }) => {
    await looker.become(who, 'text-300_line-250_letters-18');
    await looker.page.goto(addressOf(path));
    expect(await looker.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});
