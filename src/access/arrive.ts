import type { AstroGlobal } from 'astro';
import { isLanguageCode } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { findCharge } from '#people/people.ts';
import { isId } from './id.ts';
import { chooseYoungPerson, type Place, type Viewer } from './viewer.ts';
import { see } from './viewers.ts';

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

/** A page of the desk about one young person: who has come, and whom they work for. */
export interface Charge {
  viewer: Viewer;
  child: { id: string; name: string; knownAs: string };
}

/** The start of each page of the desk about one young person, by `youngPerson` in the address; 404 for anyone else's. */
export async function arriveAtCharge(astro: AstroGlobal): Promise<Charge | Response> {
  const viewer = await arriveAtDesk(astro);
  if (viewer instanceof Response) return viewer;
  const { youngPerson } = astro.params;
  const child = isId(youngPerson) ? await see(viewer, (db) => findCharge(db, youngPerson)) : undefined;
  return child ? { viewer, child } : astro.rewrite('/404');
}

/** The start of each page of the desk. Gives who has come, or the answer that ends the page here; families get 404. */
export async function arriveAtDesk(astro: AstroGlobal): Promise<Viewer | Response> {
  const { language, viewer } = astro.locals;
  if (!viewer) return astro.redirect(paths.signIn(language), 303);
  return viewer.job ? viewer : astro.rewrite('/404');
}
