import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

// The engine that pa11y-ci runs. Here it looks at a page that is open already, which takes a tenth of the time.
const pa11y = createRequire(createRequire(import.meta.url).resolve('pa11y-ci/package.json')).resolve('pa11y/package.json');
const engine = readFileSync(createRequire(pa11y).resolve('@pa11y/html_codesniffer/build/HTMLCS.js'), 'utf8');

interface Sniffer {
  ERROR: number;
  process(standard: string, content: Document, done: () => void): void;
  getMessages(): { type: number; code: string; msg: string; element: { outerHTML?: string } }[];
}

/** Runs HTML CodeSniffer at AAA over a page. Gives each fault in a line. */
export async function sniffedOn(page: Page): Promise<string[]> {
  await page.evaluate(engine);
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const { HTMLCS: sniffer } = globalThis as unknown as { HTMLCS: Sniffer };
        sniffer.process('WCAG2AAA', document, () => {
          const faults = sniffer.getMessages().filter(({ type }) => type === sniffer.ERROR);
          resolve(faults.map(({ code, msg, element }) => `${code}: ${msg} ${(element.outerHTML ?? '').slice(0, 120)}`));
        });
      }),
  );
}
