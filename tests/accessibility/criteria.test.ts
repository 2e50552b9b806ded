import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { inState, levels, stateOf } from '#accessibility/statement.ts';
import { readStatement } from '#accessibility/statements.ts';
import { root } from '#start/build.ts';

const { criteria } = readStatement(join(root, 'content'));

// The peer: an engine that has WCAG's own list in it, with the rules that it has for each.
interface Checkpoint {
  num: string;
  name: string;
  wcagLevel: string;
  rules?: { level: string }[];
}
type Ace = { Checker: new () => { rulesets: { id: string; checkpoints: Checkpoint[] }[] } };
const modules = createRequire(import.meta.url);
const ace = modules('accessibility-checker-engine/ace-node.js') as Ace;
// Its types leave these out.
const { configPresets } = modules('html-validate') as { configPresets: Record<string, { rules?: object }> };
const file = readFileSync(modules.resolve('accessibility-checker-engine/ace-node.js'), 'utf8');

/** Every criterion that the engine knows of, also those that it has no rule for: number to name and level. */
const known = new Map(
  [...file.matchAll(/"(\d\.\d\.\d+)":\{"num":"\1"[^{}]*?"handle":"([^"]+)","level":"(A+)"/g)].map(([, number = '', name = '', level = '']) => [
    number,
    { name, level },
  ]),
);

// Where the engine is behind https://www.w3.org/TR/WCAG22/.
const newer: Record<string, { name?: string; level?: string }> = {
  '1.4.4': { name: 'Resize Text' },
  '2.5.5': { name: 'Target Size (Enhanced)' },
  '2.5.7': { name: 'Dragging Movements' },
  '2.5.8': { name: 'Target Size (Minimum)' },
  '3.2.6': { level: 'A' },
  '3.3.7': { level: 'A' },
};

test('the criteria are the 86 of WCAG 2.2: 31 of A, 24 of AA, 31 of AAA', () => {
  expect(levels.map((level) => criteria.filter((each) => each.level === level).length)).toEqual([31, 24, 31]);
});

test('each has the number, the name and the level that WCAG gives it, and none but the obsolete 4.1.1 is left out', () => {
  expect(known.get('4.1.1')?.name).toBe('Parsing');
  const wanted = [...known].filter(([number]) => number !== '4.1.1').map(([number, each]) => ({ number, ...each, ...newer[number] }));
  const byNumber = (one: { number: string }, other: { number: string }) => one.number.localeCompare(other.number, 'en', { numeric: true });
  expect(criteria.map(({ number, name, level }) => ({ number, name, level }))).toEqual(wanted.toSorted(byNumber));
});

describe('a program is named where it has a rule, and nowhere else:', () => {
  const sniffer = readFileSync(
    createRequire(createRequire(modules.resolve('pa11y-ci/package.json')).resolve('pa11y/package.json')).resolve('@pa11y/html_codesniffer/build/HTMLCS.js'),
    'utf8',
  );
  const axeTags = new Set(axe.getRules().flatMap(({ tags }) => tags));
  const aceRules = new Map(new ace.Checker().rulesets.find(({ id }) => id === 'WCAG_2_2')?.checkpoints.map(({ num, rules = [] }) => [num, rules]));
  const sniffs = sniffer.split(/(?=HTMLCS_WCAG2AAA_Sniffs_Principle\d_Guideline\d_\d_\d_\d_\w+\s*=)/);
  const hasRule = {
    'axe-core': (number: string) => axeTags.has(`wcag${number.replaceAll('.', '')}`),
    // What it only asks a person to look at finds no fault.
    'HTML CodeSniffer': (number: string) =>
      sniffs.some((sniff) => new RegExp(`^\\w+Guideline\\d_\\d_${number.replaceAll('.', '_')}(_|\\s*=)`).test(sniff) && sniff.includes('HTMLCS.ERROR')),
    'IBM accessibility-checker': (number: string) => aceRules.get(number)?.some(({ level }) => level === 'VIOLATION') ?? false,
  };

  test.each(Object.entries(hasRule))('%s', (tool, has) => {
    const about = criteria.filter((criterion) => stateOf(criterion) !== 'notHere');
    const named = about.filter(({ tools }) => (tools as string[]).includes(tool)).map(({ number }) => number);
    expect(named.length).toBeGreaterThan(15);
    expect(named).toEqual(about.map(({ number }) => number).filter(has));
  });

  // It says which technique of WCAG a rule is of, and leaves the criterion to its reader.
  const rulesOfHtmlValidate: Record<string, string> = {
    '1.1.1': 'wcag/h37',
    '1.3.1': 'wcag/h63',
    '1.3.5': 'valid-autocomplete',
    '1.4.2': 'no-autoplay',
    '2.2.1': 'meta-refresh',
    '2.4.2': 'empty-title',
    '2.4.4': 'wcag/h30',
    '2.4.6': 'empty-heading',
    '3.2.2': 'wcag/h32',
    '3.3.2': 'wcag/h71',
    '4.1.2': 'text-content',
  };
  test('html-validate', () => {
    const on = Object.keys({ ...configPresets['html-validate:a11y']?.rules, ...configPresets['html-validate:document']?.rules });
    expect(on).toEqual(expect.arrayContaining(Object.values(rulesOfHtmlValidate)));
    expect(criteria.filter(({ tools }) => tools.includes('html-validate')).map(({ number }) => number)).toEqual(Object.keys(rulesOfHtmlValidate));
  });
});

test('every test that is named is there', () => {
  expect(criteria.flatMap(({ scripts }) => scripts).filter((script) => !existsSync(join(root, script)))).toEqual([]);
});

test('nothing is promised: no word says that someone certified us, and what only people can tell is with people', () => {
  expect(readFileSync(join(root, 'content', 'accessibility', 'criteria.yaml'), 'utf8')).not.toMatch(/certif|compl(y|iant)|conform/i);
  expect(inState(criteria, 'both').map(({ number }) => number)).toEqual(expect.arrayContaining(['1.1.1', '1.3.1', '3.1.5', '4.1.2']));
});
