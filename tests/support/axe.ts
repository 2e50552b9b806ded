import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RuleMetadata } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules that colours, sizes and spaces can break. All others look at the page's elements, which no setting changes. */
export const rulesOfLook = ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];

/** Runs every rule that axe has over a page, also those that are off by default, or only some. Gives each fault in a line. */
export async function faultsOn(page: Page, only?: string[]): Promise<string[]> {
  // The page's own content policy refuses scripts from elsewhere; the debugger may still run one.
  await page.evaluate(axe);
  const results = await page.evaluate(async (named) => {
    const { axe: engine } = globalThis as unknown as { axe: typeof import('axe-core') };
    const all = engine.getRules().map(({ ruleId }: RuleMetadata) => ruleId);
    const rules = Object.fromEntries(all.map((ruleId) => [ruleId, { enabled: !named || named.includes(ruleId) }]));
    return (await engine.run(document, { rules, resultTypes: ['violations', 'incomplete'] })) as AxeResults;
  }, only);
  // What axe can not decide counts too: a person would have to look each time.
  return [...results.violations, ...results.incomplete].flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`),
  );
}
