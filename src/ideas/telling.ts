import type { Word } from '#glossary/glossary.ts';
import type { Sentence } from './sentence.ts';

/**
 * Gives a function that tells sentences one group after another, in the order in which people read them: it puts the
 * sentences of each fact in their place (`say` gives them by the fact's name), and leaves a hard word hard only the first
 * time. `find` gives the entry of a hard word: its other forms are the same word.
 */
export function teller(say: (fact: string) => Sentence[], find: (hard: string) => Word | undefined = () => undefined): (sentences: Sentence[]) => Sentence[] {
  const met = new Set<string>();
  const meet = (sentence: Sentence): Sentence =>
    sentence.map((piece) => {
      if (piece.kind !== 'hard') return piece;
      const word = find(piece.words);
      const name = word?.anchor ?? piece.words.toLowerCase();
      if (met.has(name)) return { kind: 'plain', words: piece.words };
      met.add(name);
      return { ...piece, word };
    });
  return (sentences) =>
    sentences.flatMap((sentence) => {
      const [piece] = sentence;
      return piece?.kind === 'fact' ? say(piece.words).map(meet) : [meet(sentence)];
    });
}

/** The hard words in told sentences, in their order. */
export function hardWordsIn(sentences: Sentence[]): Word[] {
  return sentences.flat().flatMap((piece) => (piece.kind === 'hard' && piece.word ? [piece.word] : []));
}
