import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slugOf } from '#paths.ts';

/** What was looked at, and what was found. Numbers only, so that tallies of many pages can be put together. */
export interface Tally {
  pages: number;
  /** How often a page was shown in another look: theme, screen and mode together. */
  combinations: number;
  engines: Record<string, { version: string; looks: number; checks: number; faults: number; ignored: number; ms: number }>;
  geometry: { looks: number; lines: number; targets: number; stops: number; faults: number; ms: number };
}

/** A tally of nothing. */
export function newTally(): Tally {
  return { pages: 0, combinations: 0, engines: {}, geometry: { looks: 0, lines: 0, targets: 0, stops: 0, faults: 0, ms: 0 } };
}

/** Adds one tally to another. */
export function add(to: Tally, more: Tally): void {
  to.pages += more.pages;
  to.combinations += more.combinations;
  for (const [name, counts] of Object.entries(more.engines)) {
    const known = (to.engines[name] ??= { version: counts.version, looks: 0, checks: 0, faults: 0, ignored: 0, ms: 0 });
    for (const each of ['looks', 'checks', 'faults', 'ignored', 'ms'] as const) known[each] += counts[each];
  }
  for (const each of ['looks', 'lines', 'targets', 'stops', 'faults', 'ms'] as const) to.geometry[each] += more.geometry[each];
}

// `npm run a11y` names a folder; `npm test` none, and keeps no tallies.
const folder = process.env.A11Y_TALLIES;
const fileOf = (name: string) => join(folder ?? '', `${slugOf(name)}.json`);

/** Keeps the tally of one page, for `npm run a11y` to count and to go on from. */
export function keep(name: string, tally: Tally): void {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(name), JSON.stringify(tally));
}

/** True where an earlier run of `npm run a11y` looked at this page and found nothing wrong. */
export function isDone(name: string): boolean {
  if (!folder) return false;
  try {
    const { engines, geometry } = JSON.parse(readFileSync(fileOf(name), 'utf8')) as Tally;
    return geometry.faults + Object.values(engines).reduce((sum, { faults }) => sum + faults, 0) === 0;
  } catch {
    return false;
  }
}

/** All tallies in a folder, put together. */
export function sumOf(where: string): Tally {
  const sum = newTally();
  for (const file of readdirSync(where)) add(sum, JSON.parse(readFileSync(join(where, file), 'utf8')) as Tally);
  return sum;
}
