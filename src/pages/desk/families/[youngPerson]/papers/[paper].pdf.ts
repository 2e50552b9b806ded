import type { APIRoute } from 'astro';
import { arriveAtCharge } from '#access/arrive.ts';
import { paths } from '#paths.ts';
import { paperOf } from '#plans/paper.ts';
import { answerWithPaper, loadPaper } from '../../../../_plan-paper.ts';

/** A paper of the plan for those who work for a young person. Where nothing is written yet, the plan at the desk is where to write it. */
export const GET: APIRoute = async (context) => {
  const paper = paperOf(context.params.paper);
  if (!paper) return context.rewrite('/404');
  const arrival = await arriveAtCharge(context);
  if (arrival instanceof Response) return arrival;
  const sheet = await loadPaper(arrival.viewer, arrival.child, paper, context.locals);
  return sheet.sections.length === 0 ? context.redirect(paths.deskPlan(arrival.child.id), 303) : answerWithPaper(sheet, context.locals);
};
