import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestMessage, NewMessage, othersIn, tidyWords, type Thread } from '#messages/message.ts';

const ids = { id: '5f0c1c52-7b5e-4c0e-9a53-0d3a2a1f6f10', thread: '0b8f7a52-53d1-4f6c-8a8e-6f4f3a1d2c3b' };
const send = (words: unknown) => NewMessage.safeParse({ ...ids, words });
const member = (id: string) => ({ id, name: id, knownAs: id, isStaff: false, joinedAt: new Date(0), leftAt: null });
const refusal = (words: unknown) => send(words).error?.issues[0]?.message;

describe('what someone typed is kept without', () => {
  test.each([
    ['null bytes', 'a\u0000b', 'ab'],
    ['the first half of an emoji', 'a\ud83db', 'ab'],
    ['the second half of an emoji', 'a\ude00b', 'ab'],
    ['the halves of an emoji the wrong way round', '\ude00\ud83d', ''],
    ['the halves of an emoji with a null byte between', '\ud83d\u0000\ude00', ''],
    ['the mark that stands for what could not be read', 'a\ufffdb', 'ab'],
    ['bells, escapes and deletes', 'a\u0007\u001b\u007fb', 'ab'],
    ['the line ends of Windows', 'a\r\nb\r\n\r\nc', 'a\nb\n\nc'],
    ['the line ends of old Macs', 'a\rb', 'a\nb'],
    ['blanks around it, wide ones too', ' \n\t\u00a0\u3000a b\u2003\r\n ', 'a b'],
    ['blanks around it that only a null byte hid', '\u0000 a \u0000', 'a'],
  ])('%s', (_, typed, kept) => {
    expect(tidyWords(typed)).toBe(kept);
  });
});

test.each([
  ['emoji of several parts', '👩🏽‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ❤️'],
  ['Urdu with direction marks', '\u200fمایا کی میٹنگ\u200c\u200f 4 مئی \u2067(C(E)TR)\u2069 \u061cکو ہے\u200e'],
  ['Welsh, Polish and signs', 'Tŷ bach, żółć, <b>&amp; "5 > 4"; -- \'; drop table'],
  ['tabs and empty lines', 'one\ttwo\n\nthree'],
])('%s stay as they are', (_, words) => {
  expect(tidyWords(words)).toBe(words);
  expect(send(words).data?.words).toBe(words);
});

test('what people can type and see stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (words) => {
      expect(tidyWords(words)).toBe(words.trim());
    }),
  );
});

test('tidying twice is tidying once, and leaves nothing that PostgreSQL refuses', () => {
  const nasty = fc.constantFrom('\u0000', '\ud83d', '\ude00', '\r', '\n', ' ', '\u001f', '\ufffd', '\ufeff', '\u200f', 'a', '😀');
  const anything = fc
    .array(
      fc.oneof(
        nasty,
        fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      ),
    )
    .map((all) => all.join(''));
  fc.assert(
    fc.property(anything, (typed) => {
      const tidy = tidyWords(typed);
      expect(tidyWords(tidy)).toBe(tidy);
      expect(tidy.isWellFormed()).toBe(true);
      expect(tidy).not.toMatch(/[\0\r]/);
      expect(Buffer.from(tidy, 'utf8').toString('utf8')).toBe(tidy);
    }),
    { numRuns: 1000 },
  );
});

describe('a message', () => {
  test('of 5,000 characters goes, emoji or not', () => {
    expect(longestMessage).toBe(5000);
    expect(send('😀'.repeat(5000)).data?.words).toBe('😀'.repeat(5000));
    expect(send('a'.repeat(5000)).success).toBe(true);
  });

  test('of 5,001 characters is too long, emoji or not', () => {
    expect(refusal('😀'.repeat(5001))).toBe('messageLong');
    expect(refusal('a'.repeat(5001))).toBe('messageLong');
  });

  test('is counted as it is kept: a line end is one character, and blanks around it are none', () => {
    expect(send('a\r\n'.repeat(2500)).success).toBe(true);
    expect(send(` ${'a'.repeat(5000)}\r\n\r\n`).success).toBe(true);
  });

  test.each(['', ' ', '\r\n\r\n', '\t \u00a0\u3000', '\u0000', '\ud83d', ' \u0000 '])('of nothing to read is refused: %j', (words) => {
    expect(refusal(words)).toBe('messageEmpty');
  });

  test.each([undefined, null, 5, ['words'], { words: 'x' }])('whose words are %j is refused, not thrown', (words) => {
    expect(send(words).success).toBe(false);
  });

  test('without a form or a thread is refused, not thrown', () => {
    expect(NewMessage.safeParse({ words: 'Hello', thread: ids.thread }).error?.issues[0]?.path).toEqual(['id']);
    expect(NewMessage.safeParse({ words: 'Hello', id: ids.id }).error?.issues[0]?.path).toEqual(['thread']);
    expect(NewMessage.safeParse({ words: 'Hello', id: ids.id, thread: `${ids.thread}' or true` }).success).toBe(false);
    expect(NewMessage.safeParse(undefined).success).toBe(false);
  });
});

test('a carer is in a thread with everyone but themself', () => {
  const thread: Thread = { id: 't', youngPerson: { id: 'maya', knownAs: 'Maya' }, members: ['sam', 'priya', 'leo'].map(member), messages: [] };
  expect(othersIn(thread, 'sam').map(({ id }) => id)).toEqual(['priya', 'leo']);
  expect(othersIn(thread, 'nobody')).toHaveLength(3);
});

test('marks that nobody can see are not words', () => {
  const sent = NewMessage.safeParse({
    id: '9f6f1a52-7f3c-4a07-9d5c-000000000000',
    thread: '9f6f1a52-7f3c-4a07-9d5c-000000000001',
    words: '\u200b \u200f\ufeff',
  });
  expect(sent.error?.issues[0]?.message).toBe('messageEmpty');
});
