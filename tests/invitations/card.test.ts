import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import en from '#content/words/en.json' with { type: 'json' };
import { cardNumberInWords, CardSecrets, cardWords, newCardWords } from '#invitations/card.ts';

const read = (words: string, number = '123456') => CardSecrets.safeParse({ number, words });
const [a, b, c, d, e] = ['apple', 'boat', 'castle', 'duck', 'zebra'];

describe('the words of cards', () => {
  test('are 256, each once, of 3 to 6 plain letters', () => {
    expect(cardWords).toHaveLength(256);
    expect(new Set(cardWords).size).toBe(256);
    expect(cardWords.filter((word) => !/^[a-z]{3,6}$/.test(word))).toEqual([]);
  });

  test('are never one slip of a finger apart: a letter other, more, less or swapped', () => {
    const near = cardWords.flatMap((word) => slips(word).filter((slip) => slip !== word && cardWords.includes(slip)));
    expect(near).toEqual([]);
    expect(slips('cat')).toEqual(expect.arrayContaining(['bat', 'at', 'cats', 'act']));
  });

  test('sound like no other word that people know', () => {
    const twins =
      'bean bear berry blue board bread cell chord coral course deer eye fair flour flower hair hare heard hole horse hour key knight knot mail meat night pair pea pear piece plane plum rain red road rose sail sea seal seed sew son sow stair steel suite sun sweet tail tea toe wait weather whale wood write';
    expect(twins.split(' ').filter((word) => cardWords.includes(word))).toEqual([]);
  });

  test('frighten nobody', () => {
    const hard = /wolf|ghost|knife|gun|fire|blood|dead|skull|snake|spider|shark|storm|thunder|bomb|bite|hurt|witch|shadow|dragon|needle|nurse|drug|police|jail/;
    expect(cardWords.filter((word) => hard.test(word))).toEqual([]);
  });
});

function slips(word: string): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const at = (place: number) => [word.slice(0, place), word.slice(place)] as const;
  return Array.from({ length: word.length + 1 }, (_, place) => at(place)).flatMap(([before, after]) => [
    ...letters.flatMap((letter) => [before + letter + after, before + letter + after.slice(1)]),
    before + after.slice(1),
    before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2),
  ]);
}

describe('what is written from a card', () => {
  test.each([
    [`${a} ${b} ${c} ${d} ${e}`],
    [`Apple, Boat, Castle, Duck, Zebra.`],
    [`  APPLE   boat\tcastle\nduck - zebra `],
    [`1. apple 2. boat 3. castle 4. duck 5. zebra`],
    [`apple,boat,castle,duck,zebra`],
  ])('can be %j', (typed) => {
    expect(read(typed).data?.words).toEqual([a, b, c, d, e]);
  });

  test('keeps the order: it is part of the secret', () => {
    expect(read(`${b} ${a} ${c} ${d} ${e}`).data?.words).toEqual([b, a, c, d, e]);
  });

  test.each(['', 'apple', 'apple boat castle duck', 'apple boat castle duck zebra zip', '5 5 5 5 5'])('has too few or too many words in %j', (typed) => {
    expect(read(typed).error?.issues[0]?.message).toBe('cardWordsShort');
  });

  test('a slip that is on no card is said at once, and costs no try', () => {
    expect(read('apple boat castle duck zebbra').error?.issues[0]?.message).toBe('cardWordsOther');
  });

  test.each(['123456', '123 456', ' 123-456.', '۱۲۳ ۴۵۶'])('has the number %j', (number) => {
    expect(read(newCardWords().join(' '), number).data?.number).toBe('123456');
  });

  test.each(['', '12345', '1234567', '012345', 'abcdef'])('has no number in %j', (number) => {
    expect(read(newCardWords().join(' '), number).error?.issues[0]?.message).toBe('cardNumber');
  });

  test('that is missing, or anything at all, is refused and not thrown', () => {
    expect(CardSecrets.safeParse({}).success).toBe(false);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (words, number) => void read(words, number)));
  });

  test('reads back as it was printed', () => {
    for (const words of Array.from({ length: 500 }, newCardWords)) expect(read(words.join(' ')).data?.words).toEqual(words);
    expect(cardNumberInWords(123456)).toBe('123 456');
  });
});

test('the words of a card are drawn from all, and not the same twice', () => {
  const drawn = Array.from({ length: 1000 }, newCardWords);
  expect(new Set(drawn.flat()).size).toBe(256);
  expect(new Set(drawn.map((words) => words.join(' '))).size).toBe(1000);
});

test('every mistake has words', () => {
  for (const word of ['cardNumber', 'cardWordsShort', 'cardWordsOther', 'cardWrong', 'wayInWrong']) expect(Object.keys(en.errors)).toContain(word);
});
