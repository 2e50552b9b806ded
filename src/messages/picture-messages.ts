import { sql } from 'kysely';
import { addTile, knownTiles, undoTile, type ClearedBoard, type PickedTile, type SentBoard, type Tile, type UndoneTile } from '#board/board.ts';
import type { Db } from '#database/connect.ts';
import { Mistake } from '#problem.ts';

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
