import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAreas } from '#areas/areas.ts';
import { Problem } from '#problem.ts';

const good = `name: Northshire
host: Northshire Health and Care
office:
  phone: 01632 960300
  hours: Monday to Friday, 9am to 5pm
outOfHours:
  name: Northshire help line
  phone: 01632 960301
`;

let content: string;

beforeEach(() => {
  content = mkdtempSync(join(tmpdir(), 'alongside-areas-'));
  mkdirSync(join(content, 'areas'));
});
afterEach(() => rmSync(content, { recursive: true }));

/** What someone is told who starts the site with this text in their area's file. */
function told(text: string): Problem {
  writeFileSync(join(content, 'areas', 'northshire.yaml'), text);
  try {
    readAreas(content);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('The file was taken as it is.');
}

test('every area is read by the name of its file, and other files are left alone', () => {
  writeFileSync(join(content, 'areas', 'northshire.yaml'), good);
  writeFileSync(join(content, 'areas', 'eastshire.yaml'), good.replaceAll('Northshire', 'Eastshire'));
  writeFileSync(join(content, 'areas', 'notes.txt'), 'not an area');
  const areas = readAreas(content);
  expect([...areas.keys()]).toEqual(['eastshire', 'northshire']);
  expect(areas.get('northshire')).toEqual({
    name: 'Northshire',
    host: 'Northshire Health and Care',
    office: { phone: '01632 960300', hours: 'Monday to Friday, 9am to 5pm' },
    outOfHours: { name: 'Northshire help line', phone: '01632 960301' },
  });
});

test('a file that is not YAML is named, in one line', () => {
  const { message } = told(good.replace('name: Northshire\n', 'name: "Northshire\n'));
  expect(message).toMatch(/^content\/areas\/northshire\.yaml: this can not be read as YAML\. /);
  expect(message).not.toContain('\n');
});

test.each([
  ['no office number', good.replace('  phone: 01632 960300\n', ''), 'office.phone'],
  ['no number for the night', good.replace('  phone: 01632 960301\n', ''), 'outOfHours.phone'],
  ['no office at all', good.replace(/office:\n.*\n.*\n/, ''), 'office'],
  ['a number that is a word', good.replace('01632 960301', 'ask us'), 'outOfHours.phone'],
  ['a number without its first 0', good.replace('01632 960300', '1632 960300'), 'office.phone'],
  ['an empty name', good.replace('name: Northshire\n', 'name: ""\n'), 'name'],
])('whoever wrote %s is told the file and the field', (_, text, field) => {
  expect(told(text).message).toMatch(new RegExp(`^content/areas/northshire\\.yaml: ${field.replace('.', '\\.')}: .+ Mend it`));
});

test('a field that is written wrong, or that no area has, is named', () => {
  expect(told(good.replace('hours:', 'opening:')).message).toMatch(/^content\/areas\/northshire\.yaml: office/);
  expect(told(good.replace('office:', 'office:\n  fax: 01632 960302')).message).toMatch(/northshire\.yaml: office: .*"fax"/);
  expect(told(`${good}logo: x.png\n`).message).toContain('"logo"');
});

test('an empty file is named', () => {
  expect(told('').message).toMatch(/^content\/areas\/northshire\.yaml: the file: /);
});

test('the areas of the service are read', () => {
  expect(readAreas('content').size).toBeGreaterThan(0);
});
