import { paths } from '#paths.ts';
import { readContent } from '../../../src/content.ts';
import { today } from '../content.ts';
import type { PageKind } from './kind.ts';

/** The guides and areas, as the site reads them. */
export const { guides, areas } = readContent('content', today);

/** The slugs of the guides. */
export const slugs = [...guides.keys()].filter((name) => name.startsWith('en/')).map((name) => name.slice(3));

/** Pages of a kind that is in the table already, with words of their own: every guide in both ways to read it, and every area. */
export const moreOfTheSame: PageKind[] = [
  ...slugs.map((slug): PageKind => ({ name: `the guide ${slug}`, address: ({ language }) => paths.guide(language, slug) })),
  ...slugs.map((slug): PageKind => ({
    name: `the longer words of ${slug}`,
    address: ({ language }) => paths.guide(language, slug),
    settings: 'reading-standard',
  })),
  ...[...areas.keys()].flatMap((area): PageKind[] => [
    { name: `the area ${area}`, address: ({ language }) => paths.area(language, area) },
    { name: `the services of ${area}`, address: ({ language }) => paths.services(language, area) },
  ]),
];
