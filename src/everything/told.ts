import { dayInWords, timeInWords } from '#language/dates.ts';
import type { Translate } from '#language/translate.ts';
import type { Category } from '#people/category.ts';

/** What a copy has, the parts of the record in it, and what it does not have. */
export interface Contents {
  has: string[];
  parts: string[];
  hasNot: string[];
}

/**
 * What a copy has in it, and what it does not: the same on the page, in the copy and in the file for other services. It
 * names the parts that the reader may see, and says the same to everyone about the rest: nothing tells that there is more.
 */
export function contentsInWords(t: Translate, { name, isOwn, sees }: { name: string; isOwn: boolean; sees: Category[] }): Contents {
  const words = { name, context: isOwn ? 'self' : undefined };
  return {
    has: [t('everything.has'), t('everything.hasNow')],
    parts: sees.map((category) => t(`sharing.category.${category}`, words)),
    hasNot: [t('everything.notOthers'), t('everything.notHealth', words), t('everything.notLooked', words), t('everything.notStaff')],
  };
}

/** For whom a copy was made, and when. */
export function madeInWords(t: Translate, language: string, name: string, at: Date): string[] {
  return [t('everything.madeFor', { name }), t('everything.madeOn', { day: dayInWords(at, language), time: timeInWords(at, language) })];
}
