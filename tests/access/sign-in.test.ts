import { describe, expect, test } from 'vitest';
import en from '#content/words/en.json' with { type: 'json' };
import { codeInWords, hashCode, hashToken, newCode, newToken, SignInAsk, SignInCode, SignInLink } from '#access/sign-in.ts';

const ask = '5f0c1c52-7b5e-4c0e-9a53-0d3a2a1f6f10';
const readCode = (code: unknown) => SignInCode.safeParse({ ask, code });

describe('the code from an email', () => {
  test.each(['12345678', '1234 5678', '1234-5678', ' 1234 5678\r\n', '1234\u00a05678', 'Code: 1234 5678.'])('can be typed as %j', (typed) => {
    expect(readCode(typed).data?.code).toBe('12345678');
  });

  test.each(['1234567', '123456789', '', '12 34', 'abcdefgh', '1234567x'])('can not be %j', (typed) => {
    expect(readCode(typed).error?.issues[0]?.message).toBe('codeShort');
  });

  test('that is missing is refused, not thrown', () => {
    expect(SignInCode.safeParse({ ask }).success).toBe(false);
    expect(SignInCode.safeParse({}).success).toBe(false);
  });

  test('does not work with an ask that is none', () => {
    expect(SignInCode.safeParse({ ask: 'any', code: '12345678' }).error?.issues[0]?.message).toBe('codeWrong');
  });

  test('always has 8 numbers, also where the first ones are 0, and reads back as it is shown', () => {
    for (const code of Array.from({ length: 500 }, newCode)) {
      expect(code).toMatch(/^[0-9]{8}$/);
      expect(readCode(codeInWords(code)).data?.code).toBe(code);
    }
    expect(codeInWords('01234567')).toBe('0123 4567');
  });
});

describe('the secret of a link', () => {
  test('is never the same twice, and is what the link takes', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    expect(new Set(tokens).size).toBe(100);
    for (const token of tokens) expect(SignInLink.parse({ token })).toEqual({ token });
  });

  test.each([[''], ['a'.repeat(42)], ['a'.repeat(44)], [`${'a'.repeat(42)}/`], [`${'a'.repeat(42)}=`], [`${'a'.repeat(43)}\n`]])('is not %j', (token) => {
    expect(SignInLink.safeParse({ token }).error?.issues[0]?.message).toBe('linkWrong');
  });

  test('is kept as a hash that says nothing about it', () => {
    const token = newToken();
    expect(hashToken(token)).toEqual(hashToken(token));
    expect(hashToken(token)).toHaveLength(32);
    expect(hashToken(token)).not.toEqual(hashToken(newToken()));
    expect(hashToken(token).toString('base64url')).not.toBe(token);
  });
});

test('the same code is kept the same for one ask, and another way for another', async () => {
  const other = '0b8f7a52-53d1-4f6c-8a8e-6f4f3a1d2c3b';
  const kept = await hashCode('12345678', ask);
  expect(kept).toHaveLength(32);
  expect(await hashCode('12345678', ask)).toEqual(kept);
  expect(await hashCode('12345678', ask.toUpperCase())).toEqual(kept);
  expect(await hashCode('12345678', other)).not.toEqual(kept);
  expect(await hashCode('12345679', ask)).not.toEqual(kept);
});

describe('an email address', () => {
  test.each(['sam@example.org', "sam.o'brien+maya@nhs.net", 'S_A-M@sub.example.co.uk', `${'a'.repeat(64)}@example.org`])('can be %s', (email) => {
    expect(SignInAsk.parse({ email })).toEqual({ email });
  });

  test('may have blanks around it', () => {
    expect(SignInAsk.parse({ email: '  sam@example.org\r\n' })).toEqual({ email: 'sam@example.org' });
  });

  test.each([
    '',
    ' ',
    'sam',
    'sam@',
    '@example.org',
    'sam@home',
    'sam example.org',
    'sam@example.org, leo@example.org',
    'sam@example.org\nBcc: all@example.org',
    'Sam <sam@example.org>',
    'sam..h@example.org',
    `${'a'.repeat(250)}@example.org`,
  ])('can not be %j', (email) => {
    expect(SignInAsk.safeParse({ email }).error?.issues[0]?.message).toBe('emailWrong');
  });
});

test('every mistake of signing in has words', () => {
  for (const word of ['emailWrong', 'codeShort', 'codeWrong', 'linkWrong']) expect(Object.keys(en.errors)).toContain(word);
});

test('a code typed on an Urdu or Arabic keyboard is the same code', () => {
  expect(SignInCode.parse({ ask: '9f6f1a52-7f3c-4a07-9d5c-000000000000', code: '۱۲۳۴ ۵۶۷۸' }).code).toBe('12345678');
  expect(SignInCode.parse({ ask: '9f6f1a52-7f3c-4a07-9d5c-000000000000', code: '٩٠١٢٣٤٥٦' }).code).toBe('90123456');
});
