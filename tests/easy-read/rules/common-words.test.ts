import { describe, expect, test } from 'vitest';
import { commonWords, explained, hardWordsOf } from '#easy-read/rules/common-words.ts';
import { brokenLines, mends, page, vocabulary } from '#tests/support/easy-read.ts';

describe('every word is common, a name, or in the glossary', () => {
  test.each([
    'Families stopped asking, and the biggest babies slept happily.',
    'A made-up name.',
    'Write to sam@example.org at 2:30pm.',
    "Sam's key workers are in a crisis.",
    'Sign in with NHS login in 15 minutes.'.replace('login', ''),
    'Autistic people have a C(E)TR.',
  ])('so: %s', (words) => {
    expect(mends(explained, words)).toEqual([]);
  });
  test.each([
    ['A multidisciplinary meeting.', 'multidisciplinary'],
    ['The dynamic list.', 'dynamic'],
    ['Well-hydrated people.', 'well-hydrated'],
  ])('not: %s', (words, word) => {
    expect(mends(explained, words)).toEqual([`"${word}" is neither. Use an easier word, or put it in content/glossary/en.yaml.`]);
  });
});

test('1 word of 20 may be hard, and a word of the glossary is hard once', () => {
  const easy = 'You can ask them to help you at home or at school.';
  expect(brokenLines(commonWords, page('easy', easy, 'In a crisis, ask. The crisis ends.'))).toEqual([]);
  expect(brokenLines(commonWords, page('easy', 'In a crisis, ask the panel.'))).toEqual([1]);
  expect(hardWordsOf(page('easy', 'In a crisis, ask. The crisis ends. Facilitate it. Facilitate it.'), vocabulary)).toEqual([
    'facilitate',
    'facilitate',
    'crisis',
  ]);
});

test('what is made of easy words, or is about the reader, counts as easy', () => {
  expect(hardWordsOf(page('easy', 'Autistic people can have a key worker.'), vocabulary)).toEqual([]);
});

test('a glossary may be full of hard words', () => {
  expect(brokenLines(commonWords, page('glossary', 'In a crisis, ask the panel.'))).toEqual([]);
});
