import { globSync, readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#tests/support/browser.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';

// The site in a language that nobody speaks: all words of the interface have marks around them and are half as long again.
let database: TestDatabase;
let server: TestServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  database = await makeDatabase();
  server = await startServer({ DATABASE_URL: database.ownerUrl, DEMO: '1', ALONGSIDE_PSEUDO: '1' });
  browser = await openBrowser(inject('chromium'));
  context = await browser.newContext({ viewport: { width: 320, height: 640 }, serviceWorkers: 'block' });
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.close();
});

// What people wrote in content, and may stand on a page as it is: guides, facts, hard words, areas, the demo's families.
const plain = (text: string) => text.replace(/\*\*|''|\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/\s+/g, ' ');
const written = plain(
  globSync('content/{guides/en/*.md,facts.yaml,glossary/en.yaml,areas/*.yaml,demo.yaml}')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n'),
);

// The leaf of a calendar has the short name of its month, which the language itself knows.
const months = new Set(Array.from({ length: 12 }, (_, month) => new Date(2026, month, 1).toLocaleDateString('en-GB', { month: 'short' })));

/** What a page says, shows as a hint, or tells a screen reader: each piece by itself. */
function piecesOf(): string[] {
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const pieces: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest('style, script, [lang]:not(html), textarea')) pieces.push(node.textContent ?? '');
  }
  for (const name of ['alt', 'aria-label', 'title', 'placeholder']) {
    for (const element of document.querySelectorAll(`[${name}]`)) pieces.push(element.getAttribute(name) ?? '');
  }
  return pieces.map((piece) => piece.trim().replaceAll(/\s+/g, ' ')).filter((piece) => /\p{L}{2}/u.test(piece));
}

const pages: [path: string, who?: string][] = [
  ['/en'],
  ['/en/guides'],
  ['/en/guides/contact'],
  ['/en/guides/contact/1'],
  ['/en/words'],
  ['/en/search?q=plan'],
  ['/en/search?q=qqqq'],
  ['/en/areas'],
  ['/en/areas/staffordshire'],
  ['/en/areas/staffordshire/services'],
  ['/en/my-cetr'],
  ['/en/settings'],
  ['/en/accessibility'],
  ['/en/offline'],
  ['/en/sign-in'],
  ['/en/nowhere'],
  ['/en/family', 'Amir Khan'],
  ['/en/family/plan', 'Maya Hartley'],
  ['/en/family/reviews', 'Amir Khan'],
  ['/en/family/messages', 'Nadia Khan'],
  ['/en/family/sharing', 'Amir Khan'],
  ['/en/me', 'Priya Nair'],
  ['/desk', 'Priya Nair'],
];

test.each(pages.map(([path, who]) => ({ path, who, reader: who ?? 'anyone' })))('$path has no words of its own, for $reader', async ({ path, who }) => {
  await context.clearCookies();
  if (who) await context.addCookies([{ name: 'session', value: await database.session(who), url: server.origin }]);
  await page.goto(server.origin + path);
  const pieces = await page.evaluate(piecesOf);
  expect(pieces.length).toBeGreaterThan(5);
  // A name between two pieces of a sentence cuts its marks in two.
  const own = pieces.filter((piece) => !/[⟦⟧·]/.test(piece) && !written.includes(piece) && !months.has(piece));
  expect(own).toEqual([]);
});

test.each(pages.map(([path, who]) => ({ path, who })))('$path has room for words that are half as long again, on a small phone', async ({ path, who }) => {
  await context.clearCookies();
  if (who) await context.addCookies([{ name: 'session', value: await database.session(who), url: server.origin }]);
  await page.goto(server.origin + path);
  const clipped = await page.evaluate(() => {
    const cut = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
      const { overflowX } = getComputedStyle(element);
      return overflowX !== 'visible' && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
    });
    return [...(document.documentElement.scrollWidth > innerWidth ? ['the page'] : []), ...cut.map(({ outerHTML }) => outerHTML.slice(0, 120))];
  });
  expect(clipped).toEqual([]);
});
