import { randomBytes, randomUUID } from 'node:crypto';
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

/** What a young person and their carers say for a review, and the young person's papers. */
export async function addOwnWords(db: Db, youngPersonId: string, child: Child, ids: Map<string, string>, now: Date): Promise<void> {
  for (const { by = child.name, topic, words = [], choices = [], audience } of child.views ?? []) {
    const view = { youngPersonId, authorId: ids.get(by) ?? '', topic, words: words.join('\n'), choices, audience };
    await db.insertInto('views').values(view).execute();
  }
  for (const { title, day, words } of child.documents ?? []) {
    await db
      .insertInto('documents')
      .values({ youngPersonId, title, words: words.join('\n'), datedOn: dayFrom(now, day) })
      .execute();
  }
}

/** Links to papers that someone made two days ago, and who opened them a day later. Nobody has their secrets: they open nothing. */
export async function addLinks(db: Db, youngPersonId: string, child: Child, ids: Map<string, string>, now: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  for (const { by, what, sections, for: forWhom, days, opened } of child.links ?? []) {
    const link = { youngPersonId, what, sections, forWhom, days, language: 'en', tokenHash: randomBytes(32), madeBy: ids.get(by) ?? '', madeAt: daysAgo(2) };
    const { id } = await db
      .insertInto('shareLinks')
      .values({ id: randomUUID(), ...link })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('shareOpens')
      .values(opened.map((saidName) => ({ linkId: id, youngPersonId, saidName, openedAt: daysAgo(1) })))
      .execute();
  }
}
