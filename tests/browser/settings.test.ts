import { gzipSync } from 'node:zlib';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { demoService, realBrowser } from '#tests/support/service.ts';

const demo = demoService();
const chromium = realBrowser();

let context: BrowserContext;
afterEach(() => context.close());

/** A new window of someone with these settings on their device, who may be signed in. */
async function someone(settings = '', { who, ...options }: BrowserContextOptions & { who?: string } = {}): Promise<Page> {
  context = await chromium.browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block', ...options });
  if (settings) await context.addCookies([{ name: 'settings', value: settings, url: demo.origin }]);
  if (who) await context.addCookies([{ name: 'session', value: await demo.database.session(who), url: demo.origin }]);
  return context.newPage();
}

const colours = (page: Page) => page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]);
const keptSettings = async () => (await context.cookies()).find(({ name }) => name === 'settings')?.value;

async function openPanel(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Make this easier to read' }).click();
  await page.getByRole('dialog', { name: 'Make this easier to read' }).waitFor();
}

describe('the settings on any page, in a dialog', () => {
  test('nothing of them comes before someone asks; then at most 12 KB, compressed', async () => {
    const page = await someone();
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (answer) => {
      if (answer.request().resourceType() === 'script') scripts.push(answer.body());
    });
    await page.goto(`${demo.origin}/en/guides/key-workers`, { waitUntil: 'networkidle' });
    expect(scripts).toEqual([]);
    await openPanel(page);
    const weight = (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0);
    expect(weight).toBeGreaterThan(500);
    expect(weight).toBeLessThanOrEqual(12 * 1024);
  });

  test('each choice shows at once and can be taken back; closing it keeps what the page shows', async () => {
    const page = await someone();
    const problems: string[] = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(`${demo.origin}/en/guides/key-workers`);
    await openPanel(page);
    await page.getByRole('button', { name: 'Big and bold' }).click();
    expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('50px');
    await page.getByText('Colours', { exact: true }).first().click();
    await page.getByRole('radio', { name: 'Cream' }).check();
    expect(await colours(page)).toEqual(['rgb(255, 244, 217)', 'rgb(34, 48, 58)']);
    await page.getByRole('button', { name: 'Take back the last change' }).click();
    expect(await colours(page)).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    await page.keyboard.press('Escape');
    await page.getByRole('status').getByText('We kept your settings on this device.').waitFor();
    expect(page.url()).toBe(`${demo.origin}/en/guides/key-workers`);
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Make this easier to read');
    expect(await keptSettings()).toBe('text-200_layout-125_theme-white-on-black');
    await openPanel(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Set it all back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep these settings' }).click();
    await expect.poll(keptSettings).toBeUndefined();
    expect(problems).toEqual([]);
  });

  test('a carer in the middle of a message loses no word of it', async () => {
    const page = await someone('', { who: 'Nadia Khan' });
    await page.goto(`${demo.origin}/en/family/messages`);
    const message = page.getByRole('textbox').first();
    await message.fill('He did not sleep, and I can not read this');
    await openPanel(page);
    await page.getByRole('button', { name: 'More space' }).click();
    await page.getByRole('button', { name: 'Keep these settings' }).click();
    await page.getByRole('status').getByText('We kept your settings on this device.').waitFor();
    expect(await message.inputValue()).toBe('He did not sleep, and I can not read this');
  });

  test('where the script or the form can not come, the link leads to the page, as it does without scripts', async () => {
    const page = await someone();
    await page.route('**/scripts/settings.js', (route) => route.abort());
    await page.goto(`${demo.origin}/en/guides/key-workers`);
    await page.getByRole('link', { name: 'Make this easier to read' }).click();
    await page.waitForURL(/\/en\/settings\?from=/);
  });

  test('when they can not be kept, it says so', async () => {
    const page = await someone();
    await page.goto(`${demo.origin}/en/guides/key-workers`);
    await openPanel(page);
    await page.getByRole('button', { name: 'Calm' }).click();
    await context.setOffline(true);
    await page.keyboard.press('Escape');
    await page.getByRole('status').getByText('We could not keep your settings. Please try again.').waitFor();
  });

  test('the longer text comes with the page, so the page comes anew', async () => {
    const page = await someone();
    await page.goto(`${demo.origin}/en/guides/key-workers`);
    await openPanel(page);
    await page.getByText('Pictures and words', { exact: true }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'Longer text' }).check();
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Escape')]);
    expect(await page.locator('.idea').count()).toBe(0);
  });
});

