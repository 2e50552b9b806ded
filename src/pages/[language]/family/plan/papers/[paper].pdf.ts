import type { APIRoute } from 'astro';
import { paths } from '#paths.ts';
import { slugOfPaper } from '#plans/paper.ts';
import { answerWithPaper } from '../../../../_plan-paper.ts';
import { arriveAtPaper } from './_paper.ts';

/** A paper of the plan to print or to keep. Where nothing is written yet, its page says who writes it. */
export const GET: APIRoute = async (context) => {
  const arrival = await arriveAtPaper(context);
  if (arrival instanceof Response) return arrival;
  const { place, sheet } = arrival;
  if (sheet.sections.length === 0) return context.redirect(paths.planPaper(context.locals.language, place.id, slugOfPaper(sheet.paper)), 303);
  return answerWithPaper(sheet, context.locals);
};
