import type { Page } from 'playwright-core';
import { clippedText, overlaps, sideways, smallTargets } from './checks.ts';
import { textLines } from './text-lines.ts';

const checks = { clippedText, overlaps, sideways, smallTargets };

/** What is wrong with where things are on an open page, each in a line, and how many lines of text and targets were measured. */
export async function geometryOf(page: Page): Promise<{ faults: string[]; lines: number; targets: number }> {
  // All in one go: each question of its own would lay the page out again.
  const parts = Object.entries(checks).map(([name, check]) => `...(${check.toString()})(lines).map((fault) => '${name}: ' + fault)`);
  return page.evaluate(`(() => {
    const lines = (${textLines.toString()})();
    const targets = document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary').length;
    return { faults: [${parts.join(', ')}], lines: lines.length, targets };
  })()`);
}
