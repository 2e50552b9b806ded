import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { decompress } from 'wawoff2';
import { knownPictures } from '#components/known-pictures.ts';
import { readPicture } from '#components/picture-files.ts';
import { site } from '#site.ts';
import { picturesOn, type Paper } from './paper.ts';
import template from './paper.typ?raw';

// On paper Urdu has Naskh shapes: the program that sets the page knows them well.
const fonts = [400, 700].flatMap((weight) => [
  `atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-${weight}-normal`,
  `atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-${weight}-normal`,
  `noto-naskh-arabic/files/noto-naskh-arabic-arabic-${weight}-normal`,
]);

let compiler: Promise<NodeCompiler> | undefined;

/**
 * Makes a tagged PDF (PDF/UA-1) of a paper: a reading voice gets its title, headings and sentences in order. Where someone
 * wrote a letter that none of our fonts has, as an emoji, it is tagged in the same way, and promises nothing.
 */
export async function makePdf(paper: Paper): Promise<Buffer> {
  compiler ??= startCompiler();
  const typst = await compiler;
  const pictures = Object.fromEntries(picturesOn(paper).map((name) => [name, drawing(name)]));
  const input = { mainFileContent: template, inputs: { paper: JSON.stringify(paper), pictures: JSON.stringify(pictures) }, resetRead: true };
  try {
    return typst.pdf(input, { pdfStandard: 'ua-1' });
  } catch {
    // Its reason quotes what someone wrote, so it goes nowhere. What is wrong with the template itself is thrown here again.
    return typst.pdf(input);
  } finally {
    typst.evictCache(5);
  }
}

/** How many papers are kept at most. One is about 100 KB. */
const most = 200;
const kept = new Map<string, Promise<Buffer>>();

/**
 * Makes the PDF of a paper that is the same for everyone, once: it is kept by all that it says, so that themes and sizes of
 * text, which paper does not have, cost no work and no room. Never for what someone wrote.
 */
export function makePublicPdf(paper: Paper): Promise<Buffer> {
  const key = createHash('sha256').update(JSON.stringify(paper)).digest('base64url');
  const pdf = kept.get(key) ?? makePdf(paper);
  // The one asked for last stands last, so that the first is what nobody has asked for the longest.
  kept.delete(key);
  kept.set(key, pdf);
  pdf.catch(() => kept.delete(key));
  const [oldest = ''] = kept.keys();
  if (kept.size > most) kept.delete(oldest);
  return pdf;
}

async function startCompiler(): Promise<NodeCompiler> {
  const fontBlobs: Buffer[] = [];
  // One after the other: wawoff2 has one memory for all.
  for (const name of fonts) fontBlobs.push(await readFont(name));
  return NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
}

async function readFont(name: string): Promise<Buffer> {
  const font = Buffer.from(await decompress(readFileSync(join(site.root, 'node_modules/@fontsource', `${name}.woff2`))));
  return name.includes('-latin-ext-') ? rename(font, 'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible More') : font;
}

// Of 2 fonts with one name only the first is used, and the letters of Welsh and Polish are in the second. So that one gets
// a name of its own, of the same length, in place.
function rename(font: Buffer, name: string, other: string): Buffer {
  const wide = (text: string) => Buffer.from(text, 'utf16le').swap16();
  for (let at = font.indexOf(wide(name)); at >= 0; at = font.indexOf(wide(name), at + 1)) wide(other).copy(font, at);
  return font;
}

function drawing(name: string): string {
  const source = knownPictures.get(name);
  if (!source) throw new Error(`There is no picture "${name}".`);
  return readPicture(site.root, source);
}
