import { z } from 'zod';
import type { LanguageCode } from '#language/languages.ts';
import { PageLanguage } from '#language/written.ts';

/** One step on the way to a goal: what, who does it, by which day and when it was done (`2026-05-04`, or null). */
export interface GoalStep {
  words: string;
  who: string;
  byDay: string | null;
  doneOn: string | null;
}

/** One version of something that the young person wants to do. `goalId` is the same in all its versions. Days as `2026-05-04`. */
export interface Goal {
  id: string;
  goalId: string;
  words: string;
  whoHelps: string;
  byDay: string;
  doneOn: string | null;
  /** The day on which people stopped working on it, without its being done. */
  stoppedOn: string | null;
  steps: GoalStep[];
  language: LanguageCode;
  writtenAt: Date;
}

/** How many steps the form of a goal has. */
export const mostSteps = 6;

/** Goals that are still open first, then those that are done or stopped; each as they come. */
export function openFirst(goals: Goal[]): Goal[] {
  return [...goals.filter(isOpen), ...goals.filter((goal) => !isOpen(goal))];
}

/** True for a goal that is neither done nor stopped. */
export function isOpen({ doneOn, stoppedOn }: Pick<Goal, 'doneOn' | 'stoppedOn'>): boolean {
  return !doneOn && !stoppedOn;
}

const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'dayWrong')
  .refine((day) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day), 'dayWrong');

/** The fields of one step in the form, by its number from 0. */
export const stepFields = (n: number) => ({ words: `step-${n}`, who: `step-${n}-who`, byDay: `step-${n}-day`, done: `step-${n}-done` });

const stepShape = Object.fromEntries(
  Array.from({ length: mostSteps }, (_, n) => stepFields(n)).flatMap(({ words, who, byDay, done }) => [
    [words, z.string().max(300, 'answerLong').default('')],
    [who, z.string().max(100, 'answerLong').default('')],
    [byDay, z.union([z.literal(''), Day]).default('')],
    [done, z.literal('on').optional()],
  ]),
) as Record<string, z.ZodType<string | undefined>>;

/**
 * A goal as the key worker writes it. `id` is the form's own; `goal` is the goal it changes and `replaces` the version it started
 * from, both left out for a new goal. A step without words is none.
 */
export const NewGoal = z.object({
  id: z.guid(),
  youngPerson: z.guid(),
  goal: z.guid().optional(),
  replaces: z.guid().optional(),
  words: z.string().trim().min(1, 'goalMissing').max(500, 'answerLong'),
  whoHelps: z.string().trim().max(200, 'answerLong').default(''),
  byDay: Day,
  state: z.enum(['open', 'done', 'stopped']).default('open'),
  language: PageLanguage,
  ...stepShape,
});
export type NewGoal = z.infer<typeof NewGoal>;

/** The steps of a sent form. `today` is the day on which a step that is ticked now was done, unless it was done before. */
export function stepsIn(form: Record<string, unknown>, before: GoalStep[], today: string): GoalStep[] {
  return Array.from({ length: mostSteps }, (_, n) => {
    const fields = stepFields(n);
    const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
    const words = text(fields.words);
    const doneBefore = before.find((step) => step.words === words)?.doneOn;
    return { words, who: text(fields.who), byDay: text(fields.byDay) || null, doneOn: form[fields.done] === 'on' ? (doneBefore ?? today) : null };
  }).filter(({ words }) => words !== '');
}

/** A step that someone of the family ticks off: in which version, the how manieth from 0, and the id of the version that follows. */
export const FinishedStep = z.object({ id: z.guid(), youngPerson: z.guid(), goal: z.guid(), version: z.guid(), step: z.coerce.number().int().min(0).max(19) });
export type FinishedStep = z.infer<typeof FinishedStep>;
