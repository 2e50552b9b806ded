// The proof that people can use every page: `npm run a11y` runs the tests of this folder and prints what they looked at.
// `-- --all` shows every kind of page in every language, theme, screen and mode, on two processors, and writes
// content/accessibility/results.json; `-- --all --continue` goes on where a run was stopped, leaving out what had no fault.
// A11Y_SHARD=1/2 takes only that part of it, for another machine to take the rest; the tallies of both go into one folder.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf } from '#language/dates.ts';
import { buildWhenNeeded, root } from '#start/build.ts';
import { sumOf, type Tally } from '#tests/support/tally.ts';

const isAll = process.argv.includes('--all');
const tallies = join(root, '.cache', 'accessibility', isAll ? 'all' : 'pairs');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

/** Runs the tests of one part. Gives their exit code. */
function run(part: string): Promise<number> {
  // What proves the engines themselves has no parts.
  const only = part.startsWith('1/') ? [] : ['anyone', 'members', 'guides', 'geometry.test'].map((file) => `tests/accessibility/${file}`);
  const workers = isAll ? ['--maxWorkers=1'] : [];
  const env = { ...process.env, A11Y: isAll ? 'all' : 'pairs', A11Y_TALLIES: tallies, A11Y_SHARD: part };
  const child = spawn(bin('vitest'), ['run', ...(only.length > 0 ? only : ['tests/accessibility']), '--reporter=dot', ...workers], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

const number = (value: number) => value.toLocaleString('en-GB').padStart(12);

/** What was looked at and found, as lines for people. */
function tableOf({ pages, combinations, engines, geometry }: Tally): string[] {
  return [
    '',
    `${number(pages)}  pages opened`,
    `${number(combinations)}  combinations of a page with a theme, a screen and a mode`,
    '',
    `${''.padEnd(28)}${['looks', 'checks', 'faults', 'let be', 'ms a look'].map((word) => word.padStart(12)).join('')}`,
    ...Object.entries(engines).map(
      ([name, { version, looks, checks, faults, ignored, ms }]) =>
        `${`${name} ${version}`.padEnd(28).slice(0, 34)}${[looks, checks, faults, ignored, Math.round(ms / looks)].map(number).join('')}`,
    ),
    `${'geometry'.padEnd(28)}${[geometry.looks, geometry.lines + geometry.targets + geometry.stops, geometry.faults, 0, Math.round(geometry.ms / geometry.looks)].map(number).join('')}`,
    '',
    'A look is one engine asked once about one page. Every rule is asked of a page as it comes, html-validate of what the server sends;',
    'in its combinations, the rules of axe that colours, sizes and spaces can break, and all of HTML CodeSniffer at AAA: no setting changes',
    'the elements, and of colours and sizes IBM knows no more than those two.',
    `Geometry measured ${number(geometry.lines).trim()} lines, ${number(geometry.targets).trim()} targets and ${number(geometry.stops).trim()} stops of the Tab key.`,
  ];
}

/** What the page about accessibility shows. */
function resultsOf({ pages, combinations, engines, geometry }: Tally): object {
  const { looks, lines, targets, stops, faults } = geometry;
  return {
    day: dayOf(new Date()),
    engines: Object.entries(engines).map(([name, { version, checks, faults: found }]) => ({ name, version, checks, faults: found })),
    pages,
    combinations,
    geometry: { looks, lines, targets, stops, faults },
  };
}

if (!process.argv.includes('--continue') && !process.env.A11Y_SHARD) rmSync(tallies, { recursive: true, force: true });
mkdirSync(tallies, { recursive: true });
buildWhenNeeded();
spawnSync(bin('astro'), ['sync'], { cwd: root });
const parts = process.env.A11Y_SHARD ? [process.env.A11Y_SHARD] : isAll ? ['1/2', '2/2'] : ['1/1'];
const codes = await Promise.all(parts.map(run));
const sum = sumOf(tallies);
console.log(tableOf(sum).join('\n'));
if (isAll && !process.env.A11Y_SHARD) {
  const folder = join(root, 'content', 'accessibility');
  if (!existsSync(folder)) mkdirSync(folder);
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(resultsOf(sum), undefined, 2)}\n`);
}
process.exit(Math.max(...codes));
