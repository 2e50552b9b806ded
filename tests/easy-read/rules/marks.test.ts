import { describe, expect, test } from 'vitest';
import { brackets, contractions, joins, latin, shortFormsIn } from '#easy-read/rules/marks.ts';
import { mends } from '#tests/support/easy-read.ts';

describe('one idea a sentence', () => {
  test.each(['They listen; they help.', 'They listen - and they help.', 'They listen – they help.', 'They listen—they help.'])('not: %s', (words) => {
    expect(mends(joins, words)).toHaveLength(1);
  });
  test.each(['They listen. They help.', 'A made-up name.', 'From 9am to 5pm.'])('but: %s', (words) => {
    expect(mends(joins, words)).toEqual([]);
  });
});

describe('no asides', () => {
  test.each(['Ask them (they know).', 'Ask [them].', 'Your carer (or parent) can ask.'])('not: %s', (words) => {
    expect(mends(brackets, words)).toHaveLength(1);
  });
  test.each(['Ask for a C(E)TR.', 'It is a Care (Education) and Treatment Review.', 'There were 2 C(E)TRs.'])('but: %s', (words) => {
    expect(mends(brackets, words)).toEqual([]);
  });
});

describe('words in full', () => {
  test.each(["They don't know.", 'It’s here.', "That's it.", "the carers' room", "the person's plan"])('not: %s', (words) => {
    expect(mends(contractions, words)).toHaveLength(1);
  });
  test.each(["Sam's plan", 'They do not know.'])('but: %s', (words) => {
    expect(mends(contractions, words)).toEqual([]);
  });

  test.each(['Bring things, e.g. a pen.', 'Pens, paper etc.', 'Soon, i.e. today.'])('not: %s', (words) => {
    expect(mends(latin, words)).toHaveLength(1);
  });
  test.each(['They met.', 'The legal way.', 'Pens, for example.'])('but: %s', (words) => {
    expect(mends(latin, words)).toEqual([]);
  });
});

test.each([
  ['Ask for a C(E)TR or two CTRs.', ['C(E)TR', 'CTR']],
  ['Use NHS login.', []],
  ['The register (DSR) is a list.', ['DSR']],
  ['I am A. Person.', []],
  ['The LAEP is fast.', ['LAEP']],
])('the short forms in: %s', (words, found) => {
  expect(shortFormsIn(words, ['NHS'])).toEqual(found);
});
