/** A language of the site: its code, its name in its own words, which way it is written, and whether a person checked it. */
export interface Language {
  code: string;
  name: string;
  direction: 'ltr' | 'rtl';
  /** False where nobody who speaks it has checked the translation: each page says so. */
  isChecked: boolean;
}

/** The languages that every page has. A new one needs its words, its guides and its glossary, and a line here. */
export const languages = [
  { code: 'en', name: 'English', direction: 'ltr', isChecked: true },
  { code: 'cy', name: 'Cymraeg', direction: 'ltr', isChecked: false },
  { code: 'pl', name: 'Polski', direction: 'ltr', isChecked: false },
  { code: 'ur', name: 'اردو', direction: 'rtl', isChecked: false },
] as const satisfies Language[];

export type LanguageCode = (typeof languages)[number]['code'];

export const defaultLanguage = 'en' satisfies LanguageCode;

/** The language of a code, or undefined where the site has none of that code. */
export function findLanguage(code: string | undefined): Language | undefined {
  return languages.find((language) => language.code === code);
}

/** The language that a browser asks for first (`Accept-Language`) of those that the site has. */
export function preferredLanguage(asked: string | null): LanguageCode {
  const wished = (asked ?? '')
    .split(',')
    .map((part) => {
      const [code = '', ...rest] = part.trim().toLowerCase().split(';');
      const quality = rest.find((each) => each.trim().startsWith('q='))?.split('=')[1];
      return { code: code.split('-')[0], quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  return wished.map(({ code }) => code).find(isLanguageCode) ?? defaultLanguage;
}

/** True for a code that the site has. */
export function isLanguageCode(code: string | undefined): code is LanguageCode {
  return findLanguage(code) !== undefined;
}
