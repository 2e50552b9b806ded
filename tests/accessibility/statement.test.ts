import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engines, faultsIn, inState, measuring, stateOf, states, type Criterion } from '#accessibility/statement.ts';
import { readStatement } from '#accessibility/statements.ts';
import { root } from '#start/build.ts';
import { contentCopy } from '#tests/support/content.ts';

const { criteria, results } = readStatement(join(root, 'content'));

const criterion: Criterion = { number: '1.1.1', level: 'A', name: 'x', tools: [], scripts: [] };
test.each([
  [{ tools: ['axe-core' as const] }, 'programs'],
  [{ scripts: ['tests/yaml.test.ts'], people: 'Look.' }, 'both'],
  [{ people: 'Look.' }, 'people'],
  [{ tools: [measuring as 'measuring'], missing: 'Not yet.' }, 'missing'],
  [{ scripts: ['tests/yaml.test.ts'], notHere: 'No video.' }, 'notHere'],
])('a criterion with %j stands as %s', (given, state) => {
  expect(stateOf({ ...criterion, ...given })).toBe(state);
});

test('each criterion stands in one way', () => {
  expect(states.reduce((sum, state) => sum + inState(criteria, state).length, 0)).toBe(86);
});

describe('what the programs wrote', () => {
  const content = contentCopy();
  const sample = {
    day: '2026-05-04',
    engines: engines.map((name, at) => ({ name, version: `1.${at}`, checks: 10, faults: at })),
    pages: 2,
    combinations: 3,
    geometry: { lines: 5, targets: 6, stops: 7, faults: 4 },
  };
  const write = (found: object) => content.write('accessibility/results.json', JSON.stringify(found));

  test('comes to the page as it is, and its faults are added up', () => {
    write(sample);
    const read = readStatement(content.folder).results;
    expect(read).toEqual(sample);
    expect(read && faultsIn(read)).toBe(0 + 1 + 2 + 3 + 4);
  });

  test('is not made up where there is nothing', () => {
    if (results) content.take('accessibility/results.json');
    expect(readStatement(content.folder)).toEqual({ criteria });
  });

  test.each([
    [{ ...sample, day: 'yesterday' }, /results\.json, line 1: day: is a day/],
    [{ ...sample, engines: sample.engines.slice(1) }, /engines: has each of axe-core/],
    [{ ...sample, pages: -1 }, /pages: is a whole number/],
  ])('is refused where it is not whole', (found, said) => {
    write(found);
    expect(content.told()).toMatch(said);
  });
});

describe('the build stops at a criterion', () => {
  const content = contentCopy();
  const at = 'accessibility/criteria.yaml';

  test('that nothing holds', () => {
    content.change(at, /( {2}name: Orientation\n) {2}tools: .*\n/, '$1');
    expect(content.told()).toMatch(/criteria\.yaml, line \d+: \d+: needs tools, scripts, people, missing or notHere/);
  });
  test('whose program nobody knows', () => {
    content.change(at, 'tools: [axe-core', 'tools: [lighthouse');
    expect(content.told()).toMatch(/tools\.0: is one of axe-core/);
  });
  test('that stands twice, or not in its place', () => {
    content.change(at, 'number: 1.1.1', 'number: 1.2.1');
    expect(content.told()).toContain('has each criterion once, in the order of WCAG');
  });
  test('that is there and not there', () => {
    content.change(at, /( {2}notHere: .*\n)/, '$1  people: Look.\n');
    expect(content.told()).toContain('has only one of people, missing and notHere');
  });
});