test('on the settings page the choices show at once too, and only Keep keeps them', async () => {
  const page = await someone();
  await page.goto(`${demo.origin}/en/settings`);
  await page.getByRole('radio', { name: '2 times as big' }).first().check();
  await expect.poll(() => page.locator('html').getAttribute('data-text')).toBe('200');
  expect(await keptSettings()).toBeUndefined();
  await page.getByRole('button', { name: 'Keep these settings' }).click();
  await page.getByText('We kept your settings on this device.').waitFor();
  expect(await keptSettings()).toBe('text-200');
});

test('what is chosen before the script has come shows as soon as it comes, and can be undone', async () => {
  const page = await someone();
  let come = () => {};
  const isTime = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/scripts/settings.js', (route) => isTime.then(() => route.continue()));
  await page.goto(`${demo.origin}/en/settings`);
  await page.getByRole('radio', { name: '2 times as big' }).first().check();
  expect(await page.locator('html').getAttribute('data-text')).toBeNull();
  come();
  await expect.poll(() => page.locator('html').getAttribute('data-text')).toBe('200');
  await page.getByRole('button', { name: 'Take back the last change' }).click();
  expect(await page.locator('html').getAttribute('data-text')).toBeNull();
  expect(await page.getByRole('radio', { name: '2 times as big' }).first().isChecked()).toBe(false);
});

/** A picture of the window at its first paint with words in it, and one when nothing more comes. `taken` hears of the first. */
async function paints(page: Page, address: string, taken = () => {}): Promise<[first: string, settled: string]> {
  const debug = await page.context().newCDPSession(page);
  const shot = async () => (await debug.send('Page.captureScreenshot', { format: 'png' })).data;
  await debug.send('Page.enable');
  await debug.send('Page.setLifecycleEventsEnabled', { enabled: true });
  const first = new Promise<string>((resolve) => {
    debug.on('Page.lifecycleEvent', ({ name }) => name === 'firstContentfulPaint' && resolve(shot().finally(taken)));
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  return [await first, await shot()];
}

describe('without JavaScript, the first paint is the last: nothing flashes or jumps into the settings', () => {
  test.each([
    'text-200_layout-125_theme-yellow-on-black_pictures-off',
    'line-250_letters-18_words-32_paragraphs-300_length-40_theme-cream_pictures-off',
    'font-lexend_text-150_theme-dark_calm-on_pictures-off',
    'font-opendyslexic_reading-standard_theme-white-on-black_pictures-off',
  ])('%s', async (settings) => {
    const page = await someone(settings, { javaScriptEnabled: false });
    // The letters are there from an earlier page, as they are for whoever chose them before.
    await page.goto(`${demo.origin}/en/guides/your-rights`, { waitUntil: 'networkidle' });
    const [first, settled] = await paints(page, `${demo.origin}/en/guides/key-workers`);
    expect(first === settled).toBe(true);
    expect(settled.length).toBeGreaterThan(5000);
  });

  test('and a page that changes after its first paint is found out', async () => {
    const page = await someone();
    const { promise: painted, resolve: taken } = Promise.withResolvers<void>();
    const body = '<p>words</p><script>fetch("/more").then(async (more) => document.body.append(await more.text()))</script>';
    await page.route('**/late', (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.route('**/more', (route) => painted.then(() => route.fulfill({ body: 'late' })));
    const [first, settled] = await paints(page, `${demo.origin}/late`, taken);
    expect(first === settled).toBe(false);
  });
});

describe('what someone has not chosen follows their device', () => {
  const paper = async (media: Parameters<Page['emulateMedia']>[0], settings = '') => {
    const page = await someone(settings);
    await page.emulateMedia(media);
    await page.goto(`${demo.origin}/en`);
    return (await colours(page))[0];
  };

  test('a dark device gets the dark page', async () => expect(await paper({ colorScheme: 'dark' })).toBe('rgb(26, 35, 41)'));
  test('one that asks for contrast gets black on white', async () => expect(await paper({ contrast: 'more' })).toBe('rgb(255, 255, 255)'));
  test('one that asks for both gets white on black', async () => expect(await paper({ contrast: 'more', colorScheme: 'dark' })).toBe('rgb(0, 0, 0)'));
  test('a choice wins over the device', async () => expect(await paper({ colorScheme: 'dark', contrast: 'more' }, 'theme-cream')).toBe('rgb(255, 244, 217)'));
  test('forced colours win over a choice', async () =>
    expect(await paper({ forcedColors: 'active', colorScheme: 'light' }, 'theme-yellow-on-black')).toBe('rgb(255, 255, 255)'));
});

test('someone who reads without pictures gets none over the net either', async () => {
  const page = await someone('pictures-off');
  const pictures: string[] = [];
  page.on('request', (request) => request.url().includes('/pictures/') && pictures.push(request.url()));
  await page.goto(`${demo.origin}/en/guides/key-workers`, { waitUntil: 'networkidle' });
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  expect(pictures).toEqual([]);
  expect(await page.locator('.picture:visible').count()).toBe(0);
});
