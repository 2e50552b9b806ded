import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { Draft, NewDraft } from './draft.ts';

/** What the viewer has begun to say in a thread, with words or with pictures. Undefined where there is nothing. */
export async function findDraft(db: Db, thread: string, kind: 'words' | 'pictures' = 'words'): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('drafts')
    .select(['formId as id', 'words', 'pictures', 'keptAt'])
    .where('threadId', '=', thread)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row && (row.words !== '' || row.pictures.length > 0) ? row : undefined;
}

/**
 * Keeps what the viewer has written so far in a thread, in the place of what was kept before. What was sent meanwhile is a
 * draft no more: then nothing is kept. The database throws 42501 where the thread is not the viewer's.
 */
export async function keepDraft(db: Db, { id, thread, words }: NewDraft): Promise<NewDraft> {
  const sent = await db.selectFrom('messages').select('id').where('id', '=', id).executeTakeFirst();
  if (sent) return { id, thread, words };
  await db
    .insertInto('drafts')
    .values({ personId: sql`current_person()`, threadId: thread, kind: 'words', formId: id, words })
    .onConflict((conflict) => conflict.columns(['personId', 'threadId', 'kind']).doUpdateSet({ formId: id, words, keptAt: sql`now()` }))
    .execute();
  return { id, thread, words };
}
