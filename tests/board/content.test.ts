import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { boardPages, tilesOnPage } from '#board/board.ts';
import { readBoard } from '#board/boards.ts';
import { languages } from '#language/languages.ts';
import { contentCopy } from '#tests/support/content.ts';

const board = readBoard('content');
const placed = boardPages.flatMap((page) => board[page]);
const wordsIn = (code: string) => (JSON.parse(readFileSync(`content/words/${code}.json`, 'utf8')) as { tiles: Record<string, string> }).tiles;
const copy = contentCopy();

test('each page has 12 tiles, and the first one the words that are needed most', () => {
  for (const page of boardPages) expect(board[page]).toHaveLength(tilesOnPage);
  expect(board.core.map(({ tile }) => tile)).toEqual(['I', 'you', 'want', 'not', 'more', 'stop', 'help', 'like', 'dontLike', 'when', 'yes', 'no']);
});

test('each word of a tile is on the board, and no two tiles have one picture', () => {
  expect(placed.map(({ tile }) => tile).toSorted()).toEqual(Object.keys(wordsIn('en')).toSorted());
  expect(new Set(placed.map(({ picture }) => picture)).size).toBe(placed.length);
});

test.each(languages.map(({ code }) => code))('no two tiles have the same word in %s', (code) => {
  const words = Object.values(wordsIn(code)).map((word) => word.toLocaleLowerCase(code));
  expect(words).toHaveLength(placed.length);
  expect(words.filter((word, index) => words.indexOf(word) < index)).toEqual([]);
});

test.each([
  ['leaves a place empty', '  want: want\n', '', 'the page "core" has 11 tiles'],
  ['writes a tile that has no words', 'want: want', 'wish: want', 'wish'],
  ['writes a picture that is not there', 'want: want', 'want: a wish', 'the picture "a wish"'],
  ['writes a tile on two pages', '  stop: stop', '  home: home', 'the tile "home" stands on 2 pages'],
])('whoever %s is told', (_, from, to, message) => {
  copy.change('board.yaml', from, to);
  expect(copy.told()).toContain(message);
});
