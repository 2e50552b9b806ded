import { resolve } from 'node:path';
import type { APIRoute } from 'astro';
import { readPicture, readPictures } from '#components/picture-files.ts';
import { pictureFile, type PictureSource } from '#components/pictures.ts';

export const prerender = true;

/** One file for each meaning in content/pictures: only the pictures that are used are shipped. */
export function getStaticPaths() {
  const pictures = readPictures(resolve('content'));
  return [...pictures].map(([meaning, source]) => ({ params: { file: pictureFile(meaning) }, props: { source } }));
}

export const GET: APIRoute<{ source: PictureSource }> = ({ props: { source } }) =>
  new Response(readPicture(resolve(), source), { headers: { 'Content-Type': 'image/svg+xml' } });
