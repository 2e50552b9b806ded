import { z } from 'zod';
import type { LanguageCode } from '#language/languages.ts';
import { languageWritten } from '#language/written.ts';

/** Words that someone has to write, up to 5,000 letters. */
export const Needed = z
  .string()
  .trim()
  .regex(/[^\s\u200b-\u200f\u2060\ufeff]/, 'wordsMissing')
  .max(5000, 'messageLong');

/** Words that someone may leave out, up to so many letters. */
export const Optional = (most: number) => z.string().trim().max(most, 'answerLong').default('');

/** Adds the language that words are written in, where a form has both the words and the language of its page. */
export function withLanguage<T extends { language: LanguageCode }>(form: T, words: string): T {
  return { ...form, language: languageWritten(words, form.language) };
}
