import { z } from 'zod';
import { defaultLanguage, isLanguageCode, languages, type LanguageCode } from './languages.ts';

/** Words that a person wrote, and the language they wrote them in. */
export interface Written {
  words: string;
  language: LanguageCode;
}

/** The language of the page that a form stands on, as its hidden field says. */
export const PageLanguage = z.enum(languages.map(({ code }) => code)).catch(defaultLanguage);

/**
 * The language of words that someone wrote on a page: that of the page, unless the letters say otherwise. Urdu has letters of its
 * own; what is in Latin letters on an Urdu page we take for English.
 */
export function languageWritten(words: string, page: LanguageCode): LanguageCode {
  const arabic = words.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const latin = words.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (arabic > latin) return 'ur';
  return page === 'ur' && latin > 0 ? 'en' : page;
}

/** A language as the database keeps it, where it is one of ours; else English. */
export function writtenIn(code: string): LanguageCode {
  return isLanguageCode(code) ? code : defaultLanguage;
}

/** The name of a language in another one: "Polish" in English. Both as codes. */
export function nameOfLanguage(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(code) ?? code;
}
