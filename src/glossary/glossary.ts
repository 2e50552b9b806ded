import { z } from 'zod';
import { splitSentences } from '#language/sentences.ts';
import { slugOf } from '#paths.ts';

/** A hard word of the glossary. */
export const GlossaryEntry = z.strictObject({
  /** The word in this language. In English it is the name of the entry, by which each language has it. */
  word: z.string().trim().min(1).optional(),
  /** What it means, in one or two short sentences. */
  meaning: z.string().trim().min(1, 'write what the word means'),
  /** Other forms of the word that mean the same. A plural with "s" needs none. */
  also: z.array(z.string().trim().min(1)).default([]),
  /** Its short form, as people write it. */
  short: z.string().trim().min(1).optional(),
  /** True for a word that our readers use about themselves: a guide may use it without saying what it means. */
  known: z.boolean().default(false),
});
export type GlossaryEntry = z.infer<typeof GlossaryEntry>;

/** The hard words of one language, each with what it means. */
export type Glossary = ReadonlyMap<string, GlossaryEntry & { line: number }>;

/** A hard word as the page of hard words shows it. */
export interface Word {
  word: string;
  /** What it means, sentence by sentence. */
  meaning: string[];
  also: string[];
  short: string | undefined;
  /** Where it stands on that page: the same in every language. */
  anchor: string;
}

/** An entry as it is shown. `name` is its name in the file. */
export function asWord(name: string, { word, meaning, also, short }: GlossaryEntry): Word {
  return { word: word ?? name, meaning: splitSentences(meaning), also, short, anchor: slugOf(name) };
}

/** Every way a word of the glossary is written: itself, its other forms, its short form. */
export function formsOf(word: string, entry: { also: string[]; short?: string | undefined }): string[] {
  return [word, ...entry.also, ...(entry.short ? [entry.short] : [])];
}

/** The id of what says what a word means, on the page where the word stands. */
export function meaningOf({ anchor }: Word): string {
  return `means-${anchor}`;
}

/**
 * Gives a function that finds the entry of a hard word as someone wrote it: in any of its forms, with a plural "s", or with the
 * English word after it, "rzecznik (advocate)". Undefined where the glossary has none.
 */
export function wordFinder(words: readonly Word[]): (hard: string) => Word | undefined {
  const byForm = new Map(words.flatMap((each) => [each.anchor, ...formsOf(each.word, each)].map((form) => [form.toLowerCase(), each])));
  return (hard) => {
    const [, own = '', english = ''] = /^(.+?)(?: \((.+)\))?$/.exec(hard) ?? [];
    const ways = [hard, slugOf(english), own, own.replace(/s$/, '')];
    return ways.map((way) => byForm.get(way.toLowerCase())).find(Boolean);
  };
}
