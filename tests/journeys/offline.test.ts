import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoService, realBrowser } from '#tests/support/service.ts';

const demo = demoService();
const chromium = realBrowser();
let context: BrowserContext;
let page: Page;

beforeEach(async () => {
  context = await chromium.browser.newContext();
  page = await context.newPage();
});
afterEach(() => context.close());

const open = (path: string) => page.goto(demo.origin + path);

describe('a guide that someone has read', () => {
  // The worker takes the page over once it is awake; what is read from then on is kept.
  const wake = async () => {
    await open('/en');
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller)
        await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
    });
  };
  const keptPages = () =>
    page.evaluate(async () => {
      const cache = await caches.open('alongside-1');
      return (await cache.keys()).map(({ url }) => new URL(url).pathname);
    });

  test('opens again without a connection, with its pictures', async () => {
    await wake();
    await open('/en/guides/help-in-a-crisis');
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    await open('/en/guides/help-in-a-crisis');
    expect(await page.locator('h1').textContent()).toBe('Help in a crisis');
    expect(
      await page
        .locator('img.picture')
        .first()
        .evaluate((picture: HTMLImageElement) => picture.complete && picture.naturalWidth > 0),
    ).toBe(true);
  });

  test('and one that they have not read says what still works', async () => {
    await wake();
    await open('/en/guides/key-workers');
    await page.waitForLoadState('networkidle');
    await context.setOffline(true);
    await open('/en/guides/turning-18');
    expect(await page.locator('h1').textContent()).toBe('You have no internet now');
    expect(await page.locator('a[href="tel:999"]').count()).toBeGreaterThan(0);
  });

  test('nothing of a signed-in page is ever kept', async () => {
    await wake();
    await context.addCookies([{ name: 'session', value: await demo.database.session('Sam Hartley'), url: demo.origin }]);
    for (const path of ['/en/family', '/en/family/messages', '/en/me', '/demo', '/en/guides/key-workers', '/en/search?q=sam', '/en/areas?from=/en'])
      await open(path);
    await page.waitForLoadState('networkidle');
    const pages = (await keptPages()).filter((path) => !/^\/(pictures|fonts|_astro)\/|favicon/.test(path));
    expect(pages).toContain('/en/guides/key-workers');
    expect(pages.filter((path) => !/^\/en(\/(guides|areas|offline).*)?$/.test(path))).toEqual([]);
    await context.setOffline(true);
    await expect(open('/en/family')).rejects.toThrow();
  });

  test('signing out takes it off the device', async () => {
    await wake();
    await open('/en/guides/key-workers');
    await open('/demo');
    await page.getByRole('button', { name: 'Sign in as Sam Hartley' }).click();
    await page.waitForURL('**/family**');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/signed-out');
    expect(await keptPages()).toEqual([]);
  });

  test('a signed-in page starts no worker by itself', async () => {
    await context.addCookies([{ name: 'session', value: await demo.database.session('Sam Hartley'), url: demo.origin }]);
    await open('/en/family');
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  });
});

describe('someone who must not be seen on this page', () => {
  const weather = 'https://www.bbc.co.uk/weather';
  beforeEach(() => context.route(`${weather}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' })));

  test.each(['/en/guides/key-workers', '/ur', '/en/sign-in'])('leaves %s with one press, and going back does not show it', async (path) => {
    await open('/en/search');
    await open(path);
    await page.locator('[data-leave]').click();
    await page.waitForURL(`${weather}**`);
    await page.goBack();
    expect(page.url()).toBe(`${demo.origin}/en/search`);
  });

  test('or by Shift 3 times, and not by Shift for capitals', async () => {
    await open('/en/guides/key-workers');
    for (const key of ['Shift', 'Shift', 'a', 'Shift']) await page.keyboard.press(key);
    expect(page.url()).toContain('/en/guides/key-workers');
    await page.keyboard.press('Shift');
    await page.keyboard.press('Shift');
    await page.waitForURL(`${weather}**`);
  });

  test('and what they had written in My C(E)TR is gone', async () => {
    await open('/en/my-cetr');
    await page.getByLabel('Your name').fill('Leo');
    await page.locator('[data-leave]').click();
    await page.waitForURL(`${weather}**`);
    await open('/en/my-cetr');
    expect(await page.getByLabel('Your name').inputValue()).toBe('');
  });
});

test('a reload or the back button loses nothing of My C(E)TR; another tab knows nothing of it', async () => {
  await open('/en/my-cetr');
  await page.getByLabel('Your name').fill('Leo');
  await page.getByLabel('My family').check();
  await page.reload();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Leo');
  expect(await page.getByLabel('My family').isChecked()).toBe(true);
  const other = await context.newPage();
  await other.goto(`${demo.origin}/en/my-cetr`);
  expect(await other.getByLabel('Your name').inputValue()).toBe('');
  await page.getByRole('link', { name: 'Start again with an empty page' }).click();
  expect(await page.getByLabel('Your name').inputValue()).toBe('');
});
