import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMigrations } from '#database/migrate.ts';
import { root } from '#start/build.ts';

// SECURITY.md is what a service signs. Each rule that it has to hold is a function here, with a sample of what breaks it.

const papers = readFileSync(join(root, 'SECURITY.md'), 'utf8');
const isThere = (path: string) => existsSync(join(root, path));

/** OWASP ASVS 5.0.0: each section, and the level of each of its requirements in their order. V1.2.1 is the first figure of 1.2. */
const asvs = `
  1.1 22, 1.2 1111122223, 1.3 112222222223, 1.4 222, 1.5 123
  2.1 122, 2.2 112, 2.3 12223, 2.4 23
  3.1 3, 3.2 113, 3.3 12223, 3.4 11222233, 3.5 11122333, 3.6 3, 3.7 22333
  4.1 12233, 4.2 23333, 4.3 22, 4.4 1222
  5.1 2, 5.2 112333, 5.3 113, 5.4 222
  6.1 122, 6.2 111111112222, 6.3 11223333, 6.4 112233, 6.5 22222333, 6.6 2223, 6.7 33, 6.8 2222
  7.1 222, 7.2 1111, 7.3 22, 7.4 11222, 7.5 223, 7.6 22
  8.1 1233, 8.2 1123, 8.3 133, 8.4 23
  9.1 111, 9.2 1222
  10.1 22, 10.2 223, 10.3 22223, 10.4 1111122222233333, 10.5 22222, 10.6 22, 10.7 222
  11.1 2233, 11.2 22233, 11.3 11233, 11.4 1222, 11.5 23, 11.6 23, 11.7 33
  12.1 12233, 12.2 11, 12.3 22223
  13.1 2333, 13.2 222223, 13.3 2233, 13.4 1222233
  14.1 22, 14.2 12223333, 14.3 122
  15.1 12233, 15.2 12233, 15.3 1222222, 15.4 3333
  16.1 2, 16.2 22222, 16.3 2222, 16.4 222, 16.5 2223
  17.1 23, 17.2 22223333, 17.3 22
`;
const sections = [...asvs.matchAll(/([\d.]+) (\d+)/g)];
const all = sections.flatMap(([, section, levels = '']) => [...levels].map((level, place) => ({ id: `V${section}.${place + 1}`, level })));
const required = all.filter(({ level }) => level !== '3');

const verdicts = ['met', 'does not apply', 'by whoever runs it', 'not met'];

/** The rows of a table whose first cell looks like `first`, each as its cells. */
function rowsOf(text: string, first: RegExp): string[][] {
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  return rows.map((line) => line.slice(2, -2).split(' | ')).filter(([cell]) => first.test(cell ?? ''));
}

