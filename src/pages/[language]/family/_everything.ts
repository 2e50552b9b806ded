import { getEntry } from 'astro:content';
import { arriveAtFamily } from '#access/arrive.ts';
import { see } from '#access/viewers.ts';
import type { Everything } from '#everything/everything.ts';
import { findEverything } from '#everything/everythings.ts';
import { dayOf } from '#language/dates.ts';
import { findArea } from '#people/people.ts';

/**
 * Everything that who asks may take with them of the young person in the address; or the answer that ends the file here.
 * For staff, and for a young person who is not theirs or not named, there is no file.
 */
export async function openEverything(astro: Parameters<typeof arriveAtFamily>[0]): Promise<Everything | Response> {
  if (astro.locals.viewer?.job) return astro.rewrite('/404');
  const arrival = await arriveAtFamily(astro);
  if (arrival instanceof Response) return arrival;
  const { viewer, place } = arrival;
  if (!place) return astro.rewrite('/404');
  const { everything, slug } = await see(viewer, async (db) => ({
    everything: await findEverything(db, place, viewer, astro.locals.now),
    slug: await findArea(db, place.id),
  }));
  const area = slug ? (await getEntry('areas', slug))?.data : undefined;
  return { ...everything, service: area && { name: area.name, host: area.host, phone: area.office.phone } };
}

/** What the browser does with the file: it keeps it. Its name tells nobody whose it is. */
export function asFile({ madeAt }: Everything, ending: 'html' | 'json'): string {
  return `attachment; filename="alongside-${dayOf(madeAt)}.${ending}"`;
}
