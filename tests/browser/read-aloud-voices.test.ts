import { describe, expect, test } from 'vitest';
import { paths } from '#paths.ts';
import { reading } from '#tests/support/reading.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import { faraway, finishAll, giveVoices, hear, heardOn, onDevice, readAll } from '#tests/support/speech.ts';

// Which voice says what: on pages for everyone, and on pages with the words of a family.
const demo = demoService();
const chromium = realBrowser();
const reader = reading(demo, chromium);
const guide = paths.guide('en', 'key-workers');

describe('someone whose device has no voice for the page', () => {
  test.each([
    ['none at all', []],
    ['only one of another language', [onDevice('en-GB')]],
  ])('(%s) reads so where the button was, and hears nothing', async (_, voices) => {
    await giveVoices(reader.context, voices);
    await reader.open(paths.guide('pl', 'key-workers'));
    await reader.page.locator('[data-script="read-aloud"]').click();
    const told = reader.page.getByRole('status');
    await told.waitFor();
    expect(await told.evaluate((each) => each === document.activeElement)).toBe(true);
    expect(await reader.page.locator('[data-script="read-aloud"], .aloud').count()).toBe(0);
    expect(await heardOn(reader.page)).toEqual([]);
  });

  test('finds no button without scripts', async () => {
    const plain = await chromium.browser.newContext({ javaScriptEnabled: false });
    const bare = await plain.newPage();
    await bare.goto(demo.origin + guide);
    expect(await bare.locator('[data-script="read-aloud"]').isVisible()).toBe(false);
    await plain.close();
  });
});

test('voices that come a moment late are waited for', async () => {
  await giveVoices(reader.context, [onDevice('en-GB')], true);
  await reader.open(guide);
  await reader.press('Read this to me');
  expect(await hear(reader.page, 1)).toBe('What is a key worker?');
});

test('a guide may be read by a voice from far away where the device has none; what is in another language has its own voice', async () => {
  await giveVoices(reader.context, [faraway('pl-PL'), onDevice('en-GB')]);
  await reader.open(paths.guide('pl', 'key-workers'));
  const sources = await reader.page.locator('.sources li').allTextContents();
  await reader.page.locator('[data-script="read-aloud"]').click();
  await hear(reader.page, 1);
  await finishAll(reader.page);
  const all = await heardOn(reader.page);
  expect(all[0]).toMatchObject({ lang: 'pl-PL', isLocal: false });
  const english = all.filter(({ lang }) => lang === 'en-GB').map(({ text }) => text);
  expect([sources.length > 0, english.join(' ')]).toEqual([true, sources.map((each) => each.trim()).join(' ')]);
});

describe('on a page with the words of a family', () => {
  const ownPages: [what: string, who: string, path: string, link: string | undefined, shows: string][] = [
    ['the plan', 'Maya Hartley', '/en/family/plan', undefined, 'main .card :is(.when, ul[dir] > li)'],
    ['the reviews', 'Cerys Bevan', '/en/family/reviews', undefined, 'main dd'],
    ['one review', 'Cerys Bevan', '/en/family/reviews', 'main .card a[href*="/reviews/"]', 'main dd'],
    ['messages', 'Nadia Khan', '/en/family/messages', 'main .tile a', 'main .messages .words'],
  ];

  async function openOwn(who: string, path: string, link: string | undefined): Promise<void> {
    await reader.open(path, { who });
    const next = link ? reader.page.locator(link).first() : undefined;
    if (next && (await next.count()) > 0) await next.click();
    await reader.page.getByRole('button', { name: 'Read this to me' }).waitFor();
  }

  test.each(ownPages)('(%s) only voices of the device say them', async (_, who, path, link, shows) => {
    await giveVoices(reader.context, [faraway('en-GB'), onDevice('en-US'), faraway('en-US')]);
    await openOwn(who, path, link);
    const shown = await reader.page.locator(shows).allTextContents();
    const words = (await readAll(reader.page)).join(' ');
    expect(shown.length).toBeGreaterThan(0);
    for (const each of shown) expect(words).toContain(each.replaceAll(/\s+/g, ' ').trim());
    expect((await heardOn(reader.page)).every(({ isLocal }) => isLocal)).toBe(true);
  });

  test.each(ownPages)('(%s) nothing is said where all voices are far away', async (_, who, path, link) => {
    await giveVoices(reader.context, [faraway('en-GB')]);
    await openOwn(who, path, link);
    await reader.press('Read this to me');
    await reader.page.getByText('This device has no voice for this language.').waitFor();
    expect(await heardOn(reader.page)).toEqual([]);
  });

  test('who to call in an emergency is said too, before the messages', async () => {
    await giveVoices(reader.context, [onDevice('en-GB')]);
    await openOwn('Nadia Khan', '/en/family/messages', 'main .tile a');
    expect(await readAll(reader.page)).toContain('Call 999');
  });

  const written = 'لیو آج بہت خوش ہے۔ شکریہ۔';
  async function writeInUrdu(): Promise<void> {
    await openOwn('Nadia Khan', '/en/family/messages', 'main .tile a');
    if (await reader.page.getByText(written).count()) return;
    await reader.page.locator('main textarea').fill(`${written}\nThank you.`);
    await Promise.all([reader.page.waitForEvent('load'), reader.press('Send')]);
  }

  test('a message in Urdu has the voice for Urdu, on a page in English', async () => {
    await giveVoices(reader.context, [onDevice('en-GB'), onDevice('ur-PK')]);
    await writeInUrdu();
    await readAll(reader.page);
    const all = await heardOn(reader.page);
    expect(all.filter(({ lang }) => lang === 'ur-PK').map(({ text }) => text)).toEqual(['لیو آج بہت خوش ہے۔', 'شکریہ۔']);
    expect(all.filter(({ lang }) => lang === 'en-GB').map(({ text }) => text)).toContain('Thank you.');
  });

  test('where the device has no voice for a message, the rest is read, and the page says that words are left out', async () => {
    await giveVoices(reader.context, [onDevice('en-GB')]);
    await writeInUrdu();
    await reader.press('Read this to me');
    await reader.page.getByRole('status').getByText('We left out some words.').waitFor();
    await finishAll(reader.page);
    expect((await heardOn(reader.page)).map(({ text }) => text).join(' ')).not.toMatch(/\p{Script=Arabic}/u);
  });
});
