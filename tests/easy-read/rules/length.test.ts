import { expect, test } from 'vitest';
import { blockLength, headings, longestOf, meanLength, meanOf, sentenceLength } from '#easy-read/rules/length.ts';
import { brokenLines, mends, page } from '#tests/support/easy-read.ts';

const words = (count: number) => `${Array.from({ length: count }, () => 'word').join(' ')}.`;

test('a sentence of 15 words is good, and one of 16 is not, in any reading', () => {
  expect(mends(sentenceLength, words(15))).toEqual([]);
  expect(mends(sentenceLength, words(16))).toEqual(['It has 16. Make 2 sentences of it, or take words out.']);
  expect(mends(sentenceLength, words(16), 'standard')).toHaveLength(1);
  expect(mends(sentenceLength, `${words(10)} ${words(10)}`)).toEqual([]);
});

test('marks that stand alone are no words, and a heading is measured too', () => {
  expect(mends(sentenceLength, `${words(15).slice(0, -1)} - .`)).toEqual([]);
  expect(brokenLines(sentenceLength, page('easy', `## ${words(16)}`, 'Short.'))).toEqual([1]);
});

test('a page has a mean of 10 words at most, and the longest sentence is named', () => {
  expect(brokenLines(meanLength, page('easy', words(5), words(15)))).toEqual([]);
  expect(brokenLines(meanLength, page('easy', words(6), words(15)))).toEqual([2]);
  expect(meanOf(page('easy', words(5), words(15)))).toBe(10);
  expect(meanOf(page('easy'))).toBe(0);
  expect(longestOf(page('easy', words(5), words(15)))).toBe(15);
});

test('an idea has 5 sentences at most', () => {
  expect(mends(blockLength, 'One. '.repeat(5).trim())).toEqual([]);
  expect(mends(blockLength, 'One. '.repeat(6).trim())).toEqual(['It has 6. Make 2 ideas of it.']);
});

test('a heading has 6 ideas at most, and so have the ideas before the first heading', () => {
  const ideas = (count: number) => Array.from({ length: count }, () => 'You can ask.');
  expect(brokenLines(headings, page('easy', ...ideas(6), '## More', ...ideas(6)))).toEqual([]);
  expect(brokenLines(headings, page('easy', ...ideas(6), '## More', ...ideas(7)))).toEqual([7]);
  expect(brokenLines(headings, page('standard', ...ideas(7)))).toEqual([1]);
  expect(brokenLines(headings, page('interface', ...ideas(20)))).toEqual([]);
});
