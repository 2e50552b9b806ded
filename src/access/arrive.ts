import type { APIContext } from 'astro';
import { isLanguageCode } from '#language/languages.ts';
import { paths } from '#paths.ts';
import type { Category } from '#people/category.ts';
import { findCharge } from '#people/people.ts';
import { isId } from './id.ts';
import { findPersonToEnrol } from './passkeys.ts';
import { readSession } from './session.ts';
import { chooseYoungPerson, isAskedFirst, type Place, type Viewer } from './viewer.ts';
import { see } from './viewers.ts';

/** What a page or a file knows of who asked for it. */
export type Asked = Pick<APIContext, 'cookies' | 'locals' | 'originPathname' | 'params' | 'redirect' | 'request' | 'rewrite' | 'url'>;

/** Who has come to a page, and whose page it is: none where they have to choose first. */
export interface Arrival {
  viewer: Viewer;
  place: Place | undefined;
}

/**
 * The start of each page of the family area. Gives who has come and whose page it is; or the answer that ends the page
 * here: sign in first, the desk for those who work for the service, the question that comes with an invitation, or 404
 * for someone who is not theirs, and for a page of which they may see no category.
 */
export async function arriveAtFamily(astro: Asked, ...about: Category[]): Promise<Arrival | Response> {
  const { language, viewer } = astro.locals;
  if (!isLanguageCode(astro.params.language)) return astro.rewrite('/404');
  if (!viewer) return leadIn(astro);
  if (viewer.job) return astro.redirect(paths.desk(), 303);
  const named = astro.url.searchParams.get('about');
  const isEntrance = astro.url.pathname === paths.family(language) && astro.url.search === '';
  if (isAskedFirst(viewer, isEntrance)) return astro.redirect(paths.rightChild(language), 303);
  const place = chooseYoungPerson(viewer, named);
  const isAbsent = place ? about.length > 0 && !about.some((category) => place.sees.includes(category)) : named !== null;
  return isAbsent ? astro.rewrite('/404') : { viewer, place };
}

/** A page of the desk about one young person: who has come, and whom they work for. */
export interface Charge {
  viewer: Viewer;
  child: { id: string; name: string; knownAs: string };
}

/** The start of each page of the desk about one young person, by `youngPerson` in the address; 404 for anyone else's. */
export async function arriveAtCharge(astro: Asked): Promise<Charge | Response> {
  const viewer = await arriveAtDesk(astro);
  if (viewer instanceof Response) return viewer;
  const { youngPerson } = astro.params;
  const child = isId(youngPerson) ? await see(viewer, (db) => findCharge(db, youngPerson)) : undefined;
  return child ? { viewer, child } : astro.rewrite('/404');
}

/** The start of the page that asks "Is this the right child?". Gives who has come, or the answer that ends the page here. */
export async function arriveToAnswer(astro: Asked): Promise<Viewer | Response> {
  const { language, viewer } = astro.locals;
  if (!isLanguageCode(astro.params.language)) return astro.rewrite('/404');
  return viewer ?? astro.redirect(paths.signIn(language), 303);
}

/** The start of each page of the desk. Gives who has come, or the answer that ends the page here; families get 404. */
export async function arriveAtDesk(astro: Asked): Promise<Viewer | Response> {
  const { viewer } = astro.locals;
  if (!viewer) return leadIn(astro);
  return viewer.job ? viewer : astro.rewrite('/404');
}

/** The start of each page about how someone signs in. Gives who has come, or the answer that ends the page here. */
export async function arriveAtMe(astro: Asked): Promise<Viewer | Response> {
  if (!isLanguageCode(astro.params.language)) return astro.rewrite('/404');
  return astro.locals.viewer ?? leadIn(astro);
}

/**
 * The start of the page that makes a passkey. Staff who came by a link are nobody until they have one, so it gives only
 * the session and the id of who has come; or the answer that ends the page here.
 */
export async function arriveToEnrol(astro: Asked): Promise<{ token: string; id: string } | Response> {
  if (!isLanguageCode(astro.params.language)) return astro.rewrite('/404');
  return (await findEnroller(astro)) ?? astro.redirect(paths.signIn(astro.locals.language), 303);
}

/**
 * For pages of the desk from where something far-reaching is done: gives the answer that leads to the check that it is
 * still them, and back to this address; undefined where they were just checked. A form that came back is never led
 * away, because its words would be lost.
 */
export function checkFirst(astro: Asked, viewer: Viewer): Response | undefined {
  if (!viewer.job || viewer.isFresh || !['GET', 'HEAD'].includes(astro.request.method)) return undefined;
  return astro.redirect(paths.check(astro.locals.language, astro.originPathname + astro.url.search), 303);
}

// Whoever is not signed in signs in. Staff who came by a link make their passkey first: it is what lets them in.
async function leadIn(astro: Asked): Promise<Response> {
  const { language } = astro.locals;
  return astro.redirect((await findEnroller(astro)) ? paths.addPasskey(language) : paths.signIn(language), 303);
}

async function findEnroller({ cookies }: Asked): Promise<{ token: string; id: string } | undefined> {
  const token = readSession(cookies);
  const id = token && (await see({ token }, findPersonToEnrol));
  return token && id ? { token, id } : undefined;
}
