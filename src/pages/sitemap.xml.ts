import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import { languages } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { choicesHeader } from '#shared-page.ts';
import { site } from '#site.ts';

/** Every public page in every language, for those who look for pages. */
export const GET: APIRoute = async ({ url }) => {
  const origin = site.origin ?? url.origin;
  const areas = (await getCollection('areas')).map(({ id }) => id);
  const guides = await getCollection('guides');
  const pages = languages.flatMap(({ code }) => [
    paths.home(code),
    paths.notSafe(code),
    paths.guides(code),
    ...guides.filter(({ id }) => id.startsWith(`${code}/`)).map(({ id }) => paths.guide(code, id.slice(code.length + 1))),
    paths.words(code),
    paths.areas(code),
    ...areas.flatMap((area) => [paths.area(code, area), paths.services(code, area)]),
    paths.myCetr(code),
    paths.settings(code),
    paths.accessibility(code),
  ]);
  const entries = pages.map((page) => `<url><loc>${origin}${page}</loc></url>`).join('');
  return new Response(`<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries}</urlset>`, {
    headers: { 'Content-Type': 'application/xml', Vary: choicesHeader },
  });
};
