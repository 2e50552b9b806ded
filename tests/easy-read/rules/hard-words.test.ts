import { expect, test } from 'vitest';
import { boldFirst, boldInGlossary } from '#easy-read/rules/hard-words.ts';
import { brokenLines, mends, page } from '#tests/support/easy-read.ts';

const explained = 'Ask in a **crisis**. A crisis is when everything feels too much.';

test('a hard word is bold the first time, with a sentence after it', () => {
  expect(brokenLines(boldFirst, page('easy', explained, 'A crisis ends.'))).toEqual([]);
  expect(brokenLines(boldFirst, page('easy', 'A crisis ends.', explained))).toEqual([1]);
  expect(mends(boldFirst, 'Ask in a **crisis**.', 'easy')).toEqual(['Say what "crisis" means in a sentence after this one, in the same line.']);
  expect(mends(boldFirst, 'Ask in a crisis. It is when everything feels too much.', 'standard')).toEqual([
    'Write "**crisis**", and say in the next sentence what it means.',
  ]);
});

test('the plural, another form and the short form are the same word', () => {
  expect(brokenLines(boldFirst, page('easy', 'It is the **Dynamic Support Register**. It is a list.', 'The register helps.', 'Or DSR.'))).toEqual([]);
  expect(brokenLines(boldFirst, page('easy', 'They are **key workers**. They help you.', 'Your key worker helps.'))).toEqual([]);
  expect(brokenLines(boldFirst, page('easy', 'Your **key** worker helps. They do.'))).toEqual([1]);
});

test('words about the reader, the name of another guide, and words of the interface are not explained', () => {
  expect(mends(boldFirst, 'It is for autistic people.', 'easy')).toEqual([]);
  expect(mends(boldFirst, 'Read about [key workers](key-workers).', 'easy')).toEqual([]);
  expect(mends(boldFirst, 'Ask in a crisis.', 'interface')).toEqual([]);
});

test('what is bold is in the glossary', () => {
  expect(mends(boldInGlossary, 'A **panel** leads.', 'easy')).toEqual([]);
  expect(mends(boldInGlossary, 'It is **important**.', 'easy')).toEqual(['Put "important" in content/glossary/en.yaml.']);
});
