import type { Sentence } from '#ideas/sentence.ts';

/** The language that words are in, where it is not that of the paper, and which way they run. */
export interface Tongue {
  language?: string | undefined;
  direction?: Paper['direction'] | undefined;
}

/** What someone said in their own words, under a heading in the paper's language: the first line, then one idea a line. */
export interface OwnWords {
  kind: 'said';
  /** None where the title of the paper says it. */
  heading: string | undefined;
  /** 3 stands under a heading of the paper. */
  level: 2 | 3;
  picture: string;
  /** A shape before the heading, for who does not see colours. */
  shape?: 'circle' | 'diamond' | 'triangle' | undefined;
  headline: string;
  lines: string[];
}

/** A part of a printed page: a heading, an idea beside its picture, what someone said, a paragraph, a line of its own, or a new page. */
export type PaperPart = (
  | { kind: 'heading'; words: string }
  | { kind: 'idea'; picture: string | undefined; crossedOut: boolean; sentences: Sentence[] }
  | OwnWords
  | { kind: 'paragraph'; sentences: Sentence[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'small'; words: string }
  // What comes next stands on the other side of a card.
  | { kind: 'other side' }
) &
  Tongue;

/** Where the numbers stand in words such as "page 1 of 4". `words` has # for the page and ## for how many there are. */
export function pagesIn(words: string): Paper['pages'] {
  const [, before = '', between = ' / ', after = ''] = /^([^#]*)#(?!#)([^#]*)##([^#]*)$/.exec(words) ?? [];
  return { before, between, after };
}

/** Something to print on A4, or on a card of A6: all of it words, so that nothing in it can be taken for a command. */
export interface Paper {
  title: string;
  /** The picture beside the title, where it has one. */
  picture?: string | undefined;
  language: string;
  direction: 'ltr' | 'rtl';
  size?: 'a4' | 'a6';
  /** Between the number of the page and that of all pages: "page 1 of 4". */
  pages: { before: string; between: string; after: string };
  parts: PaperPart[];
}

/** The pictures that stand on a paper, each once: their meanings. */
export function picturesOn({ picture, parts }: Paper): string[] {
  const named = parts.flatMap((part) => {
    if (part.kind === 'idea') return part.picture ? [part.picture, 'crossed out'] : [];
    return part.kind === 'said' ? [part.picture] : [];
  });
  return [...new Set([...(picture ? [picture] : []), ...named])];
}
