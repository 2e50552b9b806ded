import { expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { languageToAnswer, quickAnswers, quickWords } from '#messages/quick.ts';

type Members = Parameters<typeof languageToAnswer>[0]['members'];
type Messages = Parameters<typeof languageToAnswer>[0]['messages'];
const members = [
  { id: 'priya', isStaff: true },
  { id: 'sam', isStaff: false },
] as Members;
const said = (...all: [authorId: string, language: string][]) => all.map(([authorId, language]) => ({ authorId, language })) as Messages;

test('each quick answer says something else, in each language', () => {
  const all = languages.flatMap(({ code }) => quickAnswers.map((answer) => quickWords(answer, code)));
  expect(new Set(all).size).toBe(quickAnswers.length * languages.length);
});

test.each([null, '', 'constructor', '<b>'])('there is none of the name %j', (name) => {
  expect(quickWords(name, 'en')).toBeUndefined();
});

test('a family is answered in the language of their last words, whatever staff wrote since', () => {
  expect(languageToAnswer({ members, messages: said(['sam', 'en'], ['sam', 'pl'], ['priya', 'en']) })).toBe('pl');
  expect(languageToAnswer({ members, messages: said(['priya', 'cy']) })).toBe('en');
});
