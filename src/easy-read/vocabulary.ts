import { z } from 'zod';
import { formsOf, type Glossary } from '#glossary/glossary.ts';
import { anyOf } from '#language/phrases.ts';
import { bareWordsOf } from './page.ts';

/** Words to keep out, each with what to write instead. */
export const Instead = z.record(z.string(), z.string().min(1));

/** How passives are found: participles that do not end in -ed, and what looks like a passive and is none, with why. */
export const Passives = z.strictObject({ participles: z.string().transform((words) => words.split(/\s+/)), states: z.record(z.string(), z.string().min(1)) });

/** Sentences that may break one rule, each with why. */
export const Exceptions = z.array(z.strictObject({ rule: z.string(), sentence: z.string(), why: z.string().min(1) }));

/** What the rules know about words. */
export interface Vocabulary {
  /** Words that nearly everyone knows, in small letters. */
  common: ReadonlySet<string>;
  /** Names, as they are written. */
  names: readonly string[];
  glossary: Glossary;
  idioms: z.infer<typeof Instead>;
  synonyms: z.infer<typeof Instead>;
  passives: z.infer<typeof Passives>;
  exceptions: z.infer<typeof Exceptions>;
  /** The meanings that have a picture. */
  pictures: ReadonlySet<string>;
}

const endings: [ending: RegExp, instead: string[]][] = [
  [/ies$/, ['y', 'ie']],
  [/ied$/, ['y', 'ie']],
  [/(ier|iest|ily)$/, ['y']],
  [/es$/, ['', 'e']],
  [/s$/, ['']],
  [/(ed|er|est|ing)$/, ['', 'e']],
  [/ly$/, ['', 'le']],
];

/** True for a word that nearly everyone knows, in any of its forms: "stopped" is "stop", and "made-up" is "made" and "up". */
export function isCommon(word: string, { common }: Pick<Vocabulary, 'common'>): boolean {
  if (common.has(word)) return true;
  if (word.includes('-')) return word.split('-').every((part) => isCommon(part, { common }));
  return endings.some(([ending, instead]) => {
    if (!ending.test(word)) return false;
    const stem = word.replace(ending, '');
    // "stopp" is "stop": a letter is doubled before -ed and -ing.
    const short = /(\w)\1$/.test(stem) ? [stem.slice(0, -1)] : [];
    return stem.length > 1 && [...instead.map((end) => stem + end), ...short].some((base) => common.has(base));
  });
}

/** A word of the glossary where it stands in a text. */
export interface Term {
  word: string;
  /** As it is written there. */
  form: string;
  index: number;
}

const patterns = new WeakMap<Glossary, { pattern: RegExp; wordOf: Map<string, string> }>();

function patternOf(glossary: Glossary) {
  const known = patterns.get(glossary);
  if (known) return known;
  const wordOf = new Map([...glossary].flatMap(([word, entry]) => formsOf(word, entry).map((form): [string, string] => [form.toLowerCase(), word])));
  const made = { pattern: anyOf([...wordOf.keys()], 'giu'), wordOf };
  patterns.set(glossary, made);
  return made;
}

/** The words of the glossary that stand in a text, in their order. */
export function termsIn(text: string, { glossary }: Pick<Vocabulary, 'glossary'>): Term[] {
  const { pattern, wordOf } = patternOf(glossary);
  return [...text.matchAll(pattern)].map((match) => ({ word: wordOf.get((match[1] ?? '').toLowerCase()) ?? '', form: match[0], index: match.index }));
}

/** A text without the words of the glossary. */
export function withoutTerms(text: string, { glossary }: Pick<Vocabulary, 'glossary'>): string {
  return text.replace(patternOf(glossary).pattern, ' ');
}

/** A text without names, addresses of the web and of email. */
export function withoutNames(text: string, { names }: Pick<Vocabulary, 'names'>): string {
  return text.replace(/https?:\S+|\S+@\S+/g, ' ').replace(anyOf([...names], 'gu'), ' ');
}

/** The words in a text that are not common, not a name and not in the glossary. */
export function unexplainedIn(text: string, vocabulary: Vocabulary): string[] {
  const rest = withoutTerms(withoutNames(text.replace(/['’]s(?!\p{L})/gu, ''), vocabulary), vocabulary);
  return bareWordsOf(rest).filter((word) => /\p{L}/u.test(word) && !/^\d+(:\d+)?[ap]m$/.test(word) && !isCommon(word, vocabulary));
}

/** The words of the glossary in a text that a guide has to explain: those that are not known to our readers. */
export function hardTermsIn(text: string, vocabulary: Vocabulary): Term[] {
  return termsIn(text, vocabulary).filter(({ word }) => !vocabulary.glossary.get(word)?.known);
}
