import { describe, expect, test } from 'vitest';
import { paths } from '#paths.ts';
import { axeCore } from '#tests/support/engines/axe.ts';
import { reading } from '#tests/support/reading.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import { giveVoices, hear, onDevice } from '#tests/support/speech.ts';

const demo = demoService();
const chromium = realBrowser();
const reader = reading(demo, chromium);
const guide = paths.guide('en', 'key-workers');

async function open(path: string, settings = ''): Promise<void> {
  await reader.open(path, { settings: `ruler-on${settings}` });
  await reader.page.locator('.ruler').waitFor({ state: 'attached' });
}

/** Waits for the next picture of the reader.page, by which the ruler has moved. */
const painted = () => reader.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** The words that the ruler frames: those of the lines of text whose middle is within it. */
async function framed(): Promise<string> {
  await painted();
  return reader.page.evaluate(() => {
    const band = document.querySelector('.ruler')?.getBoundingClientRect();
    const words: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const each of (walker.currentNode as Text).data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, each.index);
        range.setEnd(walker.currentNode, each.index + each[0].length);
        const { top, bottom, width } = range.getBoundingClientRect();
        const middle = (top + bottom) / 2;
        if (band && width > 0 && middle > band.top && middle < band.bottom) words.push(each[0]);
      }
    }
    return words.join(' ');
  });
}

const sight = () =>
  reader.page.evaluate(() => {
    const { top, bottom } = document.querySelector('.ruler')!.getBoundingClientRect();
    return { isSeen: top >= -5 && bottom <= innerHeight + 5, scrolled: scrollY };
  });

