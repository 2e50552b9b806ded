import type { Idea, Paragraph } from '#ideas/idea.ts';
import type { Sentence } from '#ideas/sentence.ts';
import type { Word } from '#glossary/glossary.ts';
import { hardWordsIn, teller } from '#ideas/telling.ts';
import type { Guide } from './guide.ts';

/** The readings of a guide: in easy read, or in longer words. */
export type Reading = 'easy' | 'standard';

/** A guide as someone reads it: facts told, one reading of each part. */
export interface ReadGuide {
  sections: { heading: string | undefined; ideas: Idea[]; paragraphs: Paragraph[] }[];
  /** The names of the facts that it states. */
  facts: string[];
  /** The hard words in it, each once. */
  words: Word[];
}

/**
 * A guide in one reading. `say` gives the sentences of a fact by its name, as they are in the reader's area, and `find` the
 * entry of a hard word.
 */
export function readAs(
  reading: Reading,
  guide: Guide,
  say: (fact: string) => Sentence[],
  find: (hard: string) => Word | undefined = () => undefined,
): ReadGuide {
  const facts = new Set<string>();
  const tell = teller((fact) => {
    facts.add(fact);
    return say(fact);
  }, find);
  const told = <Of extends Paragraph>(paragraph: Of): Of => ({ ...paragraph, sentences: tell(paragraph.sentences) });
  const sections = guide.sections.map(({ heading, ideas, standard }) => ({
    heading,
    ideas: reading === 'standard' ? [] : ideas.map(told),
    paragraphs: reading === 'standard' ? standard.map(told) : [],
  }));
  const words = sections.flatMap(({ ideas, paragraphs }) => [...ideas, ...paragraphs].flatMap(({ sentences }) => hardWordsIn(sentences)));
  return { sections, facts: [...facts], words };
}

/** Every fact that a guide points at, in any reading. */
export function factsOf(guide: Guide): string[] {
  const sentences = guide.sections.flatMap(({ ideas, standard }) => [...ideas, ...standard].flatMap((paragraph) => paragraph.sentences.flat()));
  return [...new Set(sentences.flatMap((piece) => (piece.kind === 'fact' ? [piece.words] : [])))];
}
