import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  chooseSettings,
  defaultSettings,
  formatSettings,
  parseSettings,
  presets,
  sections,
  settingAttributes,
  settingNames,
  settings,
  type Settings,
} from '#settings/setting.ts';
import { ChosenSettings } from '#settings/settings-form.ts';

const anySettings = fc.record(Object.fromEntries(settingNames.map((name) => [name, fc.constantFrom(...settings[name].steps)]))) as fc.Arbitrary<Settings>;

test('what someone chose comes back as they chose it', () => {
  fc.assert(
    fc.property(anySettings, (chosen) => {
      const kept = formatSettings(chosen);
      expect(parseSettings(kept)).toEqual(chosen);
      // fetch.ts takes just these characters out of the cookie.
      expect(kept).toMatch(/^[\w-]*$/);
    }),
    { numRuns: 1000 },
  );
});

test('someone who chose nothing keeps nothing', () => {
  expect(formatSettings(defaultSettings)).toBe('');
  expect(parseSettings('')).toEqual(defaultSettings);
  expect(parseSettings(undefined)).toEqual(defaultSettings);
});

test('only what differs is kept, in one order however it came', () => {
  expect(formatSettings(parseSettings('theme-yellow-on-black_line-150_text-150'))).toBe('text-150_theme-yellow-on-black');
});

test.each(['text-151', 'text-', 'text', '-150', '_', '____', 'text-150-', 'text--150', 'TEXT-150', 'theme-Cream', 'colour-cream', 'text-100 ', '%00', '💛'])(
  'a junk cookie "%s" changes nothing',
  (kept) => {
    expect(parseSettings(kept)).toEqual(defaultSettings);
  },
);

test('junk beside a good choice leaves the good choice', () => {
  expect(parseSettings('theme-mauve_text-150_letters-7')).toEqual({ ...defaultSettings, text: '150' });
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('the name "%s" is no setting and no step', (name) => {
  expect(parseSettings(`${name}-150`)).toEqual(defaultSettings);
  expect(parseSettings(`text-${name}`)).toEqual(defaultSettings);
  expect(chooseSettings(JSON.parse(`{ "${name}": { "text": "150" } }`) as Record<string, unknown>)).toEqual(defaultSettings);
});

test('a step that is only inherited is not chosen', () => {
  expect(chooseSettings(Object.create({ text: '150' }) as Record<string, unknown>)).toEqual(defaultSettings);
});

test('whatever a cookie holds, the page gets steps that exist', () => {
  const pair = fc.tuple(fc.oneof(fc.constantFrom(...settingNames), fc.string()), fc.oneof(fc.constantFrom('150', 'cream', '__proto__'), fc.string()));
  const cookie = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pair).map((pairs) => pairs.map((each) => each.join('-')).join('_')),
  );
  fc.assert(
    fc.property(cookie, (kept) => {
      const read = parseSettings(kept);
      expect(Object.keys(read)).toEqual(settingNames);
      for (const name of settingNames) expect(settings[name].steps).toContain(read[name]);
    }),
  );
});

test('the page has an attribute for each setting that someone changed, and no other', () => {
  expect(settingAttributes(defaultSettings)).toEqual({});
  expect(settingAttributes(parseSettings('text-150_theme-white-on-black'))).toEqual({ 'data-text': '150', 'data-theme': 'white-on-black' });
});

test('the form takes a step for each setting, and none', () => {
  expect(ChosenSettings.parse({ text: '150', theme: 'cream', other: 'x' })).toEqual({ text: '150', theme: 'cream' });
  expect(ChosenSettings.parse({})).toEqual({});
});

test('a choice of a few leaves the others as they were', () => {
  fc.assert(
    fc.property(anySettings, fc.constantFrom(...settingNames), (before, name) => {
      const [step] = settings[name].steps;
      expect(parseSettings(`${name}-${step}`, before)).toEqual({ ...before, [name]: step });
    }),
  );
});

test.each(Object.entries(presets))('the preset %s changes something, and to steps that exist', (_, kept) => {
  const chosen = parseSettings(kept);
  expect(formatSettings(chosen).split('_').toSorted()).toEqual(kept.split('_').toSorted());
});

test('each setting stands in one part of the form', () => {
  expect(Object.values(sections).flat().toSorted()).toEqual(settingNames.toSorted());
});

test('all settings at once fit in what is kept with a person', () => {
  const longest = Object.fromEntries(settingNames.map((name) => [name, settings[name].steps.toSorted((a, b) => b.length - a.length)[0]]));
  expect(formatSettings(chooseSettings(longest)).length).toBeLessThan(400);
});
