import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { openRecord } from '#people/records.ts';
import { questions, type NewViews, type Question, type View } from './view.ts';

/** What a young person says for reviews. Undefined where the viewer may not read it, so that its page is not there. */
export async function findViews(db: Db, youngPerson: string): Promise<View[] | undefined> {
  const { rows } = await sql<{ may: boolean }>`select ${youngPerson} in (select allowed('my views')) as may`.execute(db);
  if (!rows[0]?.may) return undefined;
  await openRecord(db, youngPerson, 'my views');
  const views = await db.selectFrom('views').select(['question', 'words', 'writtenAt']).where('youngPersonId', '=', youngPerson).execute();
  return views.map((view) => ({ ...view, question: view.question as Question }));
}

/** Keeps what the viewer, a young person, says for reviews. Throws 42501 for anyone else. */
export async function keepViews(db: Db, { youngPerson, ...said }: NewViews): Promise<void> {
  const rows = questions.flatMap((question) => (said[question] ? [{ youngPersonId: youngPerson, question, words: said[question] }] : []));
  if (rows.length === 0) return;
  await db
    .insertInto('views')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['youngPersonId', 'question']).doUpdateSet({ words: sql`excluded.words` }))
    .execute();
}
