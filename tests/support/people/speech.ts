import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '#start/build.ts';

type Reading = { reader: (typeof import('@guidepup/virtual-screen-reader'))['virtual'] };

/** How someone goes on: line by line, from link to link, from heading to heading. */
export type Step = 'next' | 'moveToNextLink' | 'moveToNextHeading' | 'moveToNextMain';

/** A screen reader at a page. Everything that it says goes to `heard`; in brackets stands what its person does. */
export interface Speech {
  /** What was said on this page. */
  said(): string[];
  say(line: string): void;
  /** At a new page: its title, then its main part, or the part that its address names. */
  arrive(): Promise<void>;
  fromTop(): Promise<void>;
  /** Goes on until it says something, from the top too. Throws where that is not said on this page. */
  find(step: Step, isIt: (phrase: string) => boolean, what: string): Promise<void>;
  /** Presses what was said last, and writes into it. */
  act(): Promise<void>;
  type(words: string): Promise<void>;
}

// It comes as a module. Here it is one thing of the page, which the page's content policy does not keep out.
const file = join(root, 'node_modules', '@guidepup', 'virtual-screen-reader', 'lib', 'esm', 'index.browser.js');
const engine = `(() => { ${readFileSync(file, 'utf8').replace(/export\{.* as Virtual,(.*) as virtual\};/, 'globalThis.reader = $1;')}\n })()`;

/** Starts a screen reader for a page. It goes along from page to page, and keeps all that was said in `heard`. */
export function speaking(page: Page, heard: string[]): Speech {
  let said: string[] = [];

  const start = () =>
    page.evaluate(async () => {
      const { reader } = globalThis as unknown as Reading;
      await reader.stop();
      // A dialog takes everything: what is behind it is not there.
      await reader.start({ container: document.querySelector<HTMLElement>('dialog[open]') ?? document.body });
    });
  const isInDialog = async () => (await page.locator('dialog[open]').count()) > 0;
  const goOn = async (step: Step, isIt: (phrase: string) => boolean) => {
    for (let steps = 0; steps < 400; steps++) {
      const phrase = await move(page, step);
      if (phrase === undefined || phrase === 'document') return false;
      said.push(phrase);
      heard.push(phrase);
      if (isIt(phrase)) return true;
    }
    return false;
  };
  const speech: Speech = {
    said: () => said,
    say: (line) => void heard.push(line),
    arrive: async () => {
      said = [];
      heard.push(...(heard.length > 0 ? [''] : []), `== ${await page.title()} ==`);
      if (!page.url().startsWith('http://')) return;
      await page.evaluate(engine);
      await start();
      if (await isInDialog()) await goOn('next', () => true);
      else if (new URL(page.url()).hash) await toPart(page);
      else await goOn('moveToNextMain', () => true);
    },
    fromTop: async () => {
      heard.push('(goes to the top of the page)');
      await start();
    },
    find: async (step, isIt, what) => {
      if (await goOn(step, isIt)) return;
      await speech.fromTop();
      if (!(await goOn(step, isIt))) throw new Error(`${what} is not said on ${page.url()}:\n${said.join('\n')}`);
    },
    // Where the page goes, nobody waits for what it would have said.
    act: () => page.evaluate(() => (globalThis as unknown as Reading).reader.act()).catch(() => undefined),
    type: (words) => page.evaluate((typed) => (globalThis as unknown as Reading).reader.type(typed), words),
  };
  return speech;
}

/** One step, and what is said then; undefined at the end. */
function move(page: Page, step: Step): Promise<string | undefined> {
  return page.evaluate(async (how) => {
    const { reader } = globalThis as unknown as Reading;
    await reader.clearSpokenPhraseLog();
    await (how === 'next' ? reader.next() : reader.perform(how));
    return (await reader.spokenPhraseLog()).at(-1);
  }, step);
}

// The browser goes to the part of the page that the address names, and a screen reader with it. Nothing before is said.
function toPart(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const { reader } = globalThis as unknown as Reading;
    const part = document.getElementById(location.hash.slice(1));
    const isThere = () => !part || part.contains(reader.activeNode);
    const most = document.querySelectorAll('*').length * 3;
    for (let steps = 0; steps < most && !isThere(); steps++) await reader.next();
    // The next step says its first line.
    await reader.previous();
  });
}
