import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { answerForm, readForm, tidyWords, typedIn } from '#access/form.ts';
import { Mistake } from '#problem.ts';

const Schema = z.object({ email: z.string().min(3, 'emailWrong').max(20, 'formWrong').regex(/@/, 'codeWrong'), words: z.string().min(1, 'messageEmpty') });

function form(fields: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

const good = { email: 'sam@example.org', words: ' Hello\r\nthere ' };
const on = () => Promise.resolve('/en/family');

test('a good form leads on, and the work is done once with what it says', async () => {
  const work = vi.fn<typeof on>(on);
  expect(await answerForm(Schema, form(good), work)).toEqual({ to: '/en/family' });
  expect(work.mock.calls).toEqual([[{ ...good, words: 'Hello\nthere' }]]);
});

test('what reaches the work holds nothing that the database can not keep, whatever the field', async () => {
  const work = vi.fn<typeof on>(on);
  await answerForm(z.object({ words: z.string(), passkey: z.string() }), form({ words: 'a\u0000b', passkey: '\u0000' }), work);
  expect(work.mock.calls).toEqual([[{ words: 'ab', passkey: '' }]]);
});

describe('someone who made a mistake', () => {
  test('gets back every word as they typed it, and nothing is done', async () => {
    const work = vi.fn<typeof on>(on);
    const typed = { email: 'a', words: ' Hello\r\nthere ', other: 'kept too' };
    expect(await answerForm(Schema, form(typed), work)).toEqual({ values: typed, errors: { email: 'emailWrong' } });
    expect(work).not.toHaveBeenCalled();
  });

  test('is told the first mistake of each field', async () => {
    const answer = await answerForm(Schema, form({ email: 'a', words: '' }), on);
    expect(answer).toHaveProperty('errors', { email: 'emailWrong', words: 'messageEmpty' });
  });

  test('of a kind that the words do not know is told that we could not read it', async () => {
    // A field that is not there: zod says so in words of its own.
    expect(await answerForm(Schema, form({ words: 'x' }), on)).toHaveProperty('errors', { email: 'formWrong' });
    const Odd = z.object({ words: z.string().refine(() => false, 'No such key') });
    expect(await answerForm(Odd, form(good), on)).toHaveProperty('errors', { words: 'formWrong' });
  });

  test.each(['constructor', 'toString', '__proto__'])('is never told "%s", which every object has', async (word) => {
    const Odd = z.object({ words: z.string().refine(() => false, word) });
    expect(await answerForm(Odd, form(good), on)).toHaveProperty('errors', { words: 'formWrong' });
  });

  test('about the whole form is told at the form', async () => {
    const Whole = z.object({}).refine(() => false, 'linkWrong');
    expect(await answerForm(Whole, form(good), on)).toEqual({ values: good, errors: { form: 'linkWrong' } });
  });
});

test('a mistake that only the work can see goes to its field, with every word kept', async () => {
  const answer = await answerForm(Schema, form(good), () => Promise.reject(new Mistake('words', 'messageChanged')));
  expect(answer).toEqual({ values: good, errors: { words: 'messageChanged' } });
  const odd = await answerForm(Schema, form(good), () => Promise.reject(new Mistake('words', 'no such key')));
  expect(odd).toEqual({ values: good, errors: { words: 'formWrong' } });
});

test.each(['22P02', '22008', '23514'])('what the database can not take (%s) is a mistake of the form, with every word kept', async (code) => {
  const answer = await answerForm(Schema, form(good), () => Promise.reject(Object.assign(new Error('no'), { code })));
  expect(answer).toEqual({ values: good, errors: { form: 'formWrong' } });
});

test('other errors of the work are thrown on as they are', async () => {
  const error = Object.assign(new Error('refused'), { code: '42501' });
  await expect(answerForm(Schema, form(good), () => Promise.reject(error))).rejects.toBe(error);
});

test('a file in a form is no word: it is left out', async () => {
  const answer = await answerForm(Schema, form({ email: 'a', words: new Blob(['x']) }), on);
  expect(answer).toEqual({ values: { email: 'a' }, errors: { email: 'emailWrong', words: 'formWrong' } });
});

test('a page shows the form as it came back, and an empty one where nothing was sent or all went well', () => {
  const back = { values: { email: 'a' }, errors: { email: 'emailWrong' as const } };
  expect(readForm({ data: back })).toBe(back);
  for (const result of [undefined, {}, { data: undefined }, { data: { to: '/en' } }]) expect(readForm(result)).toEqual({ values: {}, errors: {} });
});

test('every text that someone typed comes back to them, and nothing that the form itself put in', () => {
  const written = { words: 'She slept.\n\nAt last.', empty: '  ', place: 'At school, if that is on.', slash: '/ or {this} on' };
  const sent = form({
    id: '9f6f1a52-7f3c-4a07-9d5c-0123456789ab',
    shared: 'on',
    token: 'A'.repeat(43),
    to: '/desk/families/1',
    answer: '{"id":\n"x"}',
    paper: new File(['x'], 'x.txt'),
    topic: 'safe',
    audience: 'key worker',
    part: 'how-i-communicate',
    kind: 'add',
    line: '2',
    ...written,
    ...Object.fromEntries(Object.keys(written).map((field) => [`typed ${field}`, ''])),
  });
  expect(typedIn(sent)).toBe('She slept.\n\nAt last.\n\nAt school, if that is on.\n\n/ or {this} on');
  expect(typedIn(new FormData())).toBe('');
});

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
