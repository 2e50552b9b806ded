import { ideasOf } from '../page.ts';
import { guides, pageRule, sentenceRule } from '../rule.ts';
import { hardTermsIn, termsIn } from '../vocabulary.ts';

/**
 * Rule 6: a word of the glossary is bold the first time, and a sentence of the same idea comes after it. A link that
 * names another guide is not counted: that guide says what the word means.
 */
export const boldFirst = pageRule('a hard word is bold the first time, and the next sentence says what it means', guides, (page, vocabulary) => {
  const met = new Set<string>();
  return ideasOf(page).flatMap((at) =>
    at.sentences.flatMap(({ text, hard, links }, index) => {
      const plain = links.reduce((words, link) => words.replace(link.words, ' '), text);
      const bold = new Set(hard.flatMap((words) => termsIn(words, vocabulary).map(({ word }) => word)));
      return hardTermsIn(plain, vocabulary).flatMap(({ word, form }) => {
        if (met.has(word)) return [];
        met.add(word);
        if (!bold.has(word)) return [{ at, sentence: text, mend: `Write "**${form}**", and say in the next sentence what it means.` }];
        if (index < at.sentences.length - 1) return [];
        return [{ at, sentence: text, mend: `Say what "${form}" means in a sentence after this one, in the same line.` }];
      });
    }),
  );
});

/** Rule 6: what is bold is a hard word, and the glossary has it. */
export const boldInGlossary = sentenceRule('a bold word is in the glossary', (_, vocabulary, { hard }) =>
  hard.filter((words) => termsIn(words, vocabulary).length === 0).map((words) => `Put "${words}" in content/glossary/en.yaml.`),
);
