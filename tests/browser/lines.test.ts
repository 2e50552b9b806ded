import { expect, test } from 'vitest';
import { joinLines, lineAt } from '#browser/lines.ts';
import { wayToSight } from '#browser/sight.ts';

const box = (top: number, bottom: number, left = 0) => ({ top, bottom, left });

test('words beside each other are one line, also where some are smaller', () => {
  expect(joinLines([box(0, 20), box(4, 18, 90), box(30, 50), box(31, 51, 40)])).toEqual([box(0, 20), box(30, 51)]);
});

test('lines that only touch stay two, and a second column is read after the first', () => {
  expect(joinLines([box(0, 20), box(18, 38), box(0, 20, 300)])).toHaveLength(3);
});

test('the nearest line is meant, and none where it is more than a line away', () => {
  const lines = [box(0, 20), box(30, 50)].map((each) => ({ ...each, element: null as never }));
  expect([10, 24, 27, 69, 71].map((height) => lineAt(lines, height)?.top)).toEqual([0, 0, 30, 30, undefined]);
});

test('what is in sight does not move; what is not comes a third down, or to the top where it is high', () => {
  const window = { top: 50, bottom: 650 };
  expect(wayToSight({ top: 50, bottom: 90 }, window)).toBe(0);
  expect(wayToSight({ top: 700, bottom: 760 }, window)).toBe(700 - 50 - 180);
  expect(wayToSight({ top: 20, bottom: 900 }, window)).toBe(-30);
});
