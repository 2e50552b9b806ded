import { expect, test } from 'vitest';
import { languageWritten, nameOfLanguage } from '#language/written.ts';

test.each([
  ['I like the small room.', 'en', 'en'],
  ['Lubię mały pokój.', 'pl', 'pl'],
  ['مجھے چھوٹا کمرہ پسند ہے۔', 'en', 'ur'],
  ['She needs a quiet room.', 'ur', 'en'],
  ['مجھے iPad پسند ہے۔', 'ur', 'ur'],
  ['❤️', 'ur', 'ur'],
] as const)('"%s", written on a page in %s, is in %s', (words, page, language) => {
  expect(languageWritten(words, page)).toBe(language);
});

test('the name of a language is in the language of who reads', () => {
  expect(nameOfLanguage('pl', 'en')).toBe('Polish');
  expect(nameOfLanguage('ur', 'pl')).toBe('urdu');
});
