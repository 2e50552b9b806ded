import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { linesOf, readVocabulary } from '#easy-read/vocabularies.ts';
import { Problem } from '#problem.ts';

test('a list has one thing a line, and what is after # is only said about it', () => {
  expect(linesOf('# Words\n\nemail\n  link # on a page\nC# \n')).toEqual(['email', 'link', 'C#']);
});

test('words of the base list and of our own are common; words cut short are not', () => {
  const { common } = readVocabulary('content');
  expect([common.has('water'), common.has('email'), common.has("can't"), common.has('facilitate')]).toEqual([true, true, false, false]);
});

let content: string;
beforeEach(() => {
  content = mkdtempSync(join(tmpdir(), 'alongside-words-'));
  for (const folder of ['easy-read', 'glossary', 'pictures']) cpSync(join('content', folder), join(content, folder), { recursive: true });
});
afterEach(() => rmSync(content, { recursive: true }));

test.each([
  ['idioms.yaml', 'journey: [1]', /^content\/easy-read\/idioms\.yaml, line \d+: journey: /],
  ['passives.yaml', 'states: {}', /^content\/easy-read\/passives\.yaml, line \d+: participles: /],
  ['exceptions.yaml', '- { rule: no passives, sentence: It is. }', /^content\/easy-read\/exceptions\.yaml, line \d+: 0\.why: /],
  ['synonyms.yaml', 'a: [', /^content\/easy-read\/synonyms\.yaml, line \d+: this cannot be read as YAML\./],
])('a mistake in %s says the file and what is wrong', (file, text, message) => {
  writeFileSync(join(content, 'easy-read', file), text);
  expect(() => readVocabulary(content)).toThrow(Problem);
  expect(() => readVocabulary(content)).toThrow(message);
});
