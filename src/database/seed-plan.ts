import type { Db } from './connect.ts';
import { dayFrom, momentFrom } from './seed-days.ts';
import type { Child } from './seed.ts';

/** The support plan of a young person, as their key worker wrote it a month ago. */
export async function addPlan(db: Db, youngPersonId: string, child: Child, ids: Map<string, string>, now: Date): Promise<void> {
  for (const [section, { headline, words }] of Object.entries(child.plan)) {
    await db
      .insertInto('planSections')
      .values({
        youngPersonId,
        section,
        headline: headline ?? '',
        words: words.join('\n'),
        writtenBy: ids.get(child.keyWorker),
        writtenAt: momentFrom(now, -30, '12:00'),
      })
      .execute();
  }
  const day = (days: number | undefined) => (days === undefined ? null : dayFrom(now, days));
  for (const { words, whoHelps, by, done, steps = [] } of child.goals) {
    const written = steps.map((step) => ({ words: step.words, who: step.who, byDay: day(step.by), doneOn: day(step.done) }));
    await db
      .insertInto('goals')
      .values({
        youngPersonId,
        words,
        whoHelps,
        byDay: dayFrom(now, by),
        doneOn: day(done),
        steps: JSON.stringify(written),
        writtenBy: ids.get(child.keyWorker),
        writtenAt: momentFrom(now, -30, '12:00'),
      })
      .execute();
  }
}
