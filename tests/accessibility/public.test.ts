import { describe, expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { fieldOf } from '#my-cetr/my-cetr.ts';
import { paths } from '#paths.ts';
import { faultsOn, rulesOfLook } from '#tests/support/axe.ts';
import { sniffedOn } from '#tests/support/html-codesniffer.ts';
import { everyPublicPage, publicPages, slugs } from '#tests/support/public-pages.ts';
import { demoService, oneWindow, realBrowser } from '#tests/support/service.ts';

const demo = demoService();
const chromium = realBrowser();
const looker = oneWindow(demo, chromium);

async function open(path: string, settings = ''): Promise<void> {
  await looker.become(undefined, settings);
  await looker.page.goto(demo.origin + path);
}

test.each(everyPublicPage)('%s has no fault that axe knows with all its rules, nor HTML CodeSniffer at AAA', async (path) => {
  await open(path);
  expect(await faultsOn(looker.page)).toEqual([]);
  expect(await sniffedOn(looker.page)).toEqual([]);
});

test.each(slugs)('the longer text of %s has none either', async (slug) => {
  await open(paths.guide('en', slug), 'reading-standard');
  expect(await faultsOn(looker.page)).toEqual([]);
  expect(await sniffedOn(looker.page)).toEqual([]);
});

// What comes back from a form, and not from an address.
async function sendBack(path: string, fill: Record<string, string>, shows: string): Promise<void> {
  await open(path);
  for (const [name, words] of Object.entries(fill)) {
    const field = looker.page.locator(`main [name="${name}"]`);
    await (words === 'on' ? field.check() : field.fill(words));
  }
  const [first = ''] = Object.keys(fill);
  await looker.page
    .locator('main form', { has: looker.page.locator(`[name="${first}"]`) })
    .locator('button')
    .last()
    .click();
  await looker.page.locator(`main ${shows}`).first().waitFor();
  expect(await faultsOn(looker.page)).toEqual([]);
  expect(await sniffedOn(looker.page)).toEqual([]);
}

describe.each(languages)('in $name, what comes back from a form has none either:', ({ code }) => {
  test('a place that nobody knows', () => sendBack(paths.areas(code), { place: 'Qqqq' }, '[role=alert]'));
  test('an address of an email that is none', () => sendBack(paths.signIn(code), { email: 'sam' }, '[role=alert]'));
  test('a sheet for a meeting', () =>
    sendBack(paths.myCetr(code), { name: 'Leo', [fieldOf.choice('who', 'family')]: 'on', [fieldOf.other('who')]: 'My dog' }, '[value=form]'));
  test('a sheet with far too many words', () => sendBack(paths.myCetr(code), { name: 'Leo'.repeat(900) }, '[role=alert]'));
});

test('and both find faults on a page that is known to be bad', async () => {
  const bad = await chromium.browser.newPage();
  await bad.setContent('<html><body style="background:#fff"><p style="color:#777">pale</p><img src="x"><button></button></body></html>');
  expect((await faultsOn(bad)).length).toBeGreaterThanOrEqual(3);
  expect((await sniffedOn(bad)).length).toBeGreaterThanOrEqual(3);
  await bad.close();
});

// One page of each kind: the settings change colours and sizes, and never what is on a page.
const kinds = [
  paths.home('en'),
  paths.guide('en', 'key-workers'),
  paths.step('ur', 'key-workers', 1),
  paths.guide('ur', 'dynamic-support-register'),
  paths.words('en'),
  paths.search('en', 'C(E)TR'),
  paths.areas('en'),
  paths.services('en', 'staffordshire'),
  paths.myCetr('en'),
  paths.settings('en'),
];

describe.each(['text-300_line-250_letters-18_theme-yellow-on-black', 'theme-dark', 'theme-cream', 'theme-blue'])('with the settings %s', (settings) => {
  test.each(kinds)('%s can be read', async (path) => {
    await open(path, settings);
    expect(await faultsOn(looker.page, rulesOfLook)).toEqual([]);
  });
});

test.each(languages.flatMap(({ code }) => publicPages(code).filter((path) => code === 'ur' || code === 'pl' || kinds.includes(path))))(
  '%s has not to be scrolled sideways on a small phone, in the biggest settings',
  async (path) => {
    await open(path, 'text-300_line-250_letters-18');
    await looker.page.setViewportSize({ width: 320, height: 256 });
    expect(await looker.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await looker.page.setViewportSize({ width: 1280, height: 800 });
  },
);
