import { bring, readPackage, type Engine } from './engine.ts';

interface Sniffer {
  ERROR: number;
  process(standard: string, content: Document, done: () => void): void;
  getMessages(): { type: number; code: string; msg: string; element: { outerHTML?: string } }[];
}

// The engine that pa11y-ci runs. Here it looks at a page that is open already, which takes a tenth of the time.
const pa11y = readPackage('pa11y', 'package.json', 'pa11y-ci/package.json') && 'pa11y-ci/package.json';
const { text, version } = readPackage('@pa11y/html_codesniffer', 'build/HTMLCS.js', pa11y);
// Each technique that it looks for is a file of its own.
const sniffs = new Set(text.match(/HTMLCS_WCAG2AAA_Sniffs_\w+/g)).size;

/** HTML CodeSniffer at WCAG 2 AAA. It is so quick that it asks all its rules each time. */
export const htmlCodeSniffer: Engine = {
  name: 'HTML CodeSniffer',
  version,
  rules: { all: sniffs, look: sniffs, shape: sniffs },
  async look(page) {
    await bring(page, 'HTMLCS', text);
    const found = await page.evaluate(
      () =>
        new Promise<{ rule: string; where: string; says: string }[]>((resolve) => {
          const { HTMLCS: sniffer } = globalThis as unknown as { HTMLCS: Sniffer };
          sniffer.process('WCAG2AAA', document, () => {
            const faults = sniffer.getMessages().filter(({ type }) => type === sniffer.ERROR);
            resolve(faults.map(({ code, msg, element }) => ({ rule: code, where: element.outerHTML ?? '', says: msg })));
          });
        }),
    );
    return found.map((fault) => ({ engine: 'HTML CodeSniffer', ...fault }));
  },
};
