import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { flatten, neededKeys } from '#language/words.ts';
import { contentCopy } from '#tests/support/content.ts';

test('a language needs its own plural forms: Welsh has 6, Polish 4, Urdu 2', () => {
  const english = ['dates.in_one', 'dates.in_other', 'dates.today', 'plan.one_self'];
  expect([...neededKeys(english, 'en').keys()]).toEqual(english);
  expect([...neededKeys(english, 'cy').keys()].filter((key) => key.startsWith('dates.in'))).toHaveLength(6);
  expect([...neededKeys(english, 'pl').keys()].filter((key) => key.startsWith('dates.in')).toSorted()).toEqual([
    'dates.in_few',
    'dates.in_many',
    'dates.in_one',
    'dates.in_other',
  ]);
  expect(neededKeys(english, 'ur').size).toBe(4);
});

describe('the build stops, and says the file and the line', () => {
  const content = contentCopy();
  const file = 'words/cy.json';

  test('where a language lacks a key', () => {
    content.change(file, /^ +"skip": .*\n/m, '');
    expect(content.told()).toMatch(/^content\/words\/cy\.json, line \d+: "site\.skip" is missing here\. In English it is: Go to the main part/);
  });

  test('where it lacks a plural form that it has and English has not', () => {
    content.change(file, /^ +"in_few": .*\n/m, '');
    expect(content.told()).toContain('"dates.in_few" is missing here');
  });

  test('where it has a key that English has not', () => {
    content.change(file, '"skip":', '"skipp": "x", "skip":');
    expect(content.told()).toContain('"site.skipp" is not in English');
  });

  test('where a name has no place in it', () => {
    content.change(file, /"title": "([^"]*){{title}}|("titleOf": ")[^"]*/, '$2Alongside');
    expect(content.told()).toMatch(/"site\.titleOf" has the gaps none, and in English {{title}}/);
  });

  test('where words are empty', () => {
    content.change(file, /("skip": )"[^"]*"/, '$1" "');
    expect(content.told()).toContain('"site.skip" has no words');
  });

  test('where a file is missing', () => {
    content.take(file);
    expect(content.told()).toBe('content/words/cy.json is missing. Each language has its words: translate content/words/en.json.');
  });
});

// Words that are the same in two languages are rare: names, and what is written as it is.
const sameEverywhere = /^(Alongside|NHS login|C\(E\)TR|CTR|LAEP|[\d\W]*|.*{{\w+}}.*)$/;

test.each(languages.filter(({ code }) => code !== 'en').map(({ code }) => code))('nearly every word is translated to %s', (code) => {
  const read = (name: string) => flatten(JSON.parse(readFileSync(`content/words/${name}.json`, 'utf8')));
  const [english, own] = [read('en'), read(code)];
  const same = [...own].filter(([key, { words }]) => english.get(key)?.words === words && !sameEverywhere.test(words)).map(([key]) => key);
  expect(same.length, same.join(', ')).toBeLessThanOrEqual(8);
});
