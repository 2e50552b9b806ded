import { describe, expect, test } from 'vitest';
import { explainer } from '#glossary/explaining.ts';
import { wordFinder, type Word } from '#glossary/glossary.ts';
import type { Sentence } from '#ideas/sentence.ts';
import { languages, type LanguageCode } from '#language/languages.ts';
import { today } from '#tests/support/content.ts';
import { readContent } from '../../src/content.ts';

const { areas, facts, guides, words } = readContent('content', today);
const wordsIn = (language: string): Word[] => [...words].filter(([id]) => id.startsWith(`${language}/`)).map(([, word]) => word);

/** Every sentence that can stand on a page of guides or areas in a language. */
function sentencesIn(language: LanguageCode): Sentence[] {
  const parts = [...guides].filter(([id]) => id.startsWith(`${language}/`)).flatMap(([, guide]) => guide.sections);
  return [
    ...parts.flatMap(({ ideas, standard }) => [...ideas, ...standard].flatMap(({ sentences }) => sentences)),
    ...[...facts.values()].flatMap(({ sentences }) => sentences[language] ?? []),
    ...[...areas.values()].flatMap((area) => Object.values(area.parts[language]).flatMap((ideas) => ideas.flatMap(({ sentences }) => sentences))),
  ];
}

test.each(languages)('each hard word in $name opens a meaning: none is only bold', ({ code }) => {
  const find = wordFinder(wordsIn(code));
  const hard = sentencesIn(code).flatMap((sentence) => sentence.flatMap((piece) => (piece.kind === 'hard' ? [piece.words] : [])));
  expect(hard.length).toBeGreaterThan(150);
  expect([...new Set(hard)].filter((each) => !find(each))).toEqual([]);
});

describe('an entry is found by the word as someone wrote it', () => {
  test.each([
    ['en', 'Key Workers', 'key-worker'],
    ['en', 'C(E)TR', 'care-education-and-treatment-review'],
    ['en', 'Care (Education) and Treatment Review', 'care-education-and-treatment-review'],
    ['pl', 'pracownikiem prowadzącym', 'key-worker'],
    ['ur', 'کلینیشن (clinician)', 'clinician'],
    ['ur', 'میٹنگ کے لیڈر (chair)', 'chair'],
  ])('in %s, %s', (language, written, anchor) => {
    expect(wordFinder(wordsIn(language))(written)?.anchor).toBe(anchor);
  });

  test('and not where there is none', () => {
    expect(wordFinder(wordsIn('en'))('dragon')).toBeUndefined();
    expect(wordFinder([])('')).toBeUndefined();
  });
});

describe('a sentence of the interface', () => {
  const [advocate, cetr] = [wordFinder(wordsIn('en'))('advocate')!, wordFinder(wordsIn('en'))('C(E)TR')!];

  test('has each hard word once, as it is written', () => {
    const explain = explainer([advocate, cetr]);
    expect(explain('Your advocates come to the C(E)TR meeting.')).toEqual([
      'Your ',
      { words: 'advocates', word: advocate },
      ' come to the ',
      { words: 'C(E)TR', word: cetr },
      ' meeting.',
    ]);
    expect(explain('An advocate helps.')).toEqual(['An advocate helps.']);
  });

  test('is left alone where a word only looks like it, or there is none', () => {
    const explain = explainer([advocate]);
    expect(explain('They are advocating.')).toEqual(['They are advocating.']);
    expect(explain('')).toEqual([]);
    expect(explainer([])('An advocate helps.')).toEqual(['An advocate helps.']);
  });
});
