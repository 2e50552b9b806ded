import { expect, test } from 'vitest';
import { pictures } from '#easy-read/rules/pictures.ts';
import { brokenLines, idea, page } from '#tests/support/easy-read.ts';

test('every idea of easy read has a picture that is there', () => {
  const easy = {
    name: 'a',
    reading: 'easy' as const,
    blocks: [{ ideas: [idea('They listen.', 1, 'listen'), idea('They fly.', 2, 'dragon'), idea('They plan.', 3)] }],
  };
  expect(brokenLines(pictures, easy)).toEqual([2, 3]);
  expect(brokenLines(pictures, page('standard', 'They listen.'))).toEqual([]);
});
