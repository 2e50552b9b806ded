import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { dayOf } from '#language/dates.ts';
import { Problem } from '#problem.ts';
import { readContent } from '../content.ts';

/** The project's folder. */
export const root = join(import.meta.dirname, '..', '..');

const made = join(root, 'dist', '.made-from');
const sources = ['src', 'content', 'public', 'astro.config.mjs', 'package.json', 'tsconfig.json'];

/** Builds the site where anything that it is made from has changed since. Throws a Problem with the mistake of an editor, or the builder's reason. */
export function buildWhenNeeded(): void {
  const print = fingerprint();
  if (existsSync(made) && readFileSync(made, 'utf8') === print) return;
  // The same check is in the build. Here a mistake of an editor is said in one line. A site that is built already starts
  // without it: facts that have grown old since must not keep anyone from help.
  readContent(join(root, 'content'), dayOf(new Date()));
  console.log('Building the site. This takes a few seconds.');
  const astro = join(dirname(createRequire(import.meta.url).resolve('astro/package.json')), 'bin', 'astro.mjs');
  const built = spawnSync(process.execPath, [astro, 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', NO_COLOR: '1' },
  });
  if (built.status !== 0) throw new Problem(`The site could not be built: ${reasonIn(built.stderr || built.stdout)}`);
  writeFileSync(made, print);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of sources) for (const file of filesIn(join(root, source))) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(path: string): string[] {
  const entries = existsSync(path) && !/\.\w+$/.test(path) ? readdirSync(path, { withFileTypes: true, recursive: true }) : undefined;
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function reasonIn(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.find((line) => /error|problem/i.test(line)) ?? lines.at(-1) ?? 'no reason given';
}
