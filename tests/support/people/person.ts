import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { LanguageCode } from '#language/languages.ts';
import { translator, type Translate } from '#language/translate.ts';

/** Someone who does a task in a real browser, in their own way. Words are those of their language. */
export interface Person {
  /** Who they are among the five, as a part of an address. */
  name: string;
  language: LanguageCode;
  page: Page;
  /** How many keys they have pressed; letters that they typed do not count. Only of someone who has a keyboard only. */
  presses?: () => number;
  /** What was said to them, line by line. Only of someone with a screen reader. */
  heard?: () => string[];
  open(path: string): Promise<void>;
  /** Follows the link with these words. */
  follow(words: string): Promise<void>;
  /** Presses the button with these words. */
  press(words: string): Promise<void>;
  /** Opens a part of the page that is folded. */
  unfold(words: string): Promise<void>;
  /** Chooses an answer, a radio button, to a question. */
  choose(question: string, answer: string): Promise<void>;
  type(label: string, words: string): Promise<void>;
  /** Finds these words in the main part of the page; throws where they are not there for this person. */
  sees(words: string): Promise<void>;
  /** Leaves by 3 presses of Shift: the shorter way of whoever has a keyboard. */
  hurryAway?: () => Promise<void>;
}

/** The words of someone's language. */
export function wordsOf({ language }: Person): Translate {
  return translator(language);
}

/** A way to use the site: the window that it takes, and who sits before it. */
export interface Way {
  /** As the end of "people can do this". */
  name: string;
  window?: BrowserContextOptions;
  meet(page: Page): Person;
}

/** Where the way out of each page leads, as `Leave.astro` has it. */
export const awayFromHere = 'https://www.bbc.co.uk/weather';

/** Opens a window on the demo at `origin`. Where the way out of a page leads is a page of the test's, since nothing goes out. */
export async function openWindow(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block', ...options, baseURL: origin });
  await context.route(`${awayFromHere}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<title>The weather</title>' }));
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

/**
 * Does what leads to another page, into a dialog or out of it, or picks a picture, and waits until that is there and its parts that
 * move are awake. Gives false where they stay where they are.
 */
export async function goOn(page: Page, act: () => Promise<unknown>): Promise<boolean> {
  const dialogs = await page.locator('dialog[open]').count();
  const picks = await page.locator('[data-board] .pick').count();
  const dialog = page.waitForFunction((open) => document.querySelectorAll('dialog[open]').length !== open, dialogs).then(() => true);
  const pick = page
    .waitForFunction((count) => document.querySelector('[data-board]') && document.querySelectorAll('[data-board] .pick').length !== count, picks)
    .then(() => false);
  const load = page.waitForEvent('load').then(() => true);
  const [isNew] = await Promise.all([Promise.race([load, dialog, pick]), act()]);
  const hasScripts = await page.evaluate(() => matchMedia('(scripting: enabled)').matches);
  if (hasScripts) await page.locator('astro-island[ssr][client="load"]').waitFor({ state: 'detached' });
  return isNew;
}

/** Words as people compare them: gaps are one blank, and marks that nobody sees are not there. */
export function plain(words: string): string {
  return words
    .normalize()
    .replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Waits until the words are in the main part of the page, and fails where they do not come. */
export async function seeInMain(page: Page, words: string): Promise<void> {
  let shown = '';
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; await page.waitForTimeout(50)) {
    shown = plain(await page.locator('main').innerText());
    if (shown.includes(plain(words))) return;
  }
  throw new Error(`"${words}" is not on ${page.url()}:\n${shown}`);
}
