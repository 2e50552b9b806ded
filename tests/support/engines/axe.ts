import type { AxeResults, RuleMetadata, RunOptions } from 'axe-core';
import axe from 'axe-core';
import { bring, readPackage, type Engine } from './engine.ts';

const { text, version } = readPackage('axe-core', 'axe.min.js');
const all = axe.getRules().map(({ ruleId }: RuleMetadata) => ruleId);

/** The rules that colours, sizes and spaces can break. All others look at the page's elements, which no setting changes. */
const ofShape = ['target-size', 'scrollable-region-focusable'];
const ofLook = ['color-contrast-enhanced', 'link-in-text-block', ...ofShape];
const named = { all, look: ofLook, shape: ofShape };
// The enhanced rule leaves words that are paler still to the plain one. In a look it takes those too, and the plain one, which would
// weigh each pair of colours a second time, has nothing to add.
const noLeastContrast = { normal: { minThreshold: null }, large: { minThreshold: null } };
const ofLookChecks = { 'color-contrast-enhanced': { options: { contrastRatio: noLeastContrast } } };

/** axe-core with every rule that it has, also those that are off by default. What it can not decide counts too: a person would have to look each time. */
export const axeCore: Engine = {
  name: 'axe-core',
  version,
  rules: { all: all.length, look: ofLook.length, shape: ofShape.length },
  async look(page, depth) {
    await bring(page, 'axe', text);
    const results = await page.evaluate(
      async ([values, checks]) => {
        const { axe: engine } = globalThis as unknown as { axe: typeof import('axe-core') };
        // An element is shown by its HTML: to look for a selector that fits no other takes long.
        const options = { runOnly: { type: 'rule', values }, resultTypes: ['violations', 'incomplete'], selectors: false, checks } as const;
        return (await engine.run(document, options as unknown as RunOptions)) as AxeResults;
      },
      [named[depth], depth === 'all' ? {} : ofLookChecks] as const,
    );
    return [...results.violations, ...results.incomplete].flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => ({ engine: 'axe-core', rule: id, where: html, says: any[0]?.message ?? '' })),
    );
  },
};
