import { z } from 'zod';

/** What of a young person can be shared, each by itself. The words are the field's; `content/words` has the family's. */
export const categories = ['plan', 'hard times', 'reviews', 'my views', 'messages', 'contacts', 'rating', 'documents'] as const;
export type Category = (typeof categories)[number];

/** The field of a form that stands for a category. */
export function fieldOf(category: Category): string {
  return `see ${category}`;
}

/** The boxes of a form with one for each category, as a schema has them. */
export const ticks = Object.fromEntries(categories.map((category) => [fieldOf(category), z.literal('on').optional()]));

/** What someone ticked in a form with a box for each category. */
export function tickedIn(values: Record<string, unknown>): Category[] {
  return categories.filter((category) => values[fieldOf(category)] === 'on');
}
