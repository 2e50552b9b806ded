import { beforeEach, describe, expect, test } from 'vitest';
import { paths } from '#paths.ts';
import { axeCore } from '#tests/support/engines/axe.ts';
import { reading } from '#tests/support/reading.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import {
  faraway,
  finishAll,
  finishSentence,
  giveVoices,
  hear,
  heardOn,
  isSpeaking,
  leaveWhileItSpeaks,
  markedOn,
  onDevice,
  readAll,
} from '#tests/support/speech.ts';

const demo = demoService();
const chromium = realBrowser();
const reader = reading(demo, chromium);
const guide = paths.guide('en', 'key-workers');
const focused = () => reader.page.evaluate(() => document.activeElement?.textContent?.trim());

describe('someone on a guide, whose device has a voice', () => {
  beforeEach(() => giveVoices(reader.context, [faraway('en-US'), onDevice('en_GB'), onDevice('pl-PL'), onDevice('ur-PK')]));

  test('hears nothing by itself, and the script does not come either', async () => {
    const scripts: string[] = [];
    reader.page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
    await reader.open(guide);
    expect(await reader.page.getByRole('button', { name: 'Read this to me' }).isVisible()).toBe(true);
    expect([await heardOn(reader.page), scripts]).toEqual([[], []]);
  });

  test('hears each sentence by itself, and sees which one it is', async () => {
    await reader.open(guide);
    await reader.press('Read this to me');
    const heading = await reader.page.locator('h1').textContent();
    expect([await hear(reader.page, 1), await markedOn(reader.page)]).toEqual([heading, heading]);
    await finishSentence(reader.page);
    const second = await hear(reader.page, 2);
    expect(second).toBe('This guide is about key workers.');
    expect(await markedOn(reader.page)).toBe(second);
    expect((await heardOn(reader.page))[1]).toEqual({ text: second, lang: 'en-GB', rate: 1, isLocal: true });
  });

  test('hears all that the guide says, once and in order, and none of its buttons and ways around', async () => {
    await reader.open(guide);
    const shown = (await reader.page.locator('main :is(h1, .ideas h2, .ideas p)').allTextContents()).join('').replaceAll(/\s/g, '');
    const words = (await readAll(reader.page)).join(' ');
    expect(words.replaceAll(' ', '').slice(0, shown.length)).toBe(shown);
    expect(words).not.toMatch(/Read 1 step|How do you want to read|Save as a PDF|Pause/);
    expect(await markedOn(reader.page)).toBe('');
    expect(await reader.page.getByRole('group', { name: 'Read this to me' }).getByRole('button').allTextContents()).toEqual([
      'Read this to me',
      'Stop reading',
    ]);
  });

  test('pauses, and goes on with the same sentence', async () => {
    await reader.open(guide);
    await reader.press('Read this to me');
    await hear(reader.page, 1);
    await finishSentence(reader.page);
    const second = await hear(reader.page, 2);
    await reader.press('Pause');
    expect([await isSpeaking(reader.page), await markedOn(reader.page)]).toEqual([false, second]);
    await reader.press('Go on');
    expect(await hear(reader.page, 3)).toBe(second);
    expect(await reader.page.getByRole('button', { name: 'Pause' }).isVisible()).toBe(true);
  });

  test.each([
    ['Very slow', 0.6],
    ['Slow', 0.8],
    ['Fast', 1.2],
  ])('chooses %s, and the same sentence starts again at that speed', async (speed, rate) => {
    await reader.open(guide);
    await reader.press('Read this to me');
    const first = await hear(reader.page, 1);
    await reader.page.getByLabel('How fast').selectOption(speed);
    expect(await hear(reader.page, 2)).toBe(first);
    await finishSentence(reader.page);
    await hear(reader.page, 3);
    expect((await heardOn(reader.page)).map((each) => each.rate)).toEqual([1, rate, rate]);
  });

  test('does it all with the keyboard: Space pauses, Escape stops, and the button is back', async () => {
    await reader.open(guide);
    await reader.page.getByRole('button', { name: 'Read this to me' }).focus();
    await reader.page.keyboard.press('Enter');
    await hear(reader.page, 1);
    expect(await focused()).toBe('Pause');
    await reader.page.keyboard.press('Space');
    expect([await isSpeaking(reader.page), await focused()]).toEqual([false, 'Go on']);
    await reader.page.keyboard.press('Space');
    await hear(reader.page, 2);
    await reader.page.keyboard.press('Escape');
    expect([await isSpeaking(reader.page), await markedOn(reader.page), await focused()]).toEqual([false, '', 'Read this to me']);
    expect(await reader.page.locator('.aloud').count()).toBe(0);
    await reader.page.keyboard.press('Enter');
    expect(await hear(reader.page, 3)).toBe((await heardOn(reader.page))[0]?.text);
  });

  test('keeps the place where they read when they stop, and nothing more is said', async () => {
    await reader.open(guide);
    await reader.press('Read this to me');
    await hear(reader.page, 1);
    for (let count = 1; count < 25; count++) await finishSentence(reader.page);
    const last = (await heardOn(reader.page)).at(-1)?.text ?? '';
    const height = () =>
      reader.page
        .getByText(last)
        .first()
        .evaluate((each) => Math.round(each.getBoundingClientRect().top));
    const before = await height();
    await reader.press('Stop reading');
    expect([await reader.page.evaluate(() => scrollY > 500), await height()]).toEqual([true, before]);
    expect([await isSpeaking(reader.page), (await heardOn(reader.page)).length]).toEqual([false, 25]);
  });

  test('has each sentence in sight, not under the controls, and nothing moves for one that is in sight', async () => {
    await reader.page.setViewportSize({ width: 375, height: 667 });
    await reader.open(guide);
    await reader.press('Read this to me');
    await hear(reader.page, 1);
    const places = async () =>
      reader.page.evaluate(() => {
        const said = [...(CSS.highlights.get('said') ?? [])][0] as Range;
        const bar = document.querySelector('.aloud')?.getBoundingClientRect();
        const { top, bottom } = said.getBoundingClientRect();
        const isCovered = Boolean(bar && top < bar.bottom - 1 && bottom > bar.top + 1);
        return { isSeen: top >= -1 && bottom <= innerHeight + 1 && !isCovered, scrolled: scrollY };
      });
    const seen = [await places()];
    for (let count = 2; count < 30; count++) {
      await finishSentence(reader.page);
      await hear(reader.page, count);
      seen.push(await places());
    }
    expect(seen.map(({ isSeen }) => isSeen)).not.toContain(false);
    const moves = seen.filter(({ scrolled }, index) => index > 0 && scrolled !== seen[index - 1]?.scrolled);
    expect([moves.length > 2, moves.length < 20]).toEqual([true, true]);
  });

  test('hears nothing more when they go to another page, or leave this one quickly', async () => {
    await reader.open(guide);
    await reader.press('Read this to me');
    await hear(reader.page, 1);
    // Where the browser keeps the page to go back to, it must not speak from there.
    await reader.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
    expect([await isSpeaking(reader.page), await reader.page.locator('.aloud').count()]).toEqual([false, 0]);
    await reader.press('Read this to me');
    await hear(reader.page, 2);
    // The weather takes long: an answer without a page keeps this one.
    await reader.page.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ status: 204 }));
    await leaveWhileItSpeaks(reader.page);
    expect(await isSpeaking(reader.page)).toBe(false);
    expect(await heardOn(reader.page)).toHaveLength(2);
  });

  test('can go on where the device itself broke off', async () => {
    await reader.open(guide);
    await reader.press('Read this to me');
    await hear(reader.page, 1);
    await reader.page.evaluate(() => speechSynthesis.cancel());
    await reader.press('Go on');
    expect((await heardOn(reader.page)).map(({ text }) => text)).toEqual(['What is a key worker?', 'What is a key worker?']);
  });

  test('finds no fault with the controls, in the biggest text on a small phone too', async () => {
    await reader.page.setViewportSize({ width: 320, height: 568 });
    await reader.open(guide, { settings: 'text-300_line-250_letters-18' });
    await reader.press('Read this to me');
    await hear(reader.page, 1);
    const sizes = await reader.page.locator('.aloud :is(button, select)').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
    expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await reader.page.locator('.aloud').evaluate((bar) => bar.getBoundingClientRect().height)).toBeLessThan(568 / 2);
    // As high as the whole page, so that nothing lies over anything. The button itself is away while the page is read.
    await reader.page.setViewportSize({ width: 320, height: 20_000 });
    expect((await axeCore.look(reader.page, 'all')).filter(({ rule }) => rule !== 'hidden-content')).toEqual([]);
  });

  test('reads Urdu in an Urdu voice, sentence by sentence, and one step too', async () => {
    await reader.open(paths.step('ur', 'key-workers', 1));
    await reader.page.locator('[data-script="read-aloud"]').click();
    await hear(reader.page, 1);
    await finishAll(reader.page);
    const all = await heardOn(reader.page);
    expect(new Set(all.map(({ lang }) => lang))).toEqual(new Set(['ur-PK']));
    expect(all.length).toBe(1 + (await reader.page.locator('main .step p').count()));
    expect(all.at(-1)?.text).toMatch(/[۔؟]$/);
  });
});
