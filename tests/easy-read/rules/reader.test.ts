import { expect, test } from 'vitest';
import { speaksToReader } from '#easy-read/rules/reader.ts';
import { brokenLines, page } from '#tests/support/easy-read.ts';

test('a guide says "you" or "we" in 1 sentence of 5', () => {
  const others = ['They listen.', 'They plan.', 'They come.', 'They go.'];
  expect(brokenLines(speaksToReader, page('easy', ...others, 'They help your family.'))).toEqual([]);
  expect(brokenLines(speaksToReader, page('easy', ...others, 'They help.'))).toEqual([1]);
  expect(brokenLines(speaksToReader, page('standard', ...others))).toEqual([1]);
  expect(brokenLines(speaksToReader, page('interface', ...others))).toEqual([]);
});
