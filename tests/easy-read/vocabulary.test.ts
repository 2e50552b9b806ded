import { expect, test } from 'vitest';
import { isCommon, termsIn, unexplainedIn, withoutNames } from '#easy-read/vocabulary.ts';
import { vocabulary } from '#tests/support/easy-read.ts';

const common = new Set(['stop', 'make', 'happy', 'baby', 'big', 'safe', 'gentle', 'walk', 'need', 'tie']);

test.each(['stops', 'stopped', 'stopping', 'making', 'happier', 'happily', 'babies', 'biggest', 'safely', 'gently', 'tied', 'walk-stop'])(
  '"%s" is common',
  (word) => {
    expect(isCommon(word, { common })).toBe(true);
  },
);

test.each(['stopgap', 'baffled', 'walk-facilitate', 'ring', 's', 'ed'])('"%s" is not', (word) => {
  expect(isCommon(word, { common })).toBe(false);
});

test('a word of the glossary is found in each of its forms, and the longest wins', () => {
  expect(termsIn('The Dynamic Support Register, or DSR. Registers, key workers.', vocabulary).map(({ word, form }) => [word, form])).toEqual([
    ['Dynamic Support Register', 'Dynamic Support Register'],
    ['Dynamic Support Register', 'DSR'],
    ['Dynamic Support Register', 'Registers'],
    ['key worker', 'key workers'],
  ]);
  expect(termsIn('A registered, panelled room.', vocabulary)).toEqual([]);
  expect(termsIn('Anything.', { glossary: new Map() })).toEqual([]);
});

test('a name is a name only as it is written', () => {
  expect(withoutNames('Sam has a same plan.', { names: ['Sam'] }).trim()).toBe('has a same plan.');
  expect(unexplainedIn('openmoji OpenMoji', vocabulary)).toEqual(['openmoji']);
});
