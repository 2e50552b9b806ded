import type { Sentence } from './sentence.ts';

/**
 * Gives a function that tells sentences one group after another, in the order in which people read them: it puts the
 * sentences of each fact in their place (`say` gives them by the fact's name), and leaves a hard word bold only the first
 * time.
 */
export function teller(say: (fact: string) => Sentence[]): (sentences: Sentence[]) => Sentence[] {
  const met = new Set<string>();
  const meet = (sentence: Sentence): Sentence =>
    sentence.map((piece) => {
      if (piece.kind !== 'hard') return piece;
      const word = piece.words.toLowerCase();
      if (met.has(word)) return { kind: 'plain', words: piece.words };
      met.add(word);
      return piece;
    });
  return (sentences) =>
    sentences.flatMap((sentence) => {
      const [piece] = sentence;
      return piece?.kind === 'fact' ? say(piece.words).map(meet) : [meet(sentence)];
    });
}
