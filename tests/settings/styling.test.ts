import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingNames, settingOf } from '#settings/setting.ts';
import { settingStyles } from '#settings/styling.ts';
import { themes } from '#settings/theme.ts';

const styles = settingStyles();
const sheets = readdirSync('src/styles').map((file) => readFileSync(`src/styles/${file}`, 'utf8'));
// What the server answers, and what the themes say with their colours.
const answeredElsewhere = ['reading', 'ruler'];

/** The steps of a setting that some rule is for. */
function answered(name: string): (string | undefined)[] {
  return [...new Set([styles, ...sheets].flatMap((css) => [...css.matchAll(new RegExp(`\\[data-${name}='([^']+)'\\]`, 'g'))].map(([, step]) => step)))];
}

test.each(settingNames.filter((name) => !answeredElsewhere.includes(name)))('styles answer every step of %s, and none that is not there', (name) => {
  const [first, ...steps] = settingOf(name).steps;
  expect(
    answered(name)
      .filter((step) => step !== first && step !== 'light')
      .toSorted(),
  ).toEqual(steps.filter((step) => step !== 'light').toSorted());
});

test.each(settingNames.filter((name) => settingOf(name).sets))('each step of %s sets its token to a value of its own', (name) => {
  const { steps, sets } = settingOf(name);
  const [token, value] = sets ?? ['', String];
  const [first, ...rest] = steps;
  expect(styles).toMatch(new RegExp(`^:root \\{.* ${token}: ${value(first)};`, 'm'));
  for (const step of rest) expect(styles).toContain(`[data-${name}='${step}'] { ${token}: ${value(step)}; }`);
  expect(new Set(steps.map(value)).size).toBe(steps.length);
  expect(
    sheets.some((css) => css.includes(`var(${token})`)),
    `${token} is used`,
  ).toBe(true);
});

test('someone who chose no colours gets those that their device asks for: dark, or more contrast, or both', () => {
  const device = styles.split('\n').filter((line) => line.startsWith('@media'));
  expect(device.map((line) => /screen and (.*?) \{/.exec(line)?.[1])).toEqual([
    '(prefers-color-scheme: dark)',
    '(prefers-contrast: more)',
    '(prefers-contrast: more) and (prefers-color-scheme: dark)',
  ]);
  expect(device.every((line) => line.includes(':root:not([data-theme])'))).toBe(true);
  expect(device[0]).toContain(`--paper: ${themes.dark.colours.paper};`);
  expect(device[1]).toContain(`--ink: ${themes.contrast.colours.ink};`);
  expect(device[2]).toContain(`--ink: ${themes['white-on-black'].colours.ink};`);
});
