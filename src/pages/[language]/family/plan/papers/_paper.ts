import { arriveAtFamily, type Asked } from '#access/arrive.ts';
import type { Place } from '#access/viewer.ts';
import { categoryOfPaper, paperOf } from '#plans/paper.ts';
import { loadPaper, type PlanPaperSheet } from '../../../../_plan-paper.ts';

/** The start of each page with one paper, by `paper` in the address; 404 for what is not there, or not theirs to see. */
export async function arriveAtPaper(astro: Asked): Promise<{ place: Place; sheet: PlanPaperSheet } | Response> {
  const paper = paperOf(astro.params.paper);
  if (!paper) return astro.rewrite('/404');
  const arrival = await arriveAtFamily(astro, categoryOfPaper(paper));
  if (arrival instanceof Response) return arrival;
  const { viewer, place } = arrival;
  return place ? { place, sheet: await loadPaper(viewer, place, paper, astro.locals) } : astro.rewrite('/404');
}
