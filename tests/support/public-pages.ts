import { languages } from '#language/languages.ts';
import { guides, moreOfTheSame } from './page-kinds/more.ts';
import { publicKinds } from './page-kinds/public.ts';
import { wayInKinds } from './page-kinds/ways-in.ts';

export { slugs } from './page-kinds/more.ts';

const signingIn = wayInKinds.filter(({ name }) => name === 'signing in');
const answersEveryone = [...publicKinds, ...moreOfTheSame, ...signingIn].filter(
  ({ name, does, isEnglishOnly }) => !does && !isEnglishOnly && !name.startsWith('the settings,'),
);
const nobody = () => {
  throw new Error('A public page is about nobody.');
};

/** The title of a guide in a language, and its headings. */
export function guideIn(language: string, slug: string): { title: string; headings: string[] } {
  const guide = guides.get(`${language}/${slug}`);
  if (!guide) throw new Error(`There is no guide ${language}/${slug}.`);
  return { title: guide.title, headings: guide.sections.flatMap(({ heading }) => heading ?? []) };
}

/** Every address that anyone can read without signing in, in every language, but for the ways in themselves. */
export const everyPublicPage = languages.flatMap(({ code }) => [...new Set(answersEveryone.map(({ address }) => address({ language: code, id: nobody })))]);
