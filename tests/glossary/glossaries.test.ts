import { describe, expect, test } from 'vitest';
import { parseGlossary, readGlossaries } from '#glossary/glossaries.ts';
import { asWord, formsOf } from '#glossary/glossary.ts';
import { Problem } from '#problem.ts';
import { contentCopy } from '#tests/support/content.ts';

test('a glossary is read: each word with what it means, its forms, and its line', () => {
  const glossary = parseGlossary('# People\npanel:\n  meaning: A small group.\nregister:\n  meaning: A list.\n  also: [the list]\n  short: DSR\n', 'a.yaml');
  expect([...glossary]).toEqual([
    ['panel', { meaning: 'A small group.', also: [], known: false, line: 2 }],
    ['register', { meaning: 'A list.', also: ['the list'], short: 'DSR', known: false, line: 4 }],
  ]);
  const register = glossary.get('register');
  expect(register && formsOf('register', register)).toEqual(['register', 'the list', 'DSR']);
});

test.each([
  ['it is empty', '', 'line 1: there are no words in it'],
  ['a word has no meaning', 'a:\n  meaning: It is a.\nb:\n  also: [c]', 'line 3: "b.meaning": '],
  ['a meaning says nothing', 'a:\n  meaning: " "', 'line 2: "a.meaning": write what the word means'],
  ['a word has something else', 'a:\n  meaning: It is.\n  picture: b', 'line 1: "a": '],
  ['a word comes in two ways', 'panel:\n  meaning: A group.\ngroup:\n  meaning: People.\n  also: [Panel]', 'line 3: "panel" is in line 1 too'],
  ['a word comes twice', 'panel:\n  meaning: A group.\npanel:\n  meaning: People.', 'line 3: this cannot be read as YAML. Map keys must be unique'],
])('whoever writes is told the file, the line and what to do where %s', (_, text, message) => {
  expect(() => parseGlossary(text, 'content/glossary/en.yaml')).toThrow(Problem);
  expect(() => parseGlossary(text, 'content/glossary/en.yaml')).toThrow('content/glossary/en.yaml');
  expect(() => parseGlossary(text, 'content/glossary/en.yaml')).toThrow(message);
});

test('the English glossary is there', () => {
  expect(readGlossaries('content').get('en')?.get('advocate')?.meaning).toBe('An advocate helps you to speak up.');
});

test('a word is shown with its meaning sentence by sentence, in the same place in every language', () => {
  const entry = { meaning: 'Mae panel yn grŵp. Maen nhw’n arwain.', also: [], known: false };
  expect(asWord('Care (Education) and Treatment Review', { ...entry, word: 'Adolygiad', short: 'C(E)TR' })).toEqual({
    word: 'Adolygiad',
    meaning: ['Mae panel yn grŵp.', 'Maen nhw’n arwain.'],
    also: [],
    short: 'C(E)TR',
    anchor: 'care-education-and-treatment-review',
  });
  expect(asWord('panel', { ...entry, meaning: 'یہ ایک گروپ ہے۔ وہ سنتے ہیں۔' }).meaning).toHaveLength(2);
});

describe('every language has every hard word', () => {
  const content = contentCopy();
  const entry = /^advocate:\n(?: {2}.*\n)+/m;

  test('a word that is missing in one is told with its line in English', () => {
    content.change('glossary/pl.yaml', entry, '');
    expect(content.told()).toMatch(/^content\/glossary\/pl\.yaml: "advocate" is missing \(line \d+ in English\)\. Translate it too/);
  });

  test('a word that English does not have is told with its line', () => {
    content.change('glossary/pl.yaml', /^advocate:/m, 'dragon:\n  word: smok\n  meaning: To jest smok.\nadvocate:');
    expect(content.told()).toMatch(/^content\/glossary\/pl\.yaml, line \d+: "dragon" is not in English/);
  });

  test('a translation says the word in its own language', () => {
    content.change('glossary/pl.yaml', /^(advocate:\n) {2}word: .*\n/m, '$1');
    expect(content.told()).toMatch(/^content\/glossary\/pl\.yaml, line \d+: "advocate" needs "word:"/);
  });

  test('a glossary that is missing is told', () => {
    content.take('glossary/ur.yaml');
    expect(content.told()).toBe('content/glossary/ur.yaml is missing. Each language has its hard words: translate content/glossary/en.yaml.');
  });
});
