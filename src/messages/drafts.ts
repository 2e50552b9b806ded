import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { Draft, DraftKind, NewDraft } from './draft.ts';

/** What the viewer has begun to say in a thread. Undefined where there is nothing. */
export async function findDraft(db: Db, thread: string, kind: DraftKind = 'words'): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('drafts')
    .select(['formId as id', 'words', 'pictures', 'correctsId', 'keptAt'])
    .where('threadId', '=', thread)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row && (row.words !== '' || row.pictures.length > 0) ? row : undefined;
}

/**
 * Keeps what the viewer has written so far in a thread, in the place of what was kept before. What was sent meanwhile is a
 * draft no more: then nothing is kept. The database throws 42501 where the thread is not the viewer's.
 */
export async function keepDraft(db: Db, draft: NewDraft): Promise<NewDraft> {
  const { id, thread, words, corrects: correctsId } = draft;
  const sent = await db.selectFrom('messages').select('id').where('id', '=', id).executeTakeFirst();
  if (sent) return draft;
  const kept = { formId: id, words, correctsId: correctsId ?? null };
  await db
    .insertInto('drafts')
    .values({ personId: sql`current_person()`, threadId: thread, kind: correctsId ? 'correction' : 'words', ...kept })
    .onConflict((conflict) => conflict.columns(['personId', 'threadId', 'kind']).doUpdateSet({ ...kept, keptAt: sql`now()` }))
    .execute();
  return draft;
}
