import { getCollection, getEntry } from 'astro:content';
import type { APIContext } from 'astro';
import { sayFact, type SaidFact } from '#facts/saying.ts';
import { factsOf, readAs, type ReadGuide, type Reading } from '#guides/reading.ts';
import { wordFinder } from '#glossary/glossary.ts';
import type { Guide } from '#guides/guide.ts';
import type { Area } from '#areas/area.ts';

/** A guide as this visitor reads it: in their language and reading, with the facts of their area. */
export interface Opened {
  guide: Guide;
  read: ReadGuide;
  facts: SaidFact[];
  area: Area | undefined;
  /** True where some of its facts are different in each area. */
  isLocal: boolean;
}

/** Opens the guide of an address, `/language/guides/slug`, in the reading that someone chose or in a given one. Undefined where there is none. */
export async function openGuide(
  { locals, params }: Pick<APIContext, 'locals' | 'params'>,
  reading: Reading = locals.settings.reading,
): Promise<Opened | undefined> {
  // Looked for in the list: asking for one that is not there would write the address, which anyone can make up, into the log.
  const entry = (await getCollection('guides')).find(({ id }) => id === `${params.language}/${params.slug}`);
  if (!entry) return undefined;
  const guide = entry.data;
  const known = new Map((await getCollection('facts')).map(({ id, data }) => [id, data]));
  const area = locals.area ? (await getEntry('areas', locals.area))?.data : undefined;
  const said = (name: string): SaidFact => {
    const fact = known.get(name);
    if (!fact) throw new Error(`There is no fact "${name}".`);
    return sayFact(name, fact, locals.language, area);
  };
  const words = await getCollection('words', ({ id }) => id.startsWith(`${locals.language}/`));
  const find = wordFinder(words.map(({ data }) => data));
  const read = readAs(reading, guide, (name) => said(name).sentences, find);
  return { guide, read, facts: read.facts.map(said), area, isLocal: factsOf(guide).some((name) => known.get(name)?.scope === 'local') };
}
