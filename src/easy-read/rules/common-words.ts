import { bareWordsOf, passagesOf, wordsOf, type Page } from '../page.ts';
import { pageRule, sentenceRule } from '../rule.ts';
import { hardTermsIn, isCommon, unexplainedIn, type Vocabulary } from '../vocabulary.ts';

/** The share of words that may be hard. */
const mostHard = 0.05;

/** Rule 5, of one word. */
export const explained = sentenceRule('every word is common or in the glossary', (text, vocabulary) =>
  unexplainedIn(text, vocabulary).map((word) => `"${word}" is neither. Use an easier word, or put it in content/glossary/en.yaml.`),
);

/**
 * The hard words of a page: each that is not common, and those of the glossary once each. From the second time on the
 * reader has met a word of the glossary, and has read what it means.
 */
export function hardWordsOf(page: Page, vocabulary: Vocabulary): string[] {
  const texts = passagesOf(page).flatMap(({ sentences }) => sentences.map(({ text }) => text));
  const terms = texts.flatMap((text) => hardTermsIn(text, vocabulary)).filter(({ form }) => bareWordsOf(form).some((word) => !isCommon(word, vocabulary)));
  return [...texts.flatMap((text) => unexplainedIn(text, vocabulary)), ...new Set(terms.map(({ word }) => word))];
}

/** Rule 5, of a page. A part of the interface may be 1 line, so 1 hard word is always in order. A glossary is full of hard words by its nature. */
export const commonWords = pageRule('at least 95% of the words are common', ['easy', 'standard', 'interface'], (page, vocabulary) => {
  const [at] = passagesOf(page);
  const count = passagesOf(page).reduce((sum, { sentences }) => sum + sentences.reduce((words, { text }) => words + wordsOf(text).length, 0), 0);
  const hard = hardWordsOf(page, vocabulary);
  if (!at || hard.length <= Math.ceil(count * mostHard)) return [];
  return [{ at, sentence: hard.join(', '), mend: `${hard.length} of ${count} words are hard. Use easier words for some of these.` }];
});
