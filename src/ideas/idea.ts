import { parseSentences, type Fail, type Known, type Sentence } from './sentence.ts';

/** Sentences that belong together, and the line of the file where they stand. */
export interface Paragraph {
  sentences: Sentence[];
  line: number;
}

/** One idea: a picture and what it says, each sentence apart. */
export interface Idea extends Paragraph {
  picture: string;
  /** True where the picture is crossed out: the idea is that this is not so. */
  crossedOut: boolean;
  /** The language of its words, where it is not that of the page. */
  language?: string;
}

/**
 * Reads one idea: the name of its picture ("not" before it crosses it out) and its words. Throws what `fail` makes of a
 * mistake.
 */
export function parseIdea(name: string, words: string, line: number, known: Known, fail: Fail): Idea {
  const crossedOut = name.startsWith('not ') && !known.pictures.has(name);
  const picture = crossedOut ? name.slice(4).trim() : name;
  if (!known.pictures.has(picture)) throw fail(noPicture(picture));
  return { picture, crossedOut, sentences: parseSentences(words, known, fail), line };
}

/** What an editor is told who names a picture that is not there. */
export function noPicture(name: string): string {
  return `there is no picture "${name}". Choose a name from content/pictures/pictures.yaml, or add it there.`;
}
