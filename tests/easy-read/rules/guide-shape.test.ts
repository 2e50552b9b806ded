import { expect, test } from 'vitest';
import { ending, opening } from '#easy-read/rules/guide-shape.ts';
import { brokenLines, page } from '#tests/support/easy-read.ts';

test('a guide opens with what it is about', () => {
  expect(brokenLines(opening, page('easy', 'This guide is about key workers. They help.'))).toEqual([]);
  expect(brokenLines(opening, page('easy', 'Key workers help you.'))).toEqual([1]);
  expect(brokenLines(opening, page('interface', 'Sign in'))).toEqual([]);
});

test('a guide ends with what to do next, and who to ask', () => {
  expect(brokenLines(ending, page('easy', 'You.', '## What to do next', 'Ask your key worker.'))).toEqual([]);
  expect(brokenLines(ending, page('easy', 'You.', '## What to do next', 'Read a guide.'))).toEqual([2]);
  expect(brokenLines(ending, page('easy', '## What to do next', 'Ask your key worker.', '## The end', 'Ask them.'))).toEqual([3]);
});
