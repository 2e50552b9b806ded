import { getEntry } from 'astro:content';
import type { Word } from '#glossary/glossary.ts';

/** Hard words of the glossary in a language, by their English names. Throws for a name that it does not have. */
export async function findWords(language: string, names: string[]): Promise<Word[]> {
  return Promise.all(
    names.map(async (name) => {
      const entry = await getEntry('words', `${language}/${name}`);
      if (!entry) throw new Error(`There is no "${name}" in content/glossary.`);
      return entry.data;
    }),
  );
}
