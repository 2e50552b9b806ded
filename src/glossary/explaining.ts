import { anyOf } from '#language/phrases.ts';
import { formsOf, wordFinder, type Word } from './glossary.ts';

/** A piece of a sentence: plain words, or a hard word with its entry. */
export type Explained = string | { words: string; word: Word };

/** Gives the pieces of one sentence after another, with each hard word the first time that someone meets it. */
export type Explain = (sentence: string) => Explained[];

/** Makes what finds some hard words in the sentences of one page. */
export function explainer(words: readonly Word[]): Explain {
  const pattern = anyOf(
    words.flatMap((each) => formsOf(each.word, each)),
    'iu',
  );
  const find = wordFinder(words);
  const met = new Set<Word>();
  const split = (sentence: string, from = 0): Explained[] => {
    const match = pattern.exec(sentence.slice(from));
    if (!match) return [sentence].filter(Boolean);
    const word = find(match[0]);
    const at = from + match.index;
    const end = at + match[0].length;
    if (!word || met.has(word)) return split(sentence, end);
    met.add(word);
    return [...[sentence.slice(0, at)].filter(Boolean), { words: match[0], word }, ...split(sentence.slice(end))];
  };
  return split;
}
