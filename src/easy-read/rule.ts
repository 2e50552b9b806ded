import { passagesOf, type Page, type Passage, type Reading, type Sentence } from './page.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where a rule is broken, and what to do about it. */
export interface Fault {
  rule: string;
  file: string;
  line: number;
  sentence: string;
  /** What to do, as one or two short sentences. */
  mend: string;
}

/** A rule of easy read: what it asks for, and what breaks it on a page. */
export interface Rule {
  name: string;
  find(page: Page, vocabulary: Vocabulary): Fault[];
}

/** What a rule found in one place. */
export interface Found {
  at: Passage;
  sentence: string;
  mend: string;
}

/** A rule that looks at a whole page of one of `readings`. */
export function pageRule(name: string, readings: readonly Reading[], look: (page: Page, vocabulary: Vocabulary) => Found[]): Rule {
  return {
    name,
    find: (page, vocabulary) =>
      readings.includes(page.reading)
        ? look(page, vocabulary).map(({ at, sentence, mend }) => ({ rule: name, file: at.file, line: at.line, sentence, mend }))
        : [],
  };
}

/** A rule that looks at each sentence by itself, titles and headings too, and says what to do: one string a fault. */
export function sentenceRule(name: string, look: (text: string, vocabulary: Vocabulary, sentence: Sentence) => string[]): Rule {
  return pageRule(name, all, (page, vocabulary) =>
    passagesOf(page).flatMap((at) =>
      at.sentences.flatMap((sentence) => look(sentence.text, vocabulary, sentence).map((mend) => ({ at, sentence: sentence.text, mend }))),
    ),
  );
}

/** Every reading there is. */
export const all: readonly Reading[] = ['easy', 'standard', 'interface', 'glossary'];
/** The readings of a guide. */
export const guides: readonly Reading[] = ['easy', 'standard'];
