import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slimPicture, type PictureSource } from './pictures.ts';

/** Reads the drawing of a picture as SVG, slimmed for a page. `root` is the project's folder. */
export function readPicture(root: string, source: PictureSource): string {
  const file = 'openmoji' in source ? join('node_modules/openmoji/color/svg', `${source.openmoji}.svg`) : join('content/pictures', source.drawing);
  return slimPicture(readFileSync(join(root, file), 'utf8'));
}
