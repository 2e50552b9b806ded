import type { Idea } from '#ideas/idea.ts';
import type { ReadGuide } from './reading.ts';

/** One idea on a screen of its own, under the heading that it stands under. */
export interface Step {
  heading: string | undefined;
  idea: Idea;
}

/** The steps of a guide, in the order of its ideas. */
export function stepsOf({ sections }: ReadGuide): Step[] {
  return sections.flatMap(({ heading, ideas }) => ideas.map((idea) => ({ heading, idea })));
}
