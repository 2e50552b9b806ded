import { sql } from 'kysely';
import { addTile, knownTiles, undoTile, type ClearedBoard, type PickedTile, type SentBoard, type Tile, type UndoneTile } from '#board/board.ts';
import type { Db } from '#database/connect.ts';
import { Mistake } from '#problem.ts';
import { findTerms } from './promises.ts';

/** Adds a tile to the viewer's draft, once for a press that came twice. Throws a Mistake where 40 are there, and 42501 where the thread is not theirs. */
export function pickPicture(db: Db, press: PickedTile): Promise<PickedTile> {
  return change(db, press, (tiles) => addTile(tiles, press.tile, press.after));
}

/** Takes the last tile off the viewer's draft, once for a press that came twice. Throws 42501 where the thread is not theirs. */
export function undoPicture(db: Db, press: UndoneTile): Promise<UndoneTile> {
  return change(db, press, (tiles) => undoTile(tiles, press.after));
}

/** Takes all tiles off the viewer's draft; words in it stay. Throws 42501 where the thread is not theirs. */
export function clearPictures(db: Db, press: ClearedBoard): Promise<ClearedBoard> {
  return change(db, press, () => []);
}

/**
 * Sends the viewer's draft as a message at a moment; `isRaised` says of its pictures whether they show danger. The same form sent again is the same message. Throws a Mistake where nothing is picked,
 * and 42501 where the thread is not theirs.
 */
export async function postPictures(
  db: Db,
  { id, thread, language }: SentBoard,
  isRaised: (pictures: readonly string[]) => boolean,
  now: Date,
): Promise<SentBoard> {
  const draft = await lockDraft(db, thread);
  if (draft?.formId === id && draft.pictures.length > 0) {
    const terms = await findTerms(db, thread, isRaised(draft.pictures), now);
    await db
      .insertInto('messages')
      .values({ id, threadId: thread, authorId: sql`current_person()`, words: '', pictures: draft.pictures, language, ...terms })
      .execute();
    return { id, thread, language };
  }
  const sent = await db.selectFrom('messages').select('id').where('id', '=', id).where('threadId', '=', thread).executeTakeFirst();
  if (!sent) throw new Mistake('board', 'boardEmpty');
  return { id, thread, language };
}

async function change<Press extends { thread: string }>(db: Db, press: Press, rule: (tiles: readonly Tile[]) => readonly Tile[]): Promise<Press> {
  const { thread } = press;
  await db
    .insertInto('drafts')
    .values({ personId: sql`current_person()`, threadId: thread, kind: 'pictures', formId: sql`gen_random_uuid()` })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const draft = await lockDraft(db, thread);
  const pictures = [...rule(knownTiles(draft?.pictures ?? []))];
  await db
    .updateTable('drafts')
    .set({ pictures, keptAt: sql`now()` })
    .where('threadId', '=', thread)
    .where('kind', '=', 'pictures')
    .execute();
  return press;
}

// Two presses at once come one after the other. Undefined where nothing was picked yet.
function lockDraft(db: Db, thread: string): Promise<{ formId: string; pictures: string[] } | undefined> {
  const mine = db.selectFrom('drafts').select(['formId', 'pictures']).where('threadId', '=', thread).where('kind', '=', 'pictures');
  return mine.forUpdate().executeTakeFirst();
}
