import { getCollection } from 'astro:content';
import { areaParts } from '#areas/area.ts';
import { wordsOf, type Sentence } from '#ideas/sentence.ts';
import type { LanguageCode } from '#language/languages.ts';
import { sayIn } from '#language/said.ts';
import type { Translate } from '#language/translate.ts';
import { paths, slugOf } from '#paths.ts';
import { makeSearch, type Findable, type Search } from '#search/search.ts';

// What is found does not change while the site runs, so each language makes its search once.
const searches = new Map<LanguageCode, Promise<Search>>();

/** The search over everything public, in a language. */
export function searchIn(language: LanguageCode, t: Translate): Promise<Search> {
  const search = searches.get(language) ?? gather(language, t).then(makeSearch);
  searches.set(language, search);
  return search;
}

async function gather(language: LanguageCode, t: Translate): Promise<Findable[]> {
  return (await Promise.all([gatherGuides(language), gatherWords(language), gatherAreas(language, t)])).flat();
}

const textOf = (paragraphs: { sentences: Sentence[] }[]) => paragraphs.map(({ sentences }) => sentences.map(wordsOf).join(' ')).join(' ');

async function gatherGuides(language: LanguageCode): Promise<Findable[]> {
  const guides = await getCollection('guides', ({ id }) => id.startsWith(`${language}/`));
  return guides.map(({ id, data }) => ({
    href: paths.guide(language, id.slice(language.length + 1)),
    kind: 'guide',
    title: data.title,
    about: data.description,
    text: data.sections.map(({ heading, ideas, standard }) => `${heading ?? ''} ${textOf(ideas)} ${textOf(standard)}`).join(' '),
  }));
}

async function gatherWords(language: LanguageCode): Promise<Findable[]> {
  const words = await getCollection('words', ({ id }) => id.startsWith(`${language}/`));
  return words.map(({ data }) => ({
    href: paths.words(language, data.anchor),
    kind: 'word',
    title: data.word,
    about: data.meaning.join(' '),
    text: [...data.also, data.short ?? ''].join(' '),
  }));
}

async function gatherAreas(language: LanguageCode, t: Translate): Promise<Findable[]> {
  const areas = await getCollection('areas');
  return areas.flatMap(({ id, data }): Findable[] => [
    {
      href: paths.area(language, id),
      kind: 'area',
      title: t('areas.service', { area: data.name }),
      about: t('areas.host', { host: data.host }),
      text: `${data.places.join(' ')} ${areaParts.map((part) => textOf(data.parts[language][part])).join(' ')}`,
      area: data.name,
    },
    ...data.services.map((service) => ({
      href: `${paths.services(language, id)}#${slugOf(service.name)}`,
      kind: 'service' as const,
      title: service.name,
      about: sayIn(language, service.what).words,
      text: [...service.needs.map((need) => t(`areas.need.${need}`)), service.for ? sayIn(language, service.for).words : ''].join(' '),
      area: data.name,
    })),
  ]);
}
