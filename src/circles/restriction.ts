import { z } from 'zod';
import { tickedIn, ticks, type Category } from '#people/category.ts';
import { LookAgain, Reasons } from './decision.ts';

/** What closes something to someone whatever was shared with them. Days as `2026-05-04`. */
export interface Restriction {
  id: string;
  personName: string;
  categories: Category[];
  why: 'court order' | 'safety';
  reasons: string;
  lookAgainOn: string;
  setBy: string;
  setByName: string;
  confirmedByName: string | null;
  liftAskedBy: string | null;
  liftAskedByName: string | null;
  liftedByName: string | null;
}

/** A new restriction. `id` is the form's own. */
export const NewRestriction = z
  .object({
    id: z.guid(),
    youngPerson: z.guid(),
    person: z.guid('chooseOne'),
    why: z.enum(['court order', 'safety'], 'chooseOne'),
    reasons: Reasons,
    lookAgainOn: LookAgain,
    ...ticks,
  })
  .transform(({ id, youngPerson, person, why, reasons, lookAgainOn, ...boxes }, context) => {
    const chosen = tickedIn(boxes);
    if (chosen.length === 0) context.addIssue({ code: 'custom', path: ['categories'], message: 'chooseSome' });
    return { id, youngPerson, person, why, reasons, lookAgainOn, categories: chosen };
  });
export type NewRestriction = z.infer<typeof NewRestriction>;

/** Where a restriction stands: it holds once confirmed, until a second member of staff lifts it. */
export function stateOf({ confirmedByName, liftAskedBy, liftedByName }: Restriction): 'waiting' | 'holds' | 'lift asked' | 'lifted' {
  if (liftedByName) return 'lifted';
  if (!confirmedByName) return 'waiting';
  return liftAskedBy ? 'lift asked' : 'holds';
}
