import { z } from 'zod';

/** What staff write down about deciding: `gillick`, someone under 16 can; `capacity`, someone from 16 can not. */
export type DecisionKind = 'gillick' | 'capacity';

/** A decision as the desk shows it; days as `2026-05-04`. One on capacity holds once a second member of staff confirmed it. */
export interface Decision {
  id: string;
  kind: DecisionKind;
  reasons: string;
  lookAgainOn: string;
  madeBy: string;
  madeByName: string;
  madeAt: Date;
  confirmedByName: string | null;
  endedAt: Date | null;
}

/** Reasons that staff write down; whoever reads them later has to understand them. */
export const Reasons = z.string().trim().min(1, 'reasonsMissing').max(5000, 'reasonsLong');

/** A day to look again, as the three numbers of a form or as `2026-05-04`; at most 2 years ahead. `today` comes from the page. */
export const LookAgain = z
  .string()
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'dayWrong')
  .refine((day) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day), 'dayWrong');

/** A new decision. `id` is the form's own, so that the same form sent twice is the same decision. */
export const NewDecision = z.object({
  id: z.guid(),
  youngPerson: z.guid(),
  kind: z.enum(['gillick', 'capacity'], 'chooseOne'),
  reasons: Reasons,
  lookAgainOn: LookAgain,
});
export type NewDecision = z.infer<typeof NewDecision>;

/** A row of the desk that someone confirms, ends or lifts. */
export const Chosen = z.object({ id: z.guid(), youngPerson: z.guid() });
export type Chosen = z.infer<typeof Chosen>;

/** Where a decision stands on a day. One on capacity waits for a second member of staff, and is over after its day by itself, so that it opens nothing for ever. */
export function stateOf({ kind, confirmedByName, endedAt, lookAgainOn }: Decision, today: string): 'holds' | 'waiting' | 'day past' | 'ended' {
  if (endedAt) return 'ended';
  if (kind === 'gillick') return 'holds';
  if (!confirmedByName) return 'waiting';
  return lookAgainOn >= today ? 'holds' : 'day past';
}
