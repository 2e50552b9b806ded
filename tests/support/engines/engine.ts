import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

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

/** Puts an engine into a page where it is not there yet. The page's content policy refuses scripts from elsewhere; the debugger may still run one. */
export async function bring(page: Page, name: string, text: string): Promise<void> {
  if (!(await page.evaluate((known) => known in globalThis, name))) await page.evaluate(text);
}

/** A fault in one line, for people. */
export function inWords({ engine, rule, where, says }: Fault): string {
  return `${engine} ${rule}: ${says} ${where.slice(0, 140)}`;
}
