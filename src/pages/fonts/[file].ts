import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { APIRoute } from 'astro';
import subsetFont from 'subset-font';

export const prerender = true;

const ascii = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index)).join('');

/**
 * The letters that our own words have, in files small enough for a slow phone. What else people write comes from the whole
 * files (styles/fonts.css says which letters are in which).
 */
const fonts = {
  'latin.woff2': { from: 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2', letters: `${ascii}“”‘’–…·`, isVariable: true },
  'latin-ext.woff2': {
    from: 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2',
    letters: 'ŵŷŴŶąćęłńśźżĄĆĘŁŃŚŹŻ',
    isVariable: true,
  },
  'urdu.woff2': {
    from: 'noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2',
    letters: 'ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےآأؤئۂۓًٌٍَُِّٰٔ،۔؟؛',
    isVariable: false,
  },
};
type File = keyof typeof fonts;

export function getStaticPaths() {
  return Object.keys(fonts).map((file) => ({ params: { file } }));
}

export const GET: APIRoute = async ({ params }) => {
  const { from, letters, isVariable } = fonts[params.file as File];
  const family = isVariable ? '@fontsource-variable' : '@fontsource';
  const font = readFileSync(resolve('node_modules', family, from));
  // Our weights are 400 to 750.
  const small = await subsetFont(font, letters, { targetFormat: 'woff2', ...(isVariable ? { variationAxes: { wght: { min: 400, max: 750 } } } : {}) });
  return new Response(new Uint8Array(small), { headers: { 'Content-Type': 'font/woff2' } });
};
