import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allPairs, pairsIn, pairsOf } from '#tests/support/all-pairs.ts';

const values = fc.uniqueArray(fc.stringMatching(/^[a-z0-9 -]{1,6}$/), { minLength: 1, maxLength: 8 });
const factors = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), values, { minKeys: 2, maxKeys: 5 });

test('whatever the factors are, each value meets each value of the others', () => {
  fc.assert(
    fc.property(factors, (given) => {
      const met = new Set(allPairs(given).flatMap((row) => pairsIn(row, Object.keys(given))));
      expect(pairsOf(given).filter((pair) => !met.has(pair))).toEqual([]);
    }),
  );
});

test('each row has one of the values of each factor, and no row comes twice', () => {
  fc.assert(
    fc.property(factors, (given) => {
      const rows = allPairs(given);
      for (const row of rows) {
        expect(Object.keys(row).toSorted()).toEqual(Object.keys(given).toSorted());
        for (const [name, value] of Object.entries(row)) expect(given[name]).toContain(value);
      }
      expect(new Set(rows.map((row) => JSON.stringify(Object.entries(row).toSorted()))).size).toBe(rows.length);
    }),
  );
});

test('the same factors give the same rows', () => {
  fc.assert(
    fc.property(factors, (given) => {
      expect(allPairs(given)).toEqual(allPairs(given));
    }),
  );
});

test('there are far fewer rows than all together', () => {
  const given = { page: ['1', '2', '3', '4', '5', '6', '7'], theme: ['1', '2', '3', '4', '5', '6', '7'], width: ['1', '2', '3'], mode: ['1', '2', '3', '4'] };
  // 7 times 7 is the least that there can be; all would be 588.
  expect(allPairs(given).length).toBeLessThan(65);
});
