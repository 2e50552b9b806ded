import { getEntry } from 'astro:content';
import { sayFact, type SaidFact } from '#facts/saying.ts';
import type { LanguageCode } from '#language/languages.ts';

/** Facts by their names, as the area of a young person says them, or as they usually are. Throws for a name that there is not. */
export async function findFacts(language: LanguageCode, area: string | undefined, ...names: string[]): Promise<SaidFact[]> {
  const own = area ? (await getEntry('areas', area))?.data : undefined;
  return Promise.all(
    names.map(async (name) => {
      const fact = await getEntry('facts', name);
      if (!fact) throw new Error(`There is no fact "${name}".`);
      return sayFact(name, fact.data, language, own);
    }),
  );
}
