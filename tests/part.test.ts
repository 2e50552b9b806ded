import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPart } from '#part.ts';

test('without a part in the address someone sees all of a page', () => {
  expect(readPart(null, 5)).toBe(0);
  expect(readPart(undefined, 0)).toBe(0);
});

test('a part that is there is shown, and no other', () => {
  expect(readPart('1', 5)).toBe(1);
  expect(readPart('5', 5)).toBe(5);
  for (const made of ['0', '6', '-1', '01', '1.0', '1e0', ' 1', '', 'x', '٢', '100']) expect(readPart(made, 5), made).toBeUndefined();
});

test('whatever someone writes there, it is a part of the page or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer().map(String)), fc.nat(20), (asked, parts) => {
      const part = readPart(asked, parts);
      return part === undefined || (part >= 1 && part <= parts);
    }),
  );
});
