import type { AstroGlobal } from 'astro';
import { isLanguageCode } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { chooseYoungPerson, type Place, type Viewer } from './viewer.ts';

/** Who has come to a page, and whose page it is: none where they have to choose first. */
export interface Arrival {
  viewer: Viewer;
  place: Place | undefined;
}

/**
 * The start of each page of the family area. Gives who has come and whose page it is; or the answer that ends the page
 * here: sign in first, the desk for those who work for the service, or 404 for someone who is not theirs.
 */
export async function arriveAtFamily(astro: AstroGlobal): Promise<Arrival | Response> {
  const { language, viewer } = astro.locals;
  if (!isLanguageCode(astro.params.language)) return astro.rewrite('/404');
  if (!viewer) return astro.redirect(paths.signIn(language), 303);
  if (viewer.job) return astro.redirect(paths.desk(), 303);
  const named = astro.url.searchParams.get('about');
  const place = chooseYoungPerson(viewer, named);
  return named !== null && !place ? astro.rewrite('/404') : { viewer, place };
}

/** The start of each page of the desk. Gives who has come, or the answer that ends the page here; families get 404. */
export async function arriveAtDesk(astro: AstroGlobal): Promise<Viewer | Response> {
  const { language, viewer } = astro.locals;
  if (!viewer) return astro.redirect(paths.signIn(language), 303);
  return viewer.job ? viewer : astro.rewrite('/404');
}
