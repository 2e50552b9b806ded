import { ideasOf, passagesOf, sentencesOf, wordsOf, type Page } from '../page.ts';
import { all, guides, pageRule, sentenceRule } from '../rule.ts';

/** The most words in a sentence. */
export const longest = 15;
const highestMean = 10;
const mostSentences = 5;
const mostIdeas = 6;

/** The mean number of words in the sentences of a page; 0 where it has none. */
export function meanOf(page: Page): number {
  const sentences = sentencesOf(page);
  return sentences.reduce((sum, { text }) => sum + wordsOf(text).length, 0) / (sentences.length || 1);
}

/** The number of words in the longest sentence of a page, titles and headings too. */
export function longestOf(page: Page): number {
  return Math.max(0, ...passagesOf(page).flatMap(({ sentences }) => sentences.map(({ text }) => wordsOf(text).length)));
}

/** Rule 1, of one sentence. */
export const sentenceLength = sentenceRule('a sentence has at most 15 words', (text) => {
  const words = wordsOf(text).length;
  return words > longest ? [`It has ${words}. Make 2 sentences of it, or take words out.`] : [];
});

/** Rule 1, of a page. */
export const meanLength = pageRule('the mean of a page is at most 10 words', all, (page) => {
  const mean = meanOf(page);
  const [at] = ideasOf(page).toSorted((one, other) => mostWords(other) - mostWords(one));
  if (!at || mean <= highestMean) return [];
  const sentence = at.sentences.toSorted((one, other) => other.text.length - one.text.length)[0]?.text ?? '';
  return [{ at, sentence, mend: `The mean is ${mean.toFixed(1)}. Make sentences shorter. This one is the longest.` }];
});

function mostWords({ sentences }: { sentences: { text: string }[] }): number {
  return Math.max(0, ...sentences.map(({ text }) => wordsOf(text).length));
}

/** Rule 3, of sentences that stand together. */
export const blockLength = pageRule('an idea has at most 5 sentences', all, (page) =>
  ideasOf(page)
    .filter(({ sentences }) => sentences.length > mostSentences)
    .map((at) => ({ at, sentence: at.sentences[0]?.text ?? '', mend: `It has ${at.sentences.length}. Make 2 ideas of it.` })),
);

/** Rule 3, of what stands under one heading. */
export const headings = pageRule('a heading has at most 6 ideas', guides, (page) =>
  page.blocks.flatMap(({ heading, ideas }) => {
    const at = heading ?? ideas[0];
    if (!at || ideas.length <= mostIdeas) return [];
    return [{ at, sentence: at.sentences[0]?.text ?? '', mend: `It has ${ideas.length}. Put a heading between them.` }];
  }),
);
