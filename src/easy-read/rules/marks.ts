import { sentenceRule } from '../rule.ts';
import { withoutNames, withoutTerms } from '../vocabulary.ts';

/** Rule 2: what joins 2 sentences into 1. */
export const joins = sentenceRule('no semicolons and no dashes between words', (text) => [
  ...(text.includes(';') ? ['Write 2 sentences in place of the semicolon.'] : []),
  ...(/\s[-–—]+(\s|$)|\p{L}(—|--)\p{L}/u.test(text) ? ['Write 2 sentences in place of the dash.'] : []),
]);

/** Rule 2: what is said on the side. Brackets that belong to a name of the glossary, as in C(E)TR, are no aside. */
export const brackets = sentenceRule('no brackets', (text, vocabulary) =>
  /[()[\]{}]/.test(withoutTerms(text, vocabulary)) ? ['Take out what is in brackets, or make a sentence of it.'] : [],
);

/** Rule 7: words cut short. The 's of a name says whose something is, and is none. */
export const contractions = sentenceRule('no words cut short', (text, { names }) =>
  [...text.matchAll(/[\p{L}]*['’‘][\p{L}]*/gu)]
    .map(([word]) => word)
    .filter((word) => !names.some((name) => word === `${name.split(' ').at(-1)}'s`))
    .map((word) => `Write "${word}" in full, or say it without the mark.`),
);

/** Rule 7: short forms of Latin. */
export const latin = sentenceRule('no "e.g.", "i.e." and "etc."', (text) =>
  [...text.matchAll(/(?<!\p{L})(e\.?g|i\.?e|etc|n\.?b|vs|cf)(?!\p{L})\.?/giu)].map(
    ([word]) => `Write "for example", "like" or a whole list in place of "${word}".`,
  ),
);

/** The short forms in a text, such as C(E)TR and DSR: capital letters in a row that are no name. */
export function shortFormsIn(text: string, names: readonly string[]): string[] {
  return [...withoutNames(text, { names }).matchAll(/(?<![\p{L}\p{N}])(\p{Lu}(?:\(\p{Lu}\))?\p{Lu}+(?:\(\p{Lu}\)\p{Lu}*)?)s?(?![\p{L}\p{N}])/gu)].map(
    ([, short]) => short ?? '',
  );
}
