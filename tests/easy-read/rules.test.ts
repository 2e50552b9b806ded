import { expect, test } from 'vitest';
import { readPages } from '#easy-read/pages.ts';
import { faultsOf, rules, unusedExceptions } from '#easy-read/rules.ts';
import { readVocabulary } from '#easy-read/vocabularies.ts';
import { measured, page, vocabulary } from '#tests/support/easy-read.ts';

const known = readVocabulary('content');
const pages = readPages('content', measured());

test('each rule has a name of its own', () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

test.each(pages.map((each) => [each.name, each] as const))('%s is easy to read', (_, each) => {
  expect(faultsOf(each, known)).toEqual([]);
});

test('every exception is needed', () => {
  expect(unusedExceptions(pages, known)).toEqual([]);
});

test('faults come in the order of the lines, each with file, sentence, rule and what to do', () => {
  const faults = faultsOf(page('interface', 'Good.', 'The plan is shared.', 'You do; they do.'), vocabulary);
  expect(faults).toEqual([
    { rule: 'no passives', file: 'a.md', line: 2, sentence: 'The plan is shared.', mend: '"is shared": say who does it, with the doer first.' },
    expect.objectContaining({ rule: 'no semicolons and no dashes between words', line: 3, sentence: 'You do; they do.' }),
  ]);
});

test('an exception allows one sentence one rule, and is found where nothing needs it', () => {
  const exception = { rule: 'no passives', sentence: 'The plan is shared.', why: 'It is a title.' };
  const allowing = { ...vocabulary, exceptions: [exception] };
  expect(faultsOf(page('interface', 'The plan is shared.'), allowing)).toEqual([]);
  expect(faultsOf(page('interface', 'The plan is shared; it is.'), allowing)).toHaveLength(2);
  expect(unusedExceptions([page('interface', 'The plan is shared.')], allowing)).toEqual([]);
  expect(unusedExceptions([page('interface', 'People share the plan.')], allowing)).toEqual([exception]);
});
