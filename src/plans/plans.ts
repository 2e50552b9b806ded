import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { languageWritten, writtenIn } from '#language/written.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import { openFirst, type Goal, type GoalStep } from './goal.ts';
import { categoriesOn, paperSections, sectionsOn, type Paper } from './paper.ts';
import { categoryOf, inPlanOrder, isEmpty, planCategories, type Plan, type PlanSection, type PlanSectionName } from './plan.ts';
import type { NewSection } from './section.ts';

/** The support plan of a young person as it stands, in reading order. Empty where nothing is written or nothing may be seen. */
export async function findPlan(db: Db, youngPerson: string): Promise<Plan> {
  await openRecord(db, youngPerson, ...planCategories);
  const sections = await currentSections(db).where('youngPersonId', '=', youngPerson).execute();
  const goals = await currentGoals(db).where('youngPersonId', '=', youngPerson).orderBy('byDay').orderBy('goalId').execute();
  return {
    sections: inPlanOrder(sections.map((row) => asSection(row as SectionRow))).filter((section) => !isEmpty(section)),
    goals: openFirst(goals.map((row) => asGoal(row as GoalRow))),
  };
}

/** What of the plan stands on a paper, in its order. It opens no more than that. Empty where nothing is written or nothing may be seen. */
export async function listPaperSections(db: Db, youngPerson: string, paper: Paper): Promise<PlanSection[]> {
  await openRecord(db, youngPerson, ...categoriesOn(paper));
  const rows = await currentSections(db).where('youngPersonId', '=', youngPerson).where('section', 'in', paperSections[paper]).execute();
  const sections = rows.map((row) => asSection(row as SectionRow)).filter((section) => !isEmpty(section));
  return sectionsOn(paper, sections);
}

/** Every version of a section that the viewer may read, newest first: for most it is one. Empty where nothing was ever written, or nothing may be seen. */
export async function listSectionVersions(db: Db, youngPerson: string, section: PlanSectionName): Promise<(PlanSection & { byName: string | null })[]> {
  await openRecord(db, youngPerson, categoryOf(section));
  const rows = await db
    .selectFrom('planSections')
    .leftJoin('people', 'people.id', 'planSections.writtenBy')
    .selectAll('planSections')
    .select('people.name as byName')
    .where('youngPersonId', '=', youngPerson)
    .where('section', '=', section)
    .orderBy('writtenAt', 'desc')
    .orderBy('planSections.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...asSection(row as SectionRow), byName: row.byName }));
}

/** Every version of a goal that the viewer may read, newest first: for most it is one. Empty where there is no such goal, or none that may be seen. */
export async function listGoalVersions(db: Db, youngPerson: string, goal: string): Promise<(Goal & { byName: string | null })[]> {
  await openRecord(db, youngPerson, 'plan');
  const rows = await db
    .selectFrom('goals')
    .leftJoin('people', 'people.id', 'goals.writtenBy')
    .selectAll('goals')
    .select('people.name as byName')
    .where('youngPersonId', '=', youngPerson)
    .where('goalId', '=', goal)
    .orderBy('writtenAt', 'desc')
    .orderBy('goals.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...asGoal(row as GoalRow), byName: row.byName }));
}

/**
 * Writes a new version of a section, as staff. The same form again is the same version. Throws a Mistake where someone else wrote
 * one since, with nothing lost: the words go back to the form. Throws 42501 where the database refuses.
 */
export async function writeSection(db: Db, { id, youngPerson, section, replaces, headline, words, language }: NewSection): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('planSections')
    .values({
      id,
      youngPersonId: youngPerson,
      section,
      headline,
      words,
      language: languageWritten(`${headline}\n${words}`, language),
      replaces: replaces ?? null,
      writtenBy: sql`current_person()`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows) return;
  const kept = (await listSectionVersions(db, youngPerson, section)).find((version) => version.id === id);
  if (kept?.headline !== headline || kept.words !== words) throw new Mistake('words', 'planChanged');
}

// The sections as they stand: those whose place no newer version takes.
function currentSections(db: Db) {
  return db
    .selectFrom('planSections')
    .selectAll()
    .where(({ exists, not, selectFrom }) =>
      not(exists(selectFrom('planSections as newer').select('newer.id').whereRef('newer.replaces', '=', 'planSections.id'))),
    );
}

// The goals as they stand.
function currentGoals(db: Db) {
  return db
    .selectFrom('goals')
    .selectAll()
    .where(({ exists, not, selectFrom }) => not(exists(selectFrom('goals as newer').select('newer.id').whereRef('newer.replaces', '=', 'goals.id'))));
}

type SectionRow = Omit<PlanSection, 'language'> & { language: string };
type GoalRow = Omit<Goal, 'language' | 'steps'> & { language: string; steps: unknown };

function asSection({ id, section, headline, words, language, writtenAt }: SectionRow): PlanSection {
  return { id, section, headline, words, language: writtenIn(language), writtenAt };
}

function asGoal({ id, goalId, words, whoHelps, byDay, doneOn, stoppedOn, steps, language, writtenAt }: GoalRow): Goal {
  return { id, goalId, words, whoHelps, byDay, doneOn, stoppedOn, steps: steps as GoalStep[], language: writtenIn(language), writtenAt };
}
