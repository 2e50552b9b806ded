import { expect, test } from 'vitest';
import { lastWords, type Agreement } from '#plans/agreement.ts';

const said = (personId: string, agrees: boolean, minute: number, version = 'v1'): Agreement => ({
  version,
  personId,
  name: personId,
  isYoungPerson: personId === 'maya',
  agrees,
  saidAt: new Date(Date.UTC(2026, 4, 4, 9, minute)),
});

test('the last word of each person counts, the young person stands first, and what was said of another version does not count', () => {
  const all = [said('sam', true, 1), said('sam', false, 3), said('maya', false, 4), said('maya', true, 2, 'v0'), said('gran', true, 5)];
  expect(lastWords(all, 'v1').map(({ personId, agrees }) => [personId, agrees])).toEqual([
    ['maya', false],
    ['sam', false],
    ['gran', true],
  ]);
  expect(lastWords(all, 'v2')).toEqual([]);
});
