import { z } from 'zod';
import { defaultLanguage, languages, type LanguageCode } from './languages.ts';

const Words = z.string('needs words').trim().min(1, 'needs words');
const others = languages.map(({ code }) => code).filter((code) => code !== defaultLanguage);

/** The same words in every language of the site. */
export const Said = z.strictObject({ en: Words, ...each(others, Words) } as Record<LanguageCode, typeof Words>);
export type Said = z.infer<typeof Said>;

/** Words in English, and in those of the other languages that someone has translated them to. */
export const SaidInSome = z.strictObject({ en: Words, ...each(others, Words.optional()) } as { en: typeof Words } & Record<
  Exclude<LanguageCode, 'en'>,
  z.ZodOptional<typeof Words>
>);
export type SaidInSome = { en: string } & { [code in Exclude<LanguageCode, 'en'>]?: string | undefined };

/** The words in a language, and the language they are in: English where nobody has translated them. */
export function sayIn(language: LanguageCode, said: SaidInSome): { words: string; language: LanguageCode } {
  const words = said[language];
  return words ? { words, language } : { words: said.en, language: defaultLanguage };
}

function each<Of>(codes: string[], shape: Of): Record<string, Of> {
  return Object.fromEntries(codes.map((code) => [code, shape]));
}
