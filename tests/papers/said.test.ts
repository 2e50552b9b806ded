import { expect, test } from 'vitest';
import { pagesIn, picturesOn, type OwnWords, type Paper, type PaperPart } from '#papers/paper.ts';
import { makePdf } from '#papers/papers.ts';
import { readPdf } from '#tests/support/pdf.ts';

const said = (rest: Partial<OwnWords> & Pick<PaperPart, 'language' | 'direction'> = {}): PaperPart => ({
  kind: 'said',
  heading: 'What helps',
  level: 2,
  picture: 'fun',
  headline: 'My dog.',
  lines: ['I draw.', 'I sing.'],
  ...rest,
});
const paper: Paper = { title: '1 page about Maya', picture: 'plan', language: 'en', direction: 'ltr', pages: pagesIn('page # of ##'), parts: [] };
const read = async (parts: PaperPart[], rest: Partial<Paper> = {}) => readPdf(await makePdf({ ...paper, ...rest, parts }));

test('a reading voice gets the title, the heading, the first line and a list; pictures and shapes are decoration', async () => {
  const pdf = await read([said({ shape: 'diamond' })]);
  expect(pdf).toMatchObject({ pages: 1, isTagged: true, isUa: true, title: '1 page about Maya', language: 'en' });
  expect(pdf.tagged.map(({ role, words }) => `${role}: ${words}`)).toEqual([
    'H1: 1 page about Maya',
    'H2: What helps',
    'Span: My dog.',
    'Lbl: •',
    'LBody: I draw.',
    'Lbl: •',
    'LBody: I sing.',
  ]);
});

test('words in another language say which, and the paper around them keeps its own', async () => {
  const parts = [said({ headline: '', lines: ['میں چلتا ہوں'], language: 'ur', direction: 'rtl' }), said()];
  const raw = (await makePdf({ ...paper, parts })).toString('latin1');
  expect(raw.match(/\/Lang\s*\((\w+)\)/g)?.toSorted()).toEqual(['/Lang (en)', '/Lang (ur)']);
  const same = (await makePdf({ ...paper, parts: [said()] })).toString('latin1');
  expect(same).not.toContain('/Lang (ur)');
});

test('English words on an Urdu paper stay in their order', async () => {
  const pdf = await read([said({ heading: 'کیا', language: 'en', direction: 'ltr' })], { language: 'ur', direction: 'rtl', title: 'Amir' });
  expect(pdf.language).toBe('ur');
  expect(pdf.words).toContain('My dog. • I draw. • I sing.');
});

test('a card is of A6, and what to do stands on its other side', async () => {
  const parts = [said({ heading: undefined }), { kind: 'other side' as const }, said()];
  expect(await read(parts, { size: 'a6' })).toMatchObject({ pages: 2, size: [298, 420] });
  expect(await read(parts.toSpliced(1, 1), { size: 'a6' })).toMatchObject({ pages: 1 });
});

test.each(['Leo 🦄', 'বাংলা', '\u200b'])('"%s" in what someone said loses nobody their paper', async (words) => {
  const pdf = await read([said({ headline: words, lines: [words, 'I sing.'] })]);
  expect(pdf.isTagged).toBe(true);
  expect(pdf.words).toContain('I sing.');
});

test('what someone said at length goes on over the next pages, and nothing is lost', async () => {
  const lines = Array.from({ length: 150 }, (_, index) => `Line ${index} ends.`);
  const pdf = await read([said({ lines })]);
  expect(pdf.pages).toBeGreaterThan(3);
  for (const line of lines) expect(pdf.words).toContain(line);
  const long = await read([said({ lines: [], headline: 'A very long idea. '.repeat(600) })]);
  expect(long.pages).toBeGreaterThan(2);
});

test('the pictures of a paper are read once each', () => {
  expect(picturesOn({ ...paper, parts: [said(), said()] })).toEqual(['plan', 'fun']);
});
