import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addTile, boardPageOf, boardPages, isTile, knownTiles, mostTiles, tilesInWords, tilesSaying, undoTile, type Tile } from '#board/board.ts';
import { formatScan, parseScan, scanSteps } from '#board/scan.ts';
import { translator } from '#language/translate.ts';

const tile = fc.constantFrom<Tile>('I', 'want', 'not', 'home', 'more', 'pain');
const message = fc.array(tile, { maxLength: mostTiles - 1 });

describe('a press', () => {
  test('adds its tile at the end, and the same press twice adds it once', () => {
    fc.assert(
      fc.property(message, tile, (tiles, picked) => {
        const once = addTile(tiles, picked, tiles.length);
        expect(once).toEqual([...tiles, picked]);
        expect(addTile(once, picked, tiles.length)).toEqual(once);
      }),
    );
  });

  test('of the same tile on the page that came after it adds it again', () => {
    expect(addTile(['more'], 'more', 1)).toEqual(['more', 'more']);
  });

  test('on an older page still adds', () => {
    expect(addTile(['I', 'want', 'home'], 'pain', 1)).toEqual(['I', 'want', 'home', 'pain']);
  });

  test('is refused where the message is full, and one that is there already is not', () => {
    const full = Array.from({ length: mostTiles }, () => 'more' as const);
    expect(() => addTile(full, 'I', mostTiles)).toThrow('boardFull');
    expect(addTile(full, 'more', mostTiles - 1)).toEqual(full);
  });
});

test('undo takes back the last one, once for a press that comes twice', () => {
  fc.assert(
    fc.property(message, tile, (tiles, last) => {
      const all = [...tiles, last];
      const once = undoTile(all, all.length);
      expect(once).toEqual(tiles);
      expect(undoTile(once, all.length)).toEqual(tiles);
    }),
  );
});

test('undo of nothing is nothing', () => {
  expect(undoTile([], 0)).toEqual([]);
});

test('only what has words is a tile, whatever an object has of itself', () => {
  expect(['want', 'keyWorker'].every(isTile)).toBe(true);
  expect(['', 'Want', 'toString', '__proto__', 'constructor'].some(isTile)).toBe(false);
  expect(knownTiles(['I', 'gone', 'want'])).toEqual(['I', 'want']);
});

test('a message is one line of words in the language of whoever reads it', () => {
  expect(tilesInWords(['I', 'not', 'want', 'hospital'], translator('en'))).toBe('I not want hospital');
  expect(tilesInWords(['want', 'home'], translator('ur'))).toBe('چاہیے گھر');
});

test('whoever looks for words finds the pictures that say them, in their own language', () => {
  expect(tilesSaying(' HOSP', translator('en'))).toEqual(['hospital']);
  expect(tilesSaying('شکریہ', translator('ur'))).toEqual(['thankYou']);
  expect(tilesSaying(' ', translator('en'))).toEqual([]);
});

test('an address that asks for no page of the board gets the core words', () => {
  for (const page of boardPages) expect(boardPageOf(page)).toBe(page);
  for (const asked of [null, undefined, '', 'nowhere', 'toString']) expect(boardPageOf(asked)).toBe('core');
});

test('how someone uses the board is kept as they chose it, and anything else is off', () => {
  for (const speed of ['off', ...scanSteps] as const)
    for (const isSaid of [true, false]) expect(parseScan(formatScan({ speed, isSaid }))).toEqual({ speed, isSaid });
  expect(formatScan({ speed: 'off', isSaid: false })).toBe('');
  for (const kept of [undefined, '', '1', '99999', 'NaN']) expect(parseScan(kept)).toEqual({ speed: 'off', isSaid: false });
});
