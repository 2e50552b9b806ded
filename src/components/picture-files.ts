import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePictures, slimPicture, type PictureSource } from './pictures.ts';

/** The pictures of a content folder by their meaning. Throws a Problem where an entry is wrong. */
export function readPictures(content: string): Map<string, PictureSource> {
  return parsePictures(readFileSync(join(content, 'pictures', 'pictures.yaml'), 'utf8'));
}

/** Reads the drawing of a picture as SVG, slimmed for a page. `root` is the project's folder. */
export function readPicture(root: string, source: PictureSource): string {
  const file = 'openmoji' in source ? join('node_modules/openmoji/color/svg', `${source.openmoji}.svg`) : join('content/pictures', source.drawing);
  return slimPicture(readFileSync(join(root, file), 'utf8'));
}
