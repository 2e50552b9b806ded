import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { settings } from '#settings/setting.ts';

type Tokens = Record<string, string>;
interface Rule {
  selectors: string[];
  tokens: Tokens;
}

const css = readFileSync('src/styles/tokens.css', 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const deviceBlock = /@media screen and \(prefers-color-scheme: dark\) \{((?:[^{}]*\{[^{}]*\})*)\s*\}/;
const deviceRules = rulesOf(deviceBlock.exec(css)?.[1] ?? '');
const rules = rulesOf(css.replace(deviceBlock, ''));

function rulesOf(text: string): Rule[] {
  return [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selectors = '', body = '']) => ({
    selectors: selectors.split(',').map((selector) => selector.trim()),
    tokens: Object.fromEntries(
      body
        .split(';')
        .filter((line) => line.trim())
        .map((line) => line.split(':').map((part) => part.trim())),
    ),
  }));
}

/** The tokens of a theme: those of the root, then those of each rule for the theme, in the order of the file. */
function tokensOf(theme: string): Tokens {
  const matching = rules.filter(({ selectors }) => selectors.includes(':root') || selectors.includes(`[data-theme='${theme}']`));
  return Object.assign({}, ...matching.map(({ tokens }) => tokens)) as Tokens;
}

/** Relative luminance by WCAG 2.2, of a colour as `#0b4f55`. */
function luminance(colour: string): number {
  expect(colour).toMatch(/^#[0-9a-f]{6}$/i);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string | undefined, other: string | undefined): number {
  const [dark = 0, light = 0] = [luminance(one ?? ''), luminance(other ?? '')].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['--paper', '--card', '--next', '--who', '--do', '--whose'];
const themes = settings.theme.steps.filter((theme) => theme !== 'device');

test('black on white is 21 to 1, and a grey in between is what WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

describe.each(themes)('in the theme %s', (theme) => {
  const tokens = tokensOf(theme);

  test.each(['--ink', '--quiet', '--sea'])('people read %s on every ground', (token) => {
    for (const ground of grounds) expect(contrast(tokens[token], tokens[ground]), `${token} on ${ground}`).toBeGreaterThanOrEqual(7);
  });

  test('people read the words on a button', () => {
    expect(contrast(tokens['--on-sea'], tokens['--sea'])).toBeGreaterThanOrEqual(7);
  });

  test('people see the lines of boxes and fields on every ground', () => {
    for (const ground of grounds) expect(contrast(tokens['--line'], tokens[ground]), `--line on ${ground}`).toBeGreaterThanOrEqual(3);
  });

  test('people see where they are with the keyboard', () => {
    for (const ground of grounds) {
      const seen = Math.max(contrast(tokens['--halo'], tokens[ground]), contrast(tokens['--ink'], tokens[ground]));
      expect(seen, `focus on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });

  test('the browser draws its own parts dark where the page is dark', () => {
    expect(tokens['color-scheme']).toBe(luminance(tokens['--paper'] ?? '') < 0.5 ? 'dark' : 'light');
  });

  test('every token is one that the light theme has too', () => {
    expect(Object.keys(tokens)).toEqual(Object.keys(tokensOf('light')));
  });
});

test('someone whose device is dark and who chose nothing sees the dark theme, colour by colour', () => {
  const dark = rules.filter(({ selectors }) => selectors.includes("[data-theme='dark']"));
  expect(dark).toHaveLength(1);
  expect(deviceRules).toEqual([{ selectors: [':root:not([data-theme])'], tokens: dark[0]?.tokens }]);
});
