import { expect, test } from 'vitest';
import { pagesIn, type Paper } from '#papers/paper.ts';
import { makePdf, makePublicPdf } from '#papers/papers.ts';

const plain = (words: string) => [{ kind: 'plain' as const, words }];
const paper: Paper = {
  title: 'What is a key worker?',
  language: 'en',
  direction: 'ltr',
  pages: pagesIn('page # of ##'),
  parts: [
    { kind: 'heading', words: 'Who can have one' },
    {
      kind: 'idea',
      picture: 'key worker',
      crossedOut: false,
      sentences: [plain('They help you.'), [{ kind: 'hard', words: 'Crisis' }, ...plain(' is hard.')]],
    },
    { kind: 'idea', picture: 'fun', crossedOut: true, sentences: [[...plain('Call '), { kind: 'link', words: '999', to: 'tel:999' }, ...plain('.')]] },
    { kind: 'paragraph', sentences: [plain('Words alone.'), plain('ŵŷ ąęłńśźż')] },
    { kind: 'list', items: ['NHS'] },
    { kind: 'small', words: 'Last checked: today.' },
  ],
};

test('the number of the page and of all pages stand where the language puts them', () => {
  expect(pagesIn('page # of ##')).toEqual({ before: 'page ', between: ' of ', after: '' });
  expect(pagesIn('صفحہ # از ##۔')).toEqual({ before: 'صفحہ ', between: ' از ', after: '۔' });
  expect(pagesIn('no numbers')).toEqual({ before: '', between: ' / ', after: '' });
});

test('a paper is a tagged PDF with a title and a language, for PDF/UA, on A4', async () => {
  const pdf = (await makePdf(paper)).toString('latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(pdf).toContain('/MarkInfo');
  expect(pdf).toMatch(/\/Lang\s*\(en/);
  expect(pdf).toContain('/StructTreeRoot');
  expect(pdf).toContain('pdfuaid:part');
  expect(pdf).toMatch(/\/MediaBox \[0 0 595\.\d+ 841\.\d+\]/);
  expect(pdf, 'the letters come along').toContain('AtkinsonHyperlegibleNext-Regular');
  expect(pdf, 'also those of Welsh and Polish').not.toContain('Libertinus');
});

test('Urdu has letters of its own on paper', async () => {
  const pdf = (
    await makePdf({
      ...paper,
      language: 'ur',
      direction: 'rtl',
      title: 'کی-ورکر کون ہے؟',
      parts: [{ kind: 'paragraph', sentences: [plain('وہ آپ کی مدد کرتے ہیں۔')] }],
    })
  ).toString('latin1');
  expect(pdf).toContain('NotoNaskhArabic');
  expect(pdf).toMatch(/\/Lang\s*\(ur/);
});

test('what someone wrote is words, and never a command of the program that sets the page', async () => {
  const trick = '#eval("1") \\ $x$ *bold* _it_ <label> @ref #sys.inputs "quote" \u202e {}';
  await expect(
    makePdf({ ...paper, title: trick, parts: [{ kind: 'idea', picture: undefined, crossedOut: false, sentences: [plain(trick)] }] }),
  ).resolves.toBeInstanceOf(Buffer);
});

test('two papers at once do not mix', async () => {
  const [one, other] = await Promise.all([makePdf(paper), makePdf({ ...paper, language: 'cy', title: 'Beth yw gweithiwr allweddol?' })]);
  expect(one.toString('latin1')).toMatch(/\/Lang\s*\(en/);
  expect(other.toString('latin1')).toMatch(/\/Lang\s*\(cy/);
});

test.each(['Leo 🦄', '👨‍👩‍👧', 'বাংলা', 'ਪੰਜਾਬੀ', '\ufffe', 'a\u20dd', '\u200b'])('"%s" loses nobody their page, though our fonts do not have it', async (words) => {
  const pdf = await makePdf({ ...paper, title: words, parts: [{ kind: 'idea', picture: 'fun', crossedOut: false, sentences: [plain(words)] }] });
  expect(pdf.toString('latin1')).toContain('/StructTreeRoot');
});

test('what someone wrote in many short lines goes on over the next pages, and none is lost below the edge', async () => {
  const lines = Array.from({ length: 120 }, (_, index) => `line ${index}`).join('\n');
  const pdf = await makePdf({ ...paper, parts: [{ kind: 'idea', picture: 'fun', crossedOut: false, sentences: [plain(lines)] }] });
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBe(4);
});

test('a leaflet is made once for everyone, and another one is its own', async () => {
  const first = makePublicPdf(paper);
  expect(makePublicPdf(structuredClone(paper)), 'also for those who ask while it is made').toBe(first);
  expect(makePublicPdf({ ...paper, title: 'Your rights' })).not.toBe(first);
  await expect(first).resolves.toBeInstanceOf(Buffer);
});

test('strangers can not fill the memory with leaflets: what nobody asked for the longest goes', async () => {
  const titled = (title: string) => makePublicPdf({ ...paper, title, parts: [] });
  const [old, used] = [titled('old'), titled('used')];
  for (let index = 0; index < 199; index++) {
    void titled(`leaflet ${index}`);
    void titled('used');
  }
  expect(titled('used')).toBe(used);
  expect(titled('old')).not.toBe(old);
});
