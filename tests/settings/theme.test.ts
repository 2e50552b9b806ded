import { describe, expect, test } from 'vitest';
import { settings } from '#settings/setting.ts';
import { themes } from '#settings/theme.ts';

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

const grounds = ['paper', 'card', 'next', 'who', 'do', 'whose'] as const;

test('black on white is 21 to 1, and a grey in between is what WCAG says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test("every theme that someone can choose has its colours, but for the device's own", () => {
  const named = Object.keys(themes).filter((name) => name !== 'contrast');
  expect(named.toSorted()).toEqual(settings.theme.steps.filter((step) => step !== 'device').toSorted());
});

describe.each(Object.entries(themes))('in the theme %s', (_, { scheme, colours }) => {
  test.each(['ink', 'quiet', 'sea'] as const)('people read %s on every ground', (token) => {
    for (const ground of grounds) expect(contrast(colours[token], colours[ground]), `${token} on ${ground}`).toBeGreaterThanOrEqual(7);
  });

  test('people read the words on a button, and the help on top', () => {
    expect(contrast(colours['on-sea'], colours.sea)).toBeGreaterThanOrEqual(7);
    expect(contrast(colours['on-help'], colours.help)).toBeGreaterThanOrEqual(7);
  });

  test('people see the lines of boxes and fields on every ground', () => {
    for (const ground of grounds) expect(contrast(colours.line, colours[ground]), `line on ${ground}`).toBeGreaterThanOrEqual(3);
  });

  test('people see where they are with the keyboard', () => {
    for (const ground of grounds) {
      const seen = Math.max(contrast(colours.halo, colours[ground]), contrast(colours.ink, colours[ground]));
      expect(seen, `focus on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });

  test('the browser draws its own parts dark where the page is dark', () => {
    expect(scheme).toBe(luminance(colours.paper) < 0.5 ? 'dark' : 'light');
  });
});
