import { expect, test } from 'vitest';
import { findLanguage, isLanguageCode, languages, preferredLanguage } from '#language/languages.ts';

test('each language has its name in its own words, and Urdu is written from right to left', () => {
  expect(languages.map(({ name }) => name)).toEqual(['English', 'Cymraeg', 'Polski', 'اردو']);
  expect(languages.filter(({ direction }) => direction === 'rtl').map(({ code }) => code)).toEqual(['ur']);
});

test.each([
  ['pl', 'pl'],
  ['pl-PL,pl;q=0.9,en-GB;q=0.8', 'pl'],
  ['en-GB,en;q=0.9,ur;q=0.8', 'en'],
  ['de-DE,de;q=0.9,cy;q=0.5,en;q=0.4', 'cy'],
  ['ur-PK', 'ur'],
  ['en;q=0.2, ur;q=0.7', 'ur'],
  ['ur;q=0, en;q=0.1', 'en'],
  ['fr', 'en'],
  ['*', 'en'],
  [null, 'en'],
  ['', 'en'],
  [';;;,,q=1,\u0000', 'en'],
  ['constructor,__proto__', 'en'],
])('a browser that asks for %s gets %s', (asked, code) => {
  expect(preferredLanguage(asked)).toBe(code);
});

test('a made-up language is none', () => {
  expect(findLanguage('xx')).toBeUndefined();
  expect([isLanguageCode('EN'), isLanguageCode(undefined), isLanguageCode('ur')]).toEqual([false, false, true]);
});
