import { knownPictures } from '#components/known-pictures.ts';
import source from '#content/board.yaml?raw';
import { boardPages, parseBoard, type Tile } from './board.ts';

/** The board that this site was built with. */
export const knownBoard = parseBoard(source, new Set(knownPictures.keys()));

const pictures = new Map(boardPages.flatMap((page) => knownBoard[page].map(({ tile, picture }) => [tile, picture] as const)));

/** The picture of a tile; undefined where it is on no page any more, but still has its word. */
export function pictureOf(tile: Tile): string | undefined {
  return pictures.get(tile);
}
