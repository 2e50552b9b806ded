import { openRecord } from '#people/records.ts';
import type { Db } from '#database/connect.ts';
import { inPlanOrder, type Plan, type PlanSection } from './plan.ts';

/** The support plan of a young person, in reading order. Empty where nothing is written or nothing may be seen. */
export async function findPlan(db: Db, youngPerson: string): Promise<Plan> {
  await openRecord(db, youngPerson, 'plan', 'hard times');
  const sections = await db.selectFrom('planSections').select(['section', 'headline', 'words', 'writtenOn']).where('youngPersonId', '=', youngPerson).execute();
  const goals = await db
    .selectFrom('goals')
    .select(['id', 'words', 'whoHelps', 'byDay', 'doneOn'])
    .where('youngPersonId', '=', youngPerson)
    .orderBy('byDay')
    .orderBy('id')
    .execute();
  return { sections: inPlanOrder(sections as PlanSection[]), goals };
}
