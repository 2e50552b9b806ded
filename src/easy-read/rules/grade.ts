import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import { ideasOf, sentencesOf, wordsOf, type Page, type Reading } from '../page.ts';
import { all, pageRule } from '../rule.ts';

const highest: Record<Reading, number> = { easy: 4, interface: 4, glossary: 4, standard: 6 };

/** The Flesch-Kincaid grade of sentences: the years at school (US) that reading them takes. 0 where there are none. */
export function gradeOf(sentences: string[]): number {
  const words = sentences.flatMap(wordsOf);
  if (words.length === 0) return 0;
  // What has no vowel and no letter, such as "999", is still said: it counts as 1 syllable.
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return fleschKincaid({ sentence: sentences.length, word: words.length, syllable: syllables });
}

/** The Flesch-Kincaid grade of a page, without titles and headings. */
export function gradeOfPage(page: Page): number {
  return gradeOf(sentencesOf(page).map(({ text }) => text));
}

/** Rule 4. */
export const grade = pageRule('the grade is at most 4 in easy read, 6 in the standard reading', all, (page) => {
  const found = gradeOfPage(page);
  const lines = ideasOf(page).flatMap((at) => at.sentences.map(({ text }) => ({ at, text })));
  const [hardest] = lines.toSorted((one, other) => gradeOf([other.text]) - gradeOf([one.text]));
  if (!hardest || found <= highest[page.reading]) return [];
  return [{ at: hardest.at, sentence: hardest.text, mend: `The grade is ${found.toFixed(1)}. Use shorter words and sentences. This sentence is the hardest.` }];
});
