import { languages } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { readContent } from '../../src/content.ts';
import { today } from './content.ts';

const { guides, areas } = readContent('content', today);

/** The slugs of the guides. */
export const slugs = [...guides.keys()].filter((name) => name.startsWith('en/')).map((name) => name.slice(3));

/** The title of a guide in a language, and its headings. */
export function guideIn(language: string, slug: string): { title: string; headings: string[] } {
  const guide = guides.get(`${language}/${slug}`);
  if (!guide) throw new Error(`There is no guide ${language}/${slug}.`);
  return { title: guide.title, headings: guide.sections.flatMap(({ heading }) => heading ?? []) };
}

/** Every address of a language that anyone can read without signing in, but for the ways in themselves. */
export function publicPages(language: string): string[] {
  return [
    paths.home(language),
    paths.guides(language),
    ...slugs.map((slug) => paths.guide(language, slug)),
    paths.step(language, 'key-workers', 1),
    paths.words(language),
    paths.search(language),
    paths.search(language, 'C(E)TR'),
    paths.search(language, 'qqqqqqq'),
    paths.areas(language),
    ...[...areas.keys()].flatMap((area) => [paths.area(language, area), paths.services(language, area)]),
    paths.myCetr(language),
    paths.settings(language),
    paths.accessibility(language),
    `/${language}/offline`,
    paths.signIn(language),
  ];
}

/** All of them, in every language. */
export const everyPublicPage = languages.flatMap(({ code }) => publicPages(code));
