import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { emailTo } from '#tests/support/families.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';

const demo = demoService();
const chromium = realBrowser();

/** Goes on with the Tab key until something with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0]?.textContent : element?.textContent;
      return label?.replace(/\s+/g, ' ').trim();
    });
    if (focused === name) return;
  }
  throw new Error(`60 presses of Tab did not reach "${name}" on ${page.url()}.`);
}

async function enter(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function signIn(page: Page, address: string): Promise<void> {
  await page.goto(`${demo.origin}/en`);
  await enter(page, 'Family area');
  await tabTo(page, 'Your email address');
  await page.keyboard.type(address);
  await enter(page, 'Send me an email');
  const { body } = await emailTo(demo.origin, address, '/sign-in/link/');
  await tabTo(page, 'Your code');
  await page.keyboard.insertText(/^\d{4} \d{4}$/m.exec(body)?.[0] ?? '');
  await enter(page, 'Sign in');
}

test('with the keyboard only, a carer writes and gets an answer', async () => {
  const sam = await (await chromium.browser.newContext()).newPage();
  await signIn(sam, 'sam.hartley@example.org');
  await enter(sam, 'Leo Hartley');
  await enter(sam, 'Write to Priya');
  await tabTo(sam, 'Your message to Priya Nair');
  await sam.keyboard.type('Leo sang all morning.');
  await enter(sam, 'Send');
  expect(await sam.getByRole('status').textContent()).toContain('We sent your message to');

  const atDesk = await chromium.browser.newContext();
  await atDesk.addCookies([{ name: 'session', value: await demo.database.session('Priya Nair'), url: demo.origin }]);
  const priya = await atDesk.newPage();
  await priya.goto(`${demo.origin}/desk`);
  await enter(priya, 'Read and answer Sam Hartley about Leo');
  await tabTo(priya, 'Your message to Sam Hartley');
  await priya.keyboard.type('How lovely!');
  await enter(priya, 'Send');

  await sam.reload();
  expect(await sam.locator('#newest').textContent()).toContain('How lovely!');
  expect(await sam.locator('main').textContent()).toContain('Priya Nair read this:');
});

test('settings show live as they are picked, are kept without being asked twice, and can be made normal again', async () => {
  const page = await (await chromium.browser.newContext()).newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(`${demo.origin}/en/guides/key-workers`);
  await enter(page, 'Make this easier to read');
  await page.locator('astro-island:not([ssr])').waitFor();
  await page.getByLabel('2 times as big').focus();
  await page.keyboard.press('Space');
  await page.getByLabel('Soft dark').focus();
  await page.keyboard.press('Space');
  expect(await page.locator('html').getAttribute('data-text')).toBe('200');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await enter(page, 'Keep these settings');
  await enter(page, 'Go back to the page you were on');
  expect(page.url()).toBe(`${demo.origin}/en/guides/key-workers`);
  expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('40px');
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(26, 35, 41)');
  expect(problems).toEqual([]);
});

test('a parent finds their area from a guide, and plans a meeting, with the keyboard only', async () => {
  const page = await (await chromium.browser.newContext()).newPage();
  await page.goto(`${demo.origin}/en/guides/key-workers`);
  await enter(page, 'Choose your area');
  await tabTo(page, 'Your town, or the first part of your postcode');
  await page.keyboard.type('stafford');
  await enter(page, 'Find my area');
  expect(page.url()).toBe(`${demo.origin}/en/guides/key-workers`);
  expect(await page.locator('main').textContent()).toContain('Staffordshire');

  await enter(page, 'My C(E)TR');
  await tabTo(page, 'Your name');
  await page.keyboard.type('Leo');
  await tabTo(page, 'My family');
  await page.keyboard.press('Space');
  await enter(page, 'Show my page');
  expect(await page.locator('h1').textContent()).toContain('Leo');
  expect(await page.locator('main').textContent()).toContain('My family');
});
