import { expect, test } from 'vitest';
import { grade, gradeOf, gradeOfPage } from '#easy-read/rules/grade.ts';
import { brokenLines, page } from '#tests/support/easy-read.ts';

const easy = 'You can ask your key worker for help.';
const middle = 'Your local service will always give you a written answer before the summer holiday.';
const hard = 'Multidisciplinary organisations facilitate individualised intervention opportunities.';

test('the grade is that of Flesch and Kincaid', () => {
  // 8 words, 9 syllables: 0.39 × 8 + 11.8 × 9 / 8 - 15.59.
  expect(gradeOf([easy])).toBeCloseTo(0.805, 3);
  expect(gradeOf([])).toBe(0);
  expect(gradeOf(['Call 999.'])).toBeLessThan(0);
});

test('easy read and the interface have a grade of 4 at most, the standard reading of 6', () => {
  expect(brokenLines(grade, page('easy', easy))).toEqual([]);
  expect(brokenLines(grade, page('standard', easy, hard))).toEqual([2]);
  const between = page('easy', middle, easy, 'It has a letter about your plan and your family in it.');
  expect(gradeOfPage(between)).toBeGreaterThan(4);
  expect(gradeOfPage(between)).toBeLessThan(6);
  expect(brokenLines(grade, between)).toEqual([1]);
  expect(brokenLines(grade, { ...between, reading: 'interface' })).toEqual([1]);
  expect(brokenLines(grade, { ...between, reading: 'standard' })).toEqual([]);
});
