import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPictures } from '#components/picture-files.ts';
import { parseBoard, type Board } from './board.ts';

/** Reads the board of a content folder. Throws a Problem that says what to mend. */
export function readBoard(content: string): Board {
  return parseBoard(readFileSync(join(content, 'board.yaml'), 'utf8'), new Set(readPictures(content).keys()));
}
