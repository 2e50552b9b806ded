import { globSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import en from '#content/words/en.json' with { type: 'json' };
import { readDay, toLooks, type LookedRow } from '#audit/look.ts';
import { categories } from '#people/category.ts';

const row = fc.record({
  day: fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}`),
  actorId: fc.constantFrom(null, 'a', 'b', 'c', 'd'),
  act: fc.constantFrom('read', 'change'),
  what: fc.constantFrom('plan', 'reviews', 'messages'),
  minute: fc.integer({ min: 0, max: 1439 }),
});
const rows = fc
  .uniqueArray(row, { maxLength: 300, selector: ({ day, actorId, act, what }) => [day, actorId, act, what].join() })
  .map((list) =>
    list.map(({ minute, ...rest }): LookedRow => ({ ...rest, name: rest.actorId, relation: null, at: new Date(Date.parse(rest.day) + minute * 60_000) })),
  );

test('each person and day is one line with all that they did, newest day first', () => {
  fc.assert(
    fc.property(rows, (list) => {
      let rest = list;
      const seen: string[] = [];
      for (let pages = 0; rest.length > 0; pages++) {
        const { looks, older } = toLooks({ rows: rest, older: undefined });
        expect(looks.map(({ at }) => at.toISOString().slice(0, 10))).toEqual(
          looks
            .map(({ at }) => at.toISOString().slice(0, 10))
            .toSorted()
            .toReversed(),
        );
        expect(new Set(looks.map(({ at, actorId }) => `${at.toISOString().slice(0, 10)} ${actorId}`)).size).toBe(looks.length);
        for (const { at, actorId, read, changed } of looks) {
          seen.push(...read.map((what) => `${at.toISOString().slice(0, 10)} ${actorId} read ${what}`));
          seen.push(...changed.map((what) => `${at.toISOString().slice(0, 10)} ${actorId} change ${what}`));
        }
        // The next page has what is before the day that this one names.
        rest = older === undefined ? [] : rest.filter(({ day }) => day < older);
        expect(pages).toBeLessThan(30);
      }
      expect(seen.toSorted()).toEqual(list.map(({ day, actorId, act, what }) => `${day} ${actorId} ${act} ${what}`).toSorted());
    }),
  );
});

test('a page has 50 lines, or one day', () => {
  const many = Array.from({ length: 120 }, (_, index): LookedRow => {
    const day = index < 70 ? '2026-02-02' : '2026-02-01';
    return { day, actorId: String(index), name: 'x', relation: null, act: 'read', what: 'plan', at: new Date(`${day}T12:00:00Z`) };
  });
  expect(toLooks({ rows: many, older: undefined })).toMatchObject({ looks: { length: 70 }, older: '2026-02-02' });
  expect(toLooks({ rows: many.slice(70), older: '2026-01-05' })).toMatchObject({ looks: { length: 50 }, older: '2026-01-05' });
});

test('every kind that the database notes has words', () => {
  const migrations = globSync('src/database/migrations/*.sql')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const changes = [...migrations.matchAll(/note_change\('([^']+)'/g), ...migrations.matchAll(/'change', '([^']+)'/g)].map(([, what]) => what ?? '');
  expect(changes.length).toBeGreaterThan(10);
  for (const what of [...categories, ...changes]) if (what !== 'emergency') expect(en.looked.what, what).toHaveProperty([what]);
});

test('only a day is a day', () => {
  expect(readDay('2026-02-28')).toBe('2026-02-28');
  for (const given of [null, '', '2026-02-30', '0000-01-01', '2026-2-3', '2026-02-28x', "2026-02-28' or 1=1", '+275760-09-13'])
    expect(readDay(given), String(given)).toBeUndefined();
});
