import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { APIRoute } from 'astro';
import { parsePictures, pictureFile, slimPicture, type PictureSource } from '#components/pictures.ts';

export const prerender = true;

/** One file for each meaning in content/pictures: only the pictures that are used are shipped. */
export function getStaticPaths() {
  const pictures = parsePictures(readFileSync(resolve('content/pictures/pictures.yaml'), 'utf8'));
  return [...pictures].map(([meaning, source]) => ({ params: { file: pictureFile(meaning) }, props: { source } }));
}

export const GET: APIRoute<{ source: PictureSource }> = ({ props: { source } }) => {
  const file = 'openmoji' in source ? join('node_modules/openmoji/color/svg', `${source.openmoji}.svg`) : join('content/pictures', source.drawing);
  return new Response(slimPicture(readFileSync(resolve(file), 'utf8')), { headers: { 'Content-Type': 'image/svg+xml' } });
};
