import { request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';

/** An answer as it comes over the wire: fetch would unpack it. */
export interface Wired {
  bytes: Buffer;
  headers: Record<string, string | string[] | undefined>;
  status: number;
}

/** Asks for an address of a site and gives the answer as it came. */
export function wire(origin: string, path: string, headers: Record<string, string> = {}): Promise<Wired> {
  return new Promise((resolve, reject) => {
    request(origin + path, { headers: { 'accept-encoding': 'gzip', ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ bytes: Buffer.concat(chunks), headers: response.headers, status: response.statusCode ?? 0 }));
    })
      .on('error', reject)
      .end();
  });
}

/** What a page weighs on a first visit, in bytes as they come over the wire. */
export interface Weight {
  /** The HTML with its CSS, and the pictures of the first screen. */
  first: number;
  /** With every picture, and the letters that the language needs. */
  all: number;
  font: number;
  /** Scripts in the page and scripts that it fetches. */
  script: number;
}

/** The most that a guide may weigh, in bytes. */
export const mostBytes = { first: 14_000, all: 60_000, script: 3000 } as const;

const fontsOf: Record<string, string[]> = { en: ['latin'], cy: ['latin', 'latin-ext'], pl: ['latin', 'latin-ext'], ur: ['latin', 'urdu'] };

/** Weighs a page of a site. */
export async function weigh(origin: string, path: string): Promise<Weight> {
  const { bytes } = await wire(origin, path);
  const html = String(gunzipSync(bytes));
  const sizes = async (addresses: Iterable<string>) => {
    const all = await Promise.all([...new Set(addresses)].map(async (address) => (await wire(origin, address)).bytes.length));
    return all.reduce((sum, size) => sum + size, 0);
  };
  const pictures = [...html.matchAll(/<img [^>]*>/g)].map(([tag]) => ({ src: /src="([^"]+)"/.exec(tag)?.[1] ?? '', isLater: tag.includes('loading="lazy"') }));
  const files = [...html.matchAll(/<script[^>]*src="([^"]+)"/g)].map(([, src = '']) => src);
  const inPage = [...html.matchAll(/<script(?![^>]*src=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, code = '']) => gzipSync(code).length);
  const font = await sizes((fontsOf[path.split('/')[1] ?? ''] ?? []).map((name) => `/fonts/${name}.woff2`));
  const fetched = await sizes(files);
  const first = bytes.length + (await sizes(pictures.filter(({ isLater }) => !isLater).map(({ src }) => src)));
  return {
    first,
    all: bytes.length + (await sizes(pictures.map(({ src }) => src))) + font + fetched,
    font,
    script: fetched + inPage.reduce((sum, size) => sum + size, 0),
  };
}
