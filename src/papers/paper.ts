import type { Sentence } from '#ideas/sentence.ts';

/** A part of a printed page: a heading, an idea beside its picture, a paragraph, or a line of its own. */
export type PaperPart =
  | { kind: 'heading'; words: string }
  | { kind: 'idea'; picture: string | undefined; crossedOut: boolean; sentences: Sentence[] }
  | { kind: 'paragraph'; sentences: Sentence[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'small'; words: string };

/** Where the numbers stand in words such as "page 1 of 4". `words` has # for the page and ## for how many there are. */
export function pagesIn(words: string): Paper['pages'] {
  const [, before = '', between = ' / ', after = ''] = /^([^#]*)#(?!#)([^#]*)##([^#]*)$/.exec(words) ?? [];
  return { before, between, after };
}

/** Something to print on A4: all of it words, so that nothing in it can be taken for a command. */
export interface Paper {
  title: string;
  language: string;
  direction: 'ltr' | 'rtl';
  /** Between the number of the page and that of all pages: "page 1 of 4". */
  pages: { before: string; between: string; after: string };
  parts: PaperPart[];
}
