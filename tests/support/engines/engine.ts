import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';

/** What an engine found wrong. */
export interface Fault {
  engine: string;
  /** The engine's own name of the rule. */
  rule: string;
  /** The element, as HTML or by its place. */
  where: string;
  says: string;
}

/** How much of its rules an engine asks: all, only what colours, sizes and spaces can break, or only what sizes and spaces can. */
export type Depth = 'all' | 'look' | 'shape';

/** A program that knows rules, and how to ask it about a page that is open. */
export interface Engine {
  name: string;
  version: string;
  /** How many rules it asks. */
  rules: Record<Depth, number>;
  look(page: Page, depth: Depth): Promise<Fault[]>;
}

const require = createRequire(import.meta.url);

/** The text of a file of a package, and the package's version. `from` is a package that needs it, where we do not name it ourselves. */
export function readPackage(name: string, file: string, from?: string): { text: string; version: string } {
  const resolver = from ? createRequire(require.resolve(from)) : require;
  const { version } = JSON.parse(readFileSync(resolver.resolve(`${name}/package.json`), 'utf8')) as { version: string };
  return { text: readFileSync(resolver.resolve(`${name}/${file}`), 'utf8'), version };
}

/** Windows that go past the content policy of their pages, which refuses scripts from elsewhere. */
export const pastPolicy = new WeakSet<BrowserContext>();

/** Puts an engine into a page where it is not there yet. `name` is what it is called there. */
export async function bring(page: Page, name: string, text: string): Promise<void> {
  if (await page.evaluate((known) => known in globalThis, name)) return;
  // The debugger may run a bare text on any page.
  if (!pastPolicy.has(page.context())) return void (await page.evaluate(text));
  texts.set(`/${name}.js`, text);
  origin ??= serveTexts();
  // From an address it comes quicker: a browser keeps what it has compiled by that.
  await page.evaluate(
    (src) =>
      new Promise<void>((resolve, reject) => {
        const script = Object.assign(document.createElement('script'), { src, onload: () => resolve(), onerror: () => reject(new Error(`No ${src}`)) });
        document.head.append(script);
        script.remove();
      }),
    `${await origin}/${name}.js`,
  );
}

const texts = new Map<string, string>();
let origin: Promise<string> | undefined;

function serveTexts(): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=86400, immutable' }).end(texts.get(url));
  });
  // It ends with the tests.
  server.unref();
  return new Promise((resolve) => server.listen(0, 'localhost', () => resolve(`http://localhost:${(server.address() as AddressInfo).port}`)));
}

/** A fault in one line, for people. */
export function inWords({ engine, rule, where, says }: Fault): string {
  return `${engine} ${rule}: ${says} ${where.slice(0, 140)}`;
}
