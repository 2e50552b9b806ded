import { describe, expect, test } from 'vitest';
import { dates, digits, percent, roman, times } from '#easy-read/rules/figures.ts';
import { mends } from '#tests/support/easy-read.ts';

describe('a number is in digits', () => {
  test.each(['Wait three days.', 'Twelve people came.', 'We ask one question.', 'Press it twice.', 'You need at least one passkey.'])('not: %s', (words) => {
    expect(mends(digits, words)).toHaveLength(1);
  });
  test.each([
    'Wait 3 days.',
    'Choose one.',
    'One of them',
    'Choose one or more.',
    'Ask for a new one.',
    'The new one is good.',
    'You can ask for one.',
    'Another one came.',
    'Someone knows.',
  ])('but: %s', (words) => {
    expect(mends(digits, words)).toEqual([]);
  });
});

describe('parts and Roman numerals', () => {
  test.each(['It is 50%.', 'It is 50 per cent.', 'It is 50 percent.'])('not: %s', (words) => {
    expect(mends(percent, words)).toHaveLength(1);
  });
  test('not: Part IV', () => {
    expect(mends(roman, 'Part IV is here.')).toEqual(['Write "IV" in digits.']);
    expect(mends(roman, 'Part XII is here.')).toHaveLength(1);
  });
  test('but: 1 in 2, and I', () => {
    expect(mends(percent, '1 in 2 people')).toEqual([]);
    expect(mends(roman, 'I am in. So am I.')).toEqual([]);
  });
});

describe('a day', () => {
  test.each(['On 4/5/2026', 'On 2026-05-04', 'On 4 May 2026', 'On May 4', 'On the 4th', 'On Monday 4th May'])('not: %s', (words) => {
    expect(mends(dates, words).length).toBeGreaterThan(0);
  });
  test.each(['On Monday 4 May 2026', 'In May 2026', 'You may 4 times.'])('but: %s', (words) => {
    expect(mends(dates, words)).toEqual([]);
  });
});

describe('a time', () => {
  test.each(['At 14:30', 'At 2.30pm', 'At 2:30 pm', 'At 2 pm', 'At 9:00am', 'At 2 p.m.', "At 2 o'clock"])('not: %s', (words) => {
    expect(mends(times, words)).toHaveLength(1);
  });
  test.each(['At 2:30pm', 'At 9am', 'Their licence is CC BY-SA 4.0.', 'From 9am to 5pm'])('but: %s', (words) => {
    expect(mends(times, words)).toEqual([]);
  });
});
