import type { AxeResults, RuleMetadata } from 'axe-core';
import axe from 'axe-core';
import { bring, readPackage, type Engine } from './engine.ts';

const { text, version } = readPackage('axe-core', 'axe.min.js');
const all = axe.getRules().map(({ ruleId }: RuleMetadata) => ruleId);

/** The rules that colours, sizes and spaces can break. All others look at the page's elements, which no setting changes. */
const ofShape = ['target-size', 'scrollable-region-focusable'];
const ofLook = ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block', ...ofShape];
const named = { all, look: ofLook, shape: ofShape };

/** axe-core with every rule that it has, also those that are off by default. What it can not decide counts too: a person would have to look each time. */
export const axeCore: Engine = {
  name: 'axe-core',
  version,
  rules: { all: all.length, look: ofLook.length, shape: ofShape.length },
  async look(page, depth) {
    await bring(page, 'axe', text);
    const results = await page.evaluate(async (values) => {
      const { axe: engine } = globalThis as unknown as { axe: typeof import('axe-core') };
      return (await engine.run(document, { runOnly: { type: 'rule', values }, resultTypes: ['violations', 'incomplete'] })) as AxeResults;
    }, named[depth]);
    return [...results.violations, ...results.incomplete].flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => ({ engine: 'axe-core', rule: id, where: html, says: any[0]?.message ?? '' })),
    );
  },
};