/** The files of this repository that a text names. */
function filesIn(text: string): string[] {
  const named = [...text.matchAll(/`((?:src|tests)\/[^`\s]+\.\w+|[\w-]+\.(?:json|md))`/g)].map((match) => match[1] ?? '');
  return [...new Set(named)];
}

function verdictOf(cell: string): string | undefined {
  return /^\*\*([a-z ]+)\*\*: /.exec(cell)?.[1];
}

/** What is wrong with the table of ASVS. */
function asvsFaults(text: string): string[] {
  const rows = rowsOf(text, /^V[\d.]+$/);
  const found: string[] = [];
  for (const { id, level } of required) {
    const here = rows.filter(([cell]) => cell === id);
    if (here.length !== 1) found.push(`${id} stands there ${here.length} times`);
    else if (here[0]?.[1] !== level) found.push(`${id} is of level ${level}`);
  }
  for (const [id = '', , asks = '', how = '', ...more] of rows) {
    if (!required.some((each) => each.id === id)) found.push(`${id} is not asked`);
    if (more.length > 0) found.push(`${id} has too many cells`);
    if (asks.split(' ').length < 2) found.push(`${id} does not say what it asks`);
    const verdict = verdictOf(how);
    if (!verdict || !verdicts.includes(verdict)) found.push(`${id} has no verdict`);
    else if (verdict === 'met' && filesIn(how).length === 0) found.push(`${id} is met, and nothing shows it`);
    else if (verdict !== 'met' && how.split(' ').length < verdict.split(' ').length + 3) found.push(`${id} gives no reason`);
  }
  return found;
}

/** What is wrong with the count under the table. */
function countFaults(text: string): string[] {
  const rows = rowsOf(text, /^V[\d.]+$/);
  const count = (verdict: string) => {
    const [one, two] = ['1', '2'].map(
      (level) => rows.filter((row) => row[1] === level && (verdict === 'together' || verdictOf(row[3] ?? '') === verdict)).length,
    );
    return [one, two, (one ?? 0) + (two ?? 0)];
  };
  return [...verdicts, 'together'].filter((verdict) => !text.includes(`\n| ${verdict} | ${count(verdict).join(' | ')} |\n`));
}

const severities = ['Minor', 'Significant', 'Considerable', 'Major', 'Catastrophic'];
/** NHS Digital's matrix: the risk by likelihood, then by severity. */
const matrix: Record<string, string> = { 'Very High': '34455', High: '23345', Medium: '22334', Low: '12234', 'Very Low': '11223' };

function isRisk(words: string): boolean {
  const [, severity = '', likelihood = '', risk = ''] = /^(\w+) × ([\w ]+) = (\d)$/.exec(words) ?? [];
  return risk !== '' && matrix[likelihood]?.[severities.indexOf(severity)] === risk;
}

/** What is wrong with the hazard log. */
function hazardFaults(text: string): string[] {
  const rows = rowsOf(text, /^H\d\d$/);
  const found = rows.filter(([id]) => rows.filter(([other]) => other === id).length > 1).map(([id]) => `${id} stands there twice`);
  for (const row of rows) {
    const [id = '', , causes = '', effect = '', controls = '', first = '', left = '', open = '', owner = ''] = row;
    if (row.length !== 9 || [causes, effect, open].some((cell) => cell.split(' ').length < 3) || owner === '') found.push(`${id} leaves something out`);
    // What has no control is allowed where it says so, and then nothing makes its risk smaller.
    const isOpen = controls.startsWith('None yet') && left === first;
    if (!isOpen && !filesIn(controls).some((path) => path.startsWith('tests/'))) found.push(`${id} has no control that a test shows`);
    if (!isRisk(first) || !isRisk(left)) found.push(`${id} has a risk that is not the matrix's`);
  }
  const high = rows.filter(([, , , , , , left]) => /= [345]$/.test(left ?? '')).map(([id]) => id);
  const said = /with their controls: ([H\d, ]+)\./.exec(text)?.[1]?.split(', ');
  if (said?.join() !== high.join()) found.push(`at 3 or more are ${high.join(', ')}`);
  return found;
}

const tables = readMigrations().flatMap(({ sql }) => [...sql.matchAll(/^create table (\w+)/gm)].map((match) => match[1] ?? ''));

/** What is wrong with the data map. `migrations` is the only table that no migration makes. */
function mapFaults(text: string): string[] {
  const map = text.split('### The data map')[1]?.split('\n## ')[0] ?? '';
  const rows = rowsOf(map, /^`\w+`$/);
  const named = rows.map(([cell = '']) => cell.replaceAll('`', ''));
  const found = tables.filter((table) => named.filter((name) => name === table).length !== 1);
  return [...found, ...named.filter((name) => name !== 'migrations' && !tables.includes(name)), ...rows.filter((row) => !/^[ABCD]$/.test(row[4] ?? '')).flat()];
}

test('the list of requirements is that of ASVS 5.0.0: 345, of them 70 of level 1 and 183 of level 2', () => {
  expect([all.length, required.filter(({ level }) => level === '1').length, required.filter(({ level }) => level === '2').length]).toEqual([345, 70, 183]);
});

test('each requirement of ASVS stands there once, with a test, a place to read it, or a reason', () => {
  expect(asvsFaults(papers)).toEqual([]);
});

test('the count of what is met and not met is right', () => {
  expect(countFaults(papers)).toEqual([]);
});

test('each hazard has causes, an effect, controls that tests show, risks by the matrix, what is left and an owner', () => {
  expect(rowsOf(papers, /^H\d\d$/).length).toBeGreaterThanOrEqual(18);
  expect(hazardFaults(papers)).toEqual([]);
});

