import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { APIRoute } from 'astro';
import subsetFont from 'subset-font';

export const prerender = true;

const ascii = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index)).join('');
const latin = `${ascii}“”‘’–…·`;
const latinExt = 'ŵŷŴŶąćęłńśźżĄĆĘŁŃŚŹŻ';
const accents = 'ÀÁÂÄÈÉÊËÌÍÎÏÒÓÔÖÙÚÛÜàáâäèéêëìíîïòóôöùúûüÿýÝñÑçÇ';

/**
 * The letters that our own words have, in files small enough for a slow phone. What else people write comes from the whole
 * files (styles/fonts.css and public/fonts say which letters are in which). A font that someone chose comes with the letters of most names.
 */
const fonts = {
  'latin.woff2': { from: 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2', letters: latin },
  'latin-ext.woff2': { from: 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2', letters: latinExt },
  'urdu.woff2': {
    from: 'noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2',
    letters: 'ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےآأؤئۂۓًٌٍَُِّٰٔ،۔؟؛',
  },
  'lexend.woff2': { from: 'lexend/files/lexend-latin-wght-normal.woff2', letters: latin + accents },
  'lexend-ext.woff2': { from: 'lexend/files/lexend-latin-ext-wght-normal.woff2', letters: latinExt },
  'andika.woff2': { from: 'andika/files/andika-latin-400-normal.woff2', letters: latin + accents },
  'andika-ext.woff2': { from: 'andika/files/andika-latin-ext-400-normal.woff2', letters: latinExt },
  'andika-bold.woff2': { from: 'andika/files/andika-latin-700-normal.woff2', letters: latin + accents },
  'andika-bold-ext.woff2': { from: 'andika/files/andika-latin-ext-700-normal.woff2', letters: latinExt },
  'opendyslexic.woff2': { from: 'opendyslexic/files/opendyslexic-latin-400-normal.woff2', letters: latin + accents + latinExt },
  'opendyslexic-bold.woff2': { from: 'opendyslexic/files/opendyslexic-latin-700-normal.woff2', letters: latin + accents + latinExt },
};
type File = keyof typeof fonts;

export function getStaticPaths() {
  return Object.keys(fonts).map((file) => ({ params: { file } }));
}

export const GET: APIRoute = async ({ params }) => {
  const { from, letters } = fonts[params.file as File];
  const isVariable = from.includes('-wght-');
  const family = isVariable ? '@fontsource-variable' : '@fontsource';
  const font = readFileSync(resolve('node_modules', family, from));
  // Our weights are 400 to 750.
  const small = await subsetFont(font, letters, { targetFormat: 'woff2', ...(isVariable ? { variationAxes: { wght: { min: 400, max: 750 } } } : {}) });
  return new Response(new Uint8Array(small), { headers: { 'Content-Type': 'font/woff2' } });
};
