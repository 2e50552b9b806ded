import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findAreas, isStale, needs } from '#areas/area.ts';
import { listAreas } from '#areas/areas.ts';
import { languages } from '#language/languages.ts';
import { contentCopy, today } from '#tests/support/content.ts';
import { readContent } from '../../src/content.ts';

const { areas } = readContent('content', today);
const content = contentCopy();
const file = 'areas/staffordshire.yaml';

describe.each([...areas])('the area %s', (_, area) => {
  test('says each part in every language', () => {
    for (const { code } of languages) {
      const { alsoDoes, ...parts } = area.parts[code];
      for (const [part, ideas] of Object.entries(parts)) expect(ideas.length, `${part} in ${code}`).toBeGreaterThan(0);
      for (const ideas of Object.values({ alsoDoes, ...parts })) for (const idea of ideas) expect(idea.language, 'translated').toBeUndefined();
    }
  });

  test('has at least 12 services, and one for each need', () => {
    expect(area.services.length).toBeGreaterThanOrEqual(12);
    expect(needs.filter((need) => !area.services.some((service) => service.needs.includes(need)))).toEqual([]);
  });

  test('gives made-up contacts only from the numbers that ring nobody, and says so', () => {
    const numbers = [area.office.phone, area.outOfHours.phone, ...area.services.flatMap(({ phone }) => phone ?? [])];
    for (const number of numbers) expect(number.replaceAll(' ', '')).toMatch(/^(01632960|07700900)\d{3}$/);
    for (const service of area.services) if (service.phone ?? service.email) expect(service.madeUp, service.name).toBe('yes');
    for (const { email } of area.services) if (email) expect(email).toMatch(/@example\.org$/);
  });
});

test('a third area is one file and nothing else', () => {
  const text = readFileSync(join(content.folder, file), 'utf8');
  writeFileSync(
    join(content.folder, 'areas', 'northshire.yaml'),
    text.replace(/^name: .*$/m, 'name: Northshire').replace(/^postcodes: .*$/m, 'postcodes: [ZE]'),
  );
  const read = readContent(content.folder, today);
  expect(listAreas(content.folder)).toEqual([...areas.keys(), 'northshire'].toSorted());
  expect(read.areas.get('northshire')?.name).toBe('Northshire');
  expect(findAreas('ZE1 0AA', [...read.areas.values()]).map(({ name }) => name)).toEqual(['Northshire']);
});

test('an area that speaks English only is shown in English, and says so on each idea', () => {
  content.write(
    file,
    readFileSync(join(content.folder, file), 'utf8')
      .replace(/^( +)(cy|pl|ur): .*\n/gm, '')
      .replace(/, (cy|pl|ur): (?:'(?:[^']|'')*'|[^,}]+)/g, ''),
  );
  const { parts, facts } = readContent(content.folder, today).areas.get('staffordshire')!;
  expect(parts.ur.about[0]).toMatchObject({ ...parts.en.about[0], language: 'en' });
  expect(Object.values(facts).every((said) => !said.ur)).toBe(true);
});

describe('whoever writes an area is told the file, the line and the field', () => {
  test.each([
    ['no office number', /^office:\n {2}phone: .*\n/m, 'office:\n', 'office.phone'],
    ['a number that is a word', /^(outOfHours:\n(?:.*\n)*? {2}phone: ).*$/m, '$1ask us', 'outOfHours.phone'],
    ['a number without its first 0', /^(office:\n {2}phone: )0/m, '$1', 'office.phone'],
    ['an empty name', /^name: .*$/m, 'name: ""', 'name'],
    ['a need that is not one', /needs: \[\w+/, 'needs: [dragons', 'services.0.needs.0'],
    ['a day that is not one', /^checked: .*$/m, 'checked: soon', 'checked'],
    ['half of a postcode', /^postcodes: \[/m, 'postcodes: [st4-, ', 'postcodes.0'],
    ['a field that no area has', /^name: /m, 'logo: x.png\nname: ', 'the file: Unrecognized key: "logo"'],
  ])('%s', (_, from, to, field) => {
    content.change(file, from, to);
    expect(content.told()).toMatch(/^content\/areas\/staffordshire\.yaml, line \d+: .+ Mend it and start again\.$/);
    expect(content.told()).toContain(`: ${field}`);
  });

  test('a picture that is not there', () => {
    content.change(file, /picture: [\w ]+/, 'picture: dragon');
    expect(content.told()).toMatch(/^content\/areas\/staffordshire\.yaml, line \d+: there is no picture "dragon"/);
  });

  test('2 services of one name, which would be one place on the page', () => {
    const [, name = ''] = /^services:\n {2}- name: (.*)$/m.exec(readFileSync(join(content.folder, file), 'utf8')) ?? [];
    content.change(file, /(^services:\n(?:.*\n)*? {2}- name: .*\n(?:.*\n)*?) {2}- name: .*$/m, `$1  - name: ${name.toUpperCase()}`);
    expect(content.told()).toMatch(/^content\/areas\/staffordshire\.yaml, line \d+: 2 services are called "/);
  });

  test('a file that is not YAML is named, in one line', () => {
    content.change(file, /^name: .*$/m, 'name: "Northshire');
    expect(content.told()).toMatch(/^content\/areas\/staffordshire\.yaml, line \d+: this cannot be read as YAML\. /);
    expect(content.told()).not.toContain('\n');
  });

  test('an empty file', () => {
    content.write(file, '');
    expect(content.told()).toMatch(/^content\/areas\/staffordshire\.yaml, line 1: the file: /);
  });

  test('an area that nobody has checked for half a year', () => {
    content.change(file, /^checked: .*$/m, 'checked: 2026-05-21');
    expect(content.told()).toMatch(/^content\/areas\/staffordshire\.yaml, line \d+: someone checked this on 2026-05-21\. Check it again/);
  });
});

test('a service that nobody has checked for 6 months stays, and is known to be old', () => {
  expect(isStale({ checked: '2026-05-22' }, today)).toBe(false);
  expect(isStale({ checked: '2026-05-21' }, today)).toBe(true);
  for (const { services } of areas.values()) expect(services.some((service) => isStale(service, today))).toBe(true);
});

describe('someone finds their area by what they type', () => {
  const all = [
    { name: 'Staffordshire and Stoke-on-Trent', postcodes: ['ST', 'WS15', 'DE14'], places: ['Stafford', 'Stoke-on-Trent', 'Burton'] },
    { name: 'Herefordshire and Worcestershire', postcodes: ['HR', 'WR'], places: ['Hereford', 'Worcester', 'Stoke Prior'] },
  ];
  test.each([
    ['ST4', [0]],
    ['st4 2df', [0]],
    ['ST42DF', [0]],
    [' wr1-2ab ', [1]],
    ['WS15 1AA', [0]],
    ['WS1 1AA', []],
    ['DE1 1AA', []],
    ['Hereford', [1]],
    ['STAFFORD', [0]],
    ['stoke on trent', [0]],
    ['staffordshire', [0]],
    ['Worc', [1]],
    ['Stoke', [0, 1]],
    ['London', []],
    ['SW1A 1AA', []],
    ['S', []],
    ['', []],
    ['9', []],
    ['!!!', []],
  ])('%s', (asked, found) => {
    expect(findAreas(asked, all).map((area) => all.indexOf(area))).toEqual(found);
  });

  test('their own areas are found by their own places', () => {
    for (const area of areas.values())
      for (const place of area.places)
        expect(
          findAreas(place, [...areas.values()]).map(({ name }) => name),
          place,
        ).toEqual([area.name]);
  });
});
