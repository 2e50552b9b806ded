import { z } from 'zod';
import en from '#content/words/en.json' with { type: 'json' };
import type { Translate } from '#language/translate.ts';
import { PageLanguage } from '#language/written.ts';
import { Mistake, Problem } from '#problem.ts';
import { readYamlAs } from '#yaml.ts';

/** One meaning that someone can pick: the key of its words in content/words. A message keeps it, so that each reads it in their own language. */
export type Tile = keyof typeof en.tiles;

/** The pages of the board, in order: core words first. */
export const boardPages = ['core', 'more', 'feelings', 'people', 'places', 'care'] as const;
export type BoardPage = (typeof boardPages)[number];

/** The tiles of a page, each in its place. */
export const tilesOnPage = 12;

/** The most tiles in one message: enough to say a lot, few enough to be seen at once. */
export const mostTiles = 40;

/** Each page of the board: its tiles in their places, with the meaning of the picture of each. */
export type Board = Record<BoardPage, { tile: Tile; picture: string }[]>;

const Page = z.record(z.string().refine(isTile, 'is no tile with words in content/words'), z.string());
const BoardFile = z.strictObject(Object.fromEntries(boardPages.map((page) => [page, Page])) as Record<BoardPage, typeof Page>);

/** Reads content/board.yaml. Throws a Problem where a page has not 12 tiles, a tile has no words or picture, or stands twice. */
export function parseBoard(text: string, pictures: ReadonlySet<string>): Board {
  const file = 'content/board.yaml';
  const read = readYamlAs(BoardFile, text, file);
  const seen = new Set<string>();
  for (const page of boardPages) {
    const tiles = Object.entries(read[page]);
    if (tiles.length !== tilesOnPage) throw new Problem(`${file}: the page "${page}" has ${tiles.length} tiles. Each page has ${tilesOnPage}.`);
    for (const [tile, picture] of tiles) {
      if (seen.has(tile)) throw new Problem(`${file}: the tile "${tile}" stands on 2 pages. Take one out.`);
      if (!pictures.has(picture))
        throw new Problem(`${file}: the tile "${tile}" has the picture "${picture}", which is not in content/pictures/pictures.yaml.`);
      seen.add(tile);
    }
  }
  const placed = boardPages.map((page) => [page, Object.entries(read[page]).map(([tile, picture]) => ({ tile, picture }))]);
  return Object.fromEntries(placed) as Board;
}

/** True for a tile that has words. */
export function isTile(id: string): id is Tile {
  return Object.hasOwn(en.tiles, id);
}

/** The page of the board that an address asks for: the first one where it is none. */
export function boardPageOf(asked: string | null | undefined): BoardPage {
  return boardPages.find((page) => page === asked) ?? boardPages[0];
}

/**
 * The tiles with one more. `after` is how many the form showed when it was pressed: where that very tile has come next by now, it
 * was one press of a hand that shakes, and counts once. Throws a Mistake where 40 are there.
 */
export function addTile(tiles: readonly Tile[], tile: Tile, after: number): readonly Tile[] {
  if (tiles[after] === tile) return tiles;
  if (tiles.length >= mostTiles) throw new Mistake('tile', 'boardFull');
  return [...tiles, tile];
}

/** The tiles without the last one; all of them where the form showed another number, `after`, since that press was counted. */
export function undoTile(tiles: readonly Tile[], after: number): readonly Tile[] {
  return tiles.length === after ? tiles.slice(0, -1) : tiles;
}

/** The tiles of what is stored. A tile that the board no longer knows is left out. */
export function knownTiles(stored: readonly string[]): Tile[] {
  return stored.filter(isTile);
}

/** What tiles say, as one line of words. */
export function tilesInWords(tiles: readonly Tile[], t: Translate): string {
  return tiles.map((tile) => t(`tiles.${tile}`)).join(' ');
}

/** The tiles in whose words someone finds what they look for, whatever its capital letters. */
export function tilesSaying(words: string, t: Translate): Tile[] {
  const asked = words.trim().toLowerCase();
  const tiles = Object.keys(en.tiles) as Tile[];
  return asked ? tiles.filter((tile) => t(`tiles.${tile}`).toLowerCase().includes(asked)) : [];
}

const thread = z.guid();
const page = z.string().optional().transform(boardPageOf);
const after = z.coerce.number().int().min(0).max(mostTiles);

/** The press of a tile: how many tiles the form showed, and the page of the board to stay on. */
export const PickedTile = z.object({ thread, page, after, tile: z.string().refine(isTile) });
export type PickedTile = z.infer<typeof PickedTile>;

/** Taking back the last tile. */
export const UndoneTile = z.object({ thread, page, after });
export type UndoneTile = z.infer<typeof UndoneTile>;

/** Taking away all tiles. */
export const ClearedBoard = z.object({ thread, page });
export type ClearedBoard = z.infer<typeof ClearedBoard>;

/** Sending what was picked. `id` is that of the draft, so that a second press is the same message. */
export const SentBoard = z.object({ thread, id: z.guid(), language: PageLanguage });
export type SentBoard = z.infer<typeof SentBoard>;