describe('someone who chose the ruler', () => {
  test('finds it on the first line, over the whole width, and it says nothing to a screen reader', async () => {
    await open(guide);
    expect(await framed()).toBe('What is a key worker?');
    const { width, left } = await reader.page.locator('.ruler').evaluate((each) => each.getBoundingClientRect());
    expect([left, width]).toEqual([0, await reader.page.evaluate(() => document.documentElement.clientWidth)]);
    expect(await reader.page.locator('.ruler').getAttribute('aria-hidden')).toBe('true');
    // That it lies over words is what it is for, and then axe leaves their colours to people.
    expect((await axeCore.look(reader.page, 'look')).filter(({ says }) => !says.includes('overlapped by another element'))).toEqual([]);
  });

  test('keeps it on the choice where they are, though that makes the text bigger', async () => {
    await open(paths.settings('en'));
    await reader.page.locator('[name=text]').first().focus();
    for (let times = 0; times < 3; times++) await reader.page.keyboard.press('ArrowRight');
    await painted();
    const tops = await reader.page.evaluate(() => [document.activeElement, document.querySelector('.ruler')].map((each) => each!.getBoundingClientRect().top));
    expect(Math.abs(tops[0]! - tops[1]!)).toBeLessThan(8);
    expect(await reader.page.locator('html').getAttribute('data-text')).toBe('150');
  });

  test('does not lose it below the bar of reading aloud', async () => {
    await giveVoices(reader.context, [onDevice('en-GB')]);
    await reader.page.setViewportSize({ width: 320, height: 480 });
    await open(guide);
    await reader.page.getByRole('button', { name: 'Read this to me' }).press('Enter');
    await hear(reader.page, 1);
    await reader.page.locator('h1').evaluate(() => (document.activeElement as HTMLElement).blur());
    for (let times = 0; times < 25; times++) {
      await reader.page.keyboard.press('ArrowDown');
      const [ruler, bar] = await reader.page.evaluate(() =>
        ['.ruler', '.aloud'].map((each) => document.querySelector(each)!.getBoundingClientRect().toJSON() as DOMRect),
      );
      expect(ruler!.bottom <= bar!.top + 5 || ruler!.top >= bar!.bottom - 5, `line ${times}`).toBe(true);
    }
  });

  test('moves it with the pointer, line by line of a long sentence', async () => {
    await reader.page.setViewportSize({ width: 375, height: 667 });
    await open(guide, '_text-150');
    const sentence = reader.page.locator('.idea p').nth(1);
    await sentence.scrollIntoViewIfNeeded();
    const { x, y, height } = (await sentence.boundingBox())!;
    const lines: string[] = [];
    for (let down = 8; down < height; down += 10) {
      await reader.page.mouse.move(x + 30, y + down);
      const words = await framed();
      if (lines.at(-1) !== words) lines.push(words);
    }
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(' ')).toBe((await sentence.textContent())?.replaceAll(/\s+/g, ' ').trim());
  });

  test('moves it with the focus', async () => {
    await open(guide);
    const link = reader.page.locator('main a').nth(2);
    const words = (await link.textContent())?.replaceAll(/\s+/g, ' ').trim() ?? '';
    for (let presses = 0; presses < 40 && !(await link.evaluate((each) => each === document.activeElement)); presses++) await reader.page.keyboard.press('Tab');
    expect(await framed()).toContain(words);
  });

  test('goes down all lines of the page with Arrow Down, each in sight, and up again', async () => {
    await reader.page.setViewportSize({ width: 375, height: 667 });
    await open(guide);
    const seen = [await framed()];
    const views = [await sight()];
    for (let line = 1; line < 40; line++) {
      await reader.page.keyboard.press('ArrowDown');
      seen.push(await framed());
      views.push(await sight());
    }
    expect(views.map(({ isSeen }) => isSeen)).not.toContain(false);
    const moves = views.filter(({ scrolled }, index) => index > 0 && scrolled !== views[index - 1]?.scrolled);
    expect([moves.length > 2, moves.length < 20]).toEqual([true, true]);
    // Nothing is passed over: the lines together are what the page says.
    const all = (await reader.page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
    expect(all).toContain(seen.slice(0, 3).join(' '));
    await reader.page.keyboard.press('ArrowUp');
    expect(await framed()).toBe(seen.at(-2));
  });

  test('moves the page as ever past the first line', async () => {
    await open(guide);
    const isTaken = async (key: string) => {
      await reader.page.evaluate(() => addEventListener('keydown', (event) => (document.body.title = String(event.defaultPrevented)), { once: true }));
      await reader.page.keyboard.press(key);
      return reader.page.evaluate(() => document.body.title);
    };
    expect([await isTaken('ArrowDown'), await isTaken('ArrowUp'), await isTaken('ArrowUp')]).toEqual(['true', 'true', 'false']);
    expect(await framed()).toBe('What is a key worker?');
  });

  test('keeps the arrow keys for radio buttons, fields, and with Shift or Alt', async () => {
    await open(paths.settings('en'));
    const size = reader.page.locator('main input[name=text]');
    await size.first().focus();
    await reader.page.keyboard.press('ArrowDown');
    expect(await size.nth(1).isChecked()).toBe(true);
    await open(paths.search('en'));
    await reader.page.locator('main input').first().focus();
    const field = await framed();
    await reader.page.keyboard.press('ArrowDown');
    expect(await framed()).toBe(field);
    await open(guide);
    await reader.page.keyboard.press('Alt+ArrowDown');
    await reader.page.keyboard.press('Shift+ArrowDown');
    expect(await framed()).toBe('What is a key worker?');
  });

  test('presses what lies under it', async () => {
    await open(guide);
    const link = reader.page.getByRole('link', { name: 'Read 1 step at a time' });
    await link.hover();
    expect(await framed()).toContain('Read 1 step at a time');
    await link.click();
    await reader.page.waitForURL(`**${paths.step('en', 'key-workers', 1)}`);
  });

  test('has it on the same words in bigger text and from right to left', async () => {
    await open(paths.guide('ur', 'key-workers'));
    await reader.page.keyboard.press('ArrowDown');
    await reader.page.keyboard.press('ArrowDown');
    const words = await framed();
    expect(words).toMatch(/\p{Script=Arabic}/u);
    await reader.page.evaluate(() => (document.documentElement.dataset.text = '200'));
    await painted();
    expect((await framed()).split(' ')[0]).toBe(words.split(' ')[0]);
  });

  test('does not print it, and sees it in forced colours', async () => {
    await open(guide);
    await reader.page.emulateMedia({ media: 'print' });
    expect(await reader.page.locator('.ruler').isVisible()).toBe(false);
    await reader.page.emulateMedia({ media: 'screen', forcedColors: 'active' });
    const look = await reader.page.locator('.ruler').evaluate((each) => {
      const { borderBlockStartColor, borderBlockStartWidth, backgroundColor } = getComputedStyle(each);
      return { edge: borderBlockStartColor, width: borderBlockStartWidth, ground: backgroundColor, page: getComputedStyle(document.body).backgroundColor };
    });
    expect([look.width, look.ground, look.edge === look.page]).toEqual(['4px', expect.stringMatching(/, 0\)$/), false]);
  });

  test('turns it on and off in the settings, as often as they like, and sees it at once', async () => {
    await reader.open(paths.settings('en'));
    await reader.page.locator('main details').evaluateAll((all) => all.forEach((each) => each.setAttribute('open', '')));
    for (const [step, rulers] of [
      ['on', 1],
      ['off', 0],
      ['on', 1],
    ] as const) {
      await reader.page.locator(`main input[name=ruler][value=${step}]`).check();
      await expect.poll(() => reader.page.locator('.ruler').count()).toBe(rulers);
      await reader.page.mouse.move(200, 300);
      expect(await reader.page.locator('.ruler').count()).toBe(rulers);
    }
  });
});

test('someone who did not choose it gets no ruler, and not its script', async () => {
  const scripts: string[] = [];
  reader.page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()));
  await reader.open(guide, { settings: 'text-150' });
  expect([await reader.page.locator('.ruler').count(), scripts]).toEqual([0, []]);
});

describe('without scripts', () => {
  const bare = reading(demo, chromium, false);

  test('the sentence that someone points at has a frame, and only that one', async () => {
    await bare.open(guide, { settings: 'ruler-on' });
    await bare.page.locator('.idea p').nth(1).hover();
    const outlined = await bare.page
      .locator('main *')
      .evaluateAll((all) => all.filter((each) => getComputedStyle(each).outlineStyle === 'solid').map((each) => each.textContent.trim()));
    expect(outlined).toEqual([(await bare.page.locator('.idea p').nth(1).textContent())?.trim()]);
  });
});
