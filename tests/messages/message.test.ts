import { describe, expect, test } from 'vitest';
import { longestMessage, NewMessage, othersIn, type Thread } from '#messages/message.ts';

const ids = { id: '5f0c1c52-7b5e-4c0e-9a53-0d3a2a1f6f10', thread: '0b8f7a52-53d1-4f6c-8a8e-6f4f3a1d2c3b' };
const send = (words: unknown) => NewMessage.safeParse({ ...ids, words });
const member = (id: string) => ({ id, name: id, knownAs: id, isStaff: false, joinedAt: new Date(0), leftAt: null, untilDay: null, readsFrom: null });
const refusal = (words: unknown) => send(words).error?.issues[0]?.message;

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

  test('is counted as it is kept: blanks around it are none', () => {
    expect(send(` ${'a'.repeat(5000)}\r\n\r\n`).success).toBe(true);
  });

  test.each(['', ' ', '\r\n\r\n', '\t \u00a0\u3000', '\u200b \u200f\ufeff'])('of nothing to read is refused: %j', (words) => {
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
  const thread: Thread = {
    id: 't',
    youngPerson: { id: 'maya', knownAs: 'Maya' },
    members: ['sam', 'priya', 'leo'].map(member),
    readers: ['sam', 'priya', 'leo'],
    passes: [],
    messages: [],
  };
  expect(othersIn(thread, 'sam').map(({ id }) => id)).toEqual(['priya', 'leo']);
  expect(othersIn(thread, 'nobody')).toHaveLength(3);
});
