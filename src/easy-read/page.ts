import { splitSentences } from '#language/sentences.ts';

/** A sentence as people read it, with its bold words and its links. */
export interface Sentence {
  text: string;
  hard: string[];
  links: { words: string; to: string }[];
}

/** Sentences that stand together, and where they were written. */
export interface Passage {
  file: string;
  line: number;
  sentences: Sentence[];
}

/** One idea, with the name of its picture where it has one. */
export interface Idea extends Passage {
  picture?: string;
}

/** A part of a page: a heading, where it has one, and its ideas. */
export interface Block {
  heading?: Passage;
  ideas: Idea[];
}

/** How a page is read: in easy read, in the longer standard reading, word by word on buttons and forms, or to look a word up. */
export type Reading = 'easy' | 'standard' | 'interface' | 'glossary';

/** What is measured at once: a guide in one reading, or the words of one part of the interface. */
export interface Page {
  name: string;
  reading: Reading;
  /** The title and what stands right below it. */
  title?: Passage;
  blocks: Block[];
}

/** Every passage of a page in the order of reading: the title, then headings and ideas. */
export function passagesOf(page: Page): Passage[] {
  const parts = page.blocks.flatMap(({ heading, ideas }) => (heading ? [heading, ...ideas] : ideas));
  return page.title ? [page.title, ...parts] : parts;
}

/** Every idea of a page. */
export function ideasOf(page: Page): Idea[] {
  return page.blocks.flatMap(({ ideas }) => ideas);
}

/** The sentences of a page that make up its text: those of its ideas, without titles and headings. */
export function sentencesOf(page: Page): Sentence[] {
  return ideasOf(page).flatMap(({ sentences }) => sentences);
}

/** Plain words as sentences, with nothing bold in them and no link. */
export function intoSentences(words: string): Sentence[] {
  return splitSentences(words).map((text) => ({ text, hard: [], links: [] }));
}

/** The words of a text: what stands between spaces and has a letter or a digit. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** The words of a text in small letters, without the marks around them. */
export function bareWordsOf(text: string): string[] {
  return wordsOf(text).map((word) => word.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
}
