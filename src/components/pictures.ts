import { z } from 'zod';
import { slugOf } from '#paths.ts';
import { Problem } from '#problem.ts';
import { readYaml } from '#yaml.ts';

/** Where a picture comes from: OpenMoji by its hexcode, or a drawing of ours beside pictures.yaml. */
const Source = z.union([z.strictObject({ openmoji: z.string() }), z.strictObject({ drawing: z.string().endsWith('.svg') })]);
export type PictureSource = z.infer<typeof Source>;

/**
 * Reads content/pictures/pictures.yaml: each meaning with its picture. Throws a Problem where an entry is wrong, or
 * where two meanings share a picture: one picture means one thing.
 */
export function parsePictures(text: string): Map<string, PictureSource> {
  const file = 'content/pictures/pictures.yaml';
  const { value: entries, lineOf } = readYaml(text, file);
  const pictures = new Map<string, PictureSource>();
  const meanings = new Map<string, string>();
  if (typeof entries !== 'object' || entries === null) {
    throw new Problem(`${file}: there are no pictures in it. Write one a line, as "listen: { openmoji: 1F442 }".`);
  }
  for (const [meaning, entry] of Object.entries(entries)) {
    const source = Source.safeParse(entry);
    const at = `${file}, line ${lineOf([meaning])}`;
    if (!source.success) throw new Problem(`${at}: "${meaning}" needs "openmoji: CODE" or "drawing: file.svg".`);
    const picture = JSON.stringify(source.data);
    const other = meanings.get(picture);
    if (other) throw new Problem(`${at}: "${meaning}" and "${other}" have the same picture. Choose another for one of them.`);
    meanings.set(picture, meaning);
    pictures.set(meaning, source.data);
  }
  return pictures;
}

/** The file name of the picture of a meaning, as it stands in addresses: "key worker" is key-worker.svg. */
export function pictureFile(meaning: string): string {
  return `${slugOf(meaning)}.svg`;
}

/** Takes out of an SVG what a page does not need: ids (they repeat), empty groups, spaces between tags. */
export function slimPicture(svg: string): string {
  let slim = svg
    .replace(/<\?xml[^>]*>|<!--[\s\S]*?-->/g, '')
    .replace(/\s(?:id|data-[\w-]+)="[^"]*"/g, '')
    .replace(/>\s+</g, '><')
    .trim();
  // A group that held only empty groups is empty too.
  for (let before = ''; before !== slim;) {
    before = slim;
    slim = slim.replace(/<g\s*\/>|<g><\/g>/g, '');
  }
  return slim;
}
