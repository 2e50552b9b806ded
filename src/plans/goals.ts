import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { languageWritten } from '#language/written.ts';
import { Mistake } from '#problem.ts';
import { stepsIn, type FinishedStep, type NewGoal } from './goal.ts';
import { listGoalVersions } from './plans.ts';

/**
 * Writes a goal, or a new version of one, as staff. `today` as `2026-05-04`. The same form again is the same version. Throws a
 * Mistake where it says something else by now, or someone else wrote one since, and 42501 where the database refuses.
 */
export async function writeGoal(db: Db, form: NewGoal, today: string): Promise<void> {
  const { id, youngPerson, goal, replaces, words, whoHelps, byDay, state, language } = form;
  const before = goal ? (await listGoalVersions(db, youngPerson, goal)).find((version) => version.id === replaces) : undefined;
  if (goal && !before) throw new Mistake('words', 'planChanged');
  const written = {
    id,
    goalId: goal ?? id,
    words,
    whoHelps,
    byDay,
    doneOn: state === 'done' ? (before?.doneOn ?? today) : null,
    stoppedOn: state === 'stopped' ? (before?.stoppedOn ?? today) : null,
    steps: stepsIn(form, before?.steps ?? [], today),
    language: languageWritten(words, language),
  };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('goals')
    .values({
      ...written,
      youngPersonId: youngPerson,
      steps: JSON.stringify(written.steps),
      replaces: replaces ?? null,
      writtenBy: sql`current_person()`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows) return;
  const kept = (await listGoalVersions(db, youngPerson, goal ?? id)).find((version) => version.id === id);
  if (!isDeepStrictEqual({ ...kept, ...written }, kept)) throw new Mistake('words', goal ? 'planChanged' : 'keptBefore');
}

/**
 * Ticks off a step, as someone of the family: a new version of the goal. Throws a Mistake where the goal was changed since the page
 * was made, and 42501 where it is not theirs.
 */
export async function finishStep(db: Db, { id, version, step }: FinishedStep): Promise<void> {
  const { rows } = await sql<{ isDone: boolean }>`select finish_step(${version}, ${step}, ${id}) as "isDone"`.execute(db);
  if (!rows[0]?.isDone) throw new Mistake('form', 'planNewer');
}
