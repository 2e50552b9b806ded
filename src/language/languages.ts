/** A language of the site: its code, its name in its own words, and which way it is written. */
export interface Language {
  code: string;
  name: string;
  direction: 'ltr' | 'rtl';
}

/** The languages that every page has. A new one needs its words and its guides, and a line here. */
export const languages = [{ code: 'en', name: 'English', direction: 'ltr' }] as const satisfies Language[];

export type LanguageCode = (typeof languages)[number]['code'];

export const defaultLanguage: LanguageCode = 'en';

/** The language of a code, or undefined where the site has none of that code. */
export function findLanguage(code: string | undefined): Language | undefined {
  return languages.find((language) => language.code === code);
}

/** True for a code that the site has. */
export function isLanguageCode(code: string | undefined): code is LanguageCode {
  return findLanguage(code) !== undefined;
}
