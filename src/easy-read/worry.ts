import { splitSentences } from '#language/sentences.ts';
import { intoSentences, type Page } from './page.ts';
import type { Rule } from './rule.ts';
import { sentenceLength } from './rules/length.ts';
import { brackets, contractions, joins, latin } from './rules/marks.ts';
import { passives } from './rules/passives.ts';
import { doubleNegatives, idioms } from './rules/phrases.ts';
import { unexplainedIn, type Vocabulary } from './vocabulary.ts';

/** What may be hard in words that someone is writing, as a kind that the page has words for. `words` are the hard words, where it is about words. */
export interface Worry {
  sentence: string;
  kind: 'long' | 'word' | 'passive' | 'short' | 'marks' | 'not' | 'saying';
  words: string;
}

const kinds: [Worry['kind'], Rule[]][] = [
  ['long', [sentenceLength, joins]],
  ['passive', [passives]],
  ['short', [contractions, latin]],
  ['marks', [brackets]],
  ['not', [doubleNegatives]],
  ['saying', [idioms]],
];

/** What may be hard to read in English words, sentence by sentence. `names` are people whom readers know. */
export function worriesIn(text: string, vocabulary: Vocabulary, names: string[]): Worry[] {
  const known = { ...vocabulary, exceptions: [], names: [...vocabulary.names, ...names.flatMap((name) => name.split(' ')), ...namesIn(text)] };
  const lines = text.split('\n').filter((line) => line.trim());
  return lines.flatMap(splitSentences).flatMap((sentence) => {
    const page: Page = { name: '', reading: 'interface', blocks: [{ ideas: [{ file: '', line: 1, sentences: intoSentences(sentence) }] }] };
    // A word cut short is a worry of its own already.
    const hard = unexplainedIn(sentence, known).filter((word) => !/['’]/.test(word));
    return [
      ...kinds.flatMap(([kind, rules]) => (rules.some((rule) => rule.find(page, known).length > 0) ? [{ sentence, kind, words: '' }] : [])),
      ...(hard.length > 0 ? [{ sentence, kind: 'word' as const, words: [...new Set(hard)].join(', ') }] : []),
    ];
  });
}

// A word with a capital letter in the middle of a sentence is a name: a dog, a school, a friend.
function namesIn(text: string): string[] {
  return text
    .split('\n')
    .flatMap(splitSentences)
    .flatMap((sentence) => [...sentence.matchAll(/(?<=[\p{L},] )\p{Lu}[\p{L}'’-]+/gu)].map(([name]) => name));
}
