import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { dayFrom } from './seed-days.ts';
import type { Child } from './seed.ts';

/** Shares as the demo says. From 16 the young person decides; before, who has parental responsibility. The key worker wrote it down. */
export async function addSharing(db: Db, youngPersonId: string, child: Child, ids: Map<string, string>): Promise<void> {
  const stage = sql<string>`stage_of(${youngPersonId})`;
  const basis = sql<string>`decider(${youngPersonId}, stage_of(${youngPersonId}))`;
  const parent = child.circle.find(({ parentalResponsibility }) => parentalResponsibility)?.name ?? child.name;
  const agreedBy = sql<string>`case decider(${youngPersonId}, stage_of(${youngPersonId})) when 'young person' then ${youngPersonId}::uuid else ${ids.get(parent)}::uuid end`;
  for (const { name, shares } of child.circle) {
    const personId = ids.get(name) ?? '';
    const rows = shares.map((category) => ({ youngPersonId, personId, category, stage, basis, agreedBy, givenBy: ids.get(child.keyWorker) }));
    await db.insertInto('grants').values(rows).execute();
  }
}

/** What a young person says for a review, and their papers. */
export async function addOwnWords(db: Db, youngPersonId: string, child: Child, now: Date): Promise<void> {
  for (const [question, words] of Object.entries(child.views ?? {})) {
    await db
      .insertInto('views')
      .values({ youngPersonId, question, words: words.join('\n') })
      .execute();
  }
  for (const { title, day, words } of child.documents ?? []) {
    await db
      .insertInto('documents')
      .values({ youngPersonId, title, words: words.join('\n'), datedOn: dayFrom(now, day) })
      .execute();
  }
}
