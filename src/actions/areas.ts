import { getCollection } from 'astro:content';
import { openFormAction } from '#access/form-action.ts';
import { findAreas } from '#areas/area.ts';
import { AskedArea, ChosenArea } from '#areas/choice.ts';
import { knownAreas } from '#areas/known-areas.ts';
import { localPath, paths } from '#paths.ts';
import { Mistake } from '#problem.ts';
import { areaCookie, keepChoice } from '#shared-page.ts';
import type { APIContext } from 'astro';

/** Which area someone lives in: found by a place or a postcode, chosen, or forgotten. */
export const areas = {
  find: openFormAction(AskedArea, async ({ place, from }, context) => {
    const all = (await getCollection('areas')).map(({ id, data }) => ({ id, ...data }));
    const [found, other] = findAreas(place, all);
    if (!found || other) throw new Mistake('place', found ? 'placeSeveral' : 'placeUnknown');
    return keep(context, found.id, from);
  }),
  choose: openFormAction(ChosenArea, async ({ area, from }, context) => {
    if (area && !knownAreas.has(area)) throw new Mistake('area', 'chooseOne');
    return keep(context, area, from);
  }),
};

function keep({ cookies, locals }: Pick<APIContext, 'cookies' | 'locals'>, area: string, from: string | undefined): string {
  keepChoice(cookies, areaCookie(), area);
  return localPath(from) ?? (area ? paths.area(locals.language, area) : paths.areas(locals.language));
}
