import { expect, test } from 'vitest';
import { readVocabulary } from '#easy-read/vocabularies.ts';
import { worriesIn } from '#easy-read/worry.ts';

const vocabulary = readVocabulary('content');
const kindsIn = (text: string, ...names: string[]) => worriesIn(text, vocabulary, names).map(({ kind, words }) => (words ? `${kind}: ${words}` : kind));

test('easy words of a plan have nothing that worries', () => {
  expect(kindsIn('I like dogs.\nI need a quiet place when it is loud.')).toEqual([]);
});

test.each([
  ['I like it when people who I know well come to see me at home in the morning before school.', ['long']],
  ['I have proprioceptive needs.', ['word: proprioceptive']],
  ['My plan is written by Priya.', ['passive']],
  ["I don't like loud rooms.", ['short']],
  ['I like dogs (and cats).', ['marks']],
])('"%s" worries', (text, kinds) => {
  expect(kindsIn(text, 'Priya Nair')).toEqual(kinds);
});

test('a dog is known by its capital letter, and a sister by her place in the circle', () => {
  expect(kindsIn('I see Zzbiscuit each day.\nZzbiscuit helps me.')).toEqual([]);
  expect(kindsIn('Mahnoor helps me.')).toEqual(['word: mahnoor']);
  expect(kindsIn('Mahnoor helps me.', 'Mahnoor Khan')).toEqual([]);
});