test('the matrix in the papers is the one that is used', () => {
  for (const [likelihood, risks] of Object.entries(matrix)) expect(papers).toContain(`\n| ${likelihood} | ${[...risks].join(' | ')} |\n`);
});

test('the data map names each table once', () => {
  expect(tables.length).toBeGreaterThan(30);
  expect(mapFaults(papers)).toEqual([]);
});

test('the assessment has all seven steps, and nobody has signed it', () => {
  for (const step of ['1', '2', '3', '4', '7']) expect(papers).toMatch(new RegExp(`^### Step ${step}: `, 'm'));
  expect(papers).toMatch(/^### Steps 5 and 6: /m);
  expect(papers.split('### Step 7')[1]?.split('###')[0]).toContain('| [name, role] | [day] |');
});

test.each(filesIn(papers))('%s, which the papers name, is there', (path) => {
  expect(isThere(path)).toBe(true);
});

describe('papers that are wrong are found', () => {
  const swap = (from: string | RegExp, to: string) => {
    const wrong = papers.replace(from, to);
    expect(wrong).not.toBe(papers);
    return wrong;
  };
  test('without a requirement, with one twice, or at another level', () => {
    expect(asvsFaults(swap(/^\| V8\.2\.2 .*\n/m, ''))).toEqual(['V8.2.2 stands there 0 times']);
    expect(asvsFaults(swap(/^\| V8\.2\.2 .*\n/m, '$&$&'))).toEqual(['V8.2.2 stands there 2 times']);
    expect(asvsFaults(swap('| V8.2.2 | 1 |', '| V8.2.2 | 2 |'))).toEqual(['V8.2.2 is of level 1']);
    expect(asvsFaults(swap('| V8.2.2 | 1 |', '| V8.2.9 | 1 |'))).toEqual(['V8.2.2 stands there 0 times', 'V8.2.9 is not asked']);
  });
  test('met without anything that shows it, or not met without a reason', () => {
    expect(asvsFaults(swap(/(\| V8\.2\.2 .*\*\*met\*\*: ).*\|$/m, '$1row security, as everyone knows |'))).toEqual(['V8.2.2 is met, and nothing shows it']);
    expect(asvsFaults(swap(/(\| V8\.4\.1 .*\*\*does not apply\*\*: ).*\|$/m, '$1no |'))).toEqual(['V8.4.1 gives no reason']);
    expect(asvsFaults(swap(/(\| V8\.4\.1 .*)\*\*does not apply\*\*/m, '$1**partly**'))).toEqual(['V8.4.1 has no verdict']);
  });
  test('with a count that is not so', () => {
    expect(countFaults(swap(/(\| V8\.2\.2 .*)\*\*met\*\*/m, '$1**not met**'))).toEqual(['met', 'not met']);
  });
  test('with a hazard that no test controls, or a risk that the matrix does not give', () => {
    expect(hazardFaults(swap(/^(\| H03 .*?)`tests[^`]*`, `tests[^`]*`/m, '$1care'))).toEqual(['H03 has no control that a test shows']);
    expect(hazardFaults(swap(/^(\| H03 .*)Very Low = 2/m, '$1Very Low = 1'))).toEqual(["H03 has a risk that is not the matrix's"]);
    expect(hazardFaults(swap(/^(\| H03 .*)Very Low = 2/m, '$1Medium = 3'))).toEqual([expect.stringContaining('H01, H03, H04')]);
    expect(hazardFaults(swap(/^(\| H03 .*) \| CSO \|$/m, '$1 |'))).toEqual(['H03 leaves something out']);
  });
  test('with a table that the map forgets', () => {
    expect(mapFaults(swap(/^\| `restrictions` .*\n/m, ''))).toEqual(['restrictions']);
    expect(mapFaults(swap('| `restrictions` |', '| `limits` |'))).toEqual(['restrictions', 'limits']);
  });
  test('with a file that is not there', () => {
    expect(filesIn('shown by `tests/security/nothing.test.ts` and `npm start`')).toEqual(['tests/security/nothing.test.ts']);
    expect(isThere('tests/security/nothing.test.ts')).toBe(false);
  });
});
