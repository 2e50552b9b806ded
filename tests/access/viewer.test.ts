import { expect, test } from 'vitest';
import { chooseYoungPerson, isOwnPage, type Place, type Viewer } from '#access/viewer.ts';

const maya: Place = { id: 'maya', name: 'Maya Hartley', knownAs: 'Maya', relation: 'parent or carer', sees: [] };
const leo: Place = { ...maya, id: 'leo', name: 'Leo Hartley', knownAs: 'Leo' };
const sam = { token: 't', id: 'sam', name: 'Sam Hartley', knownAs: 'Sam', language: 'en', job: null, secondsLeft: 1200, isFresh: false } as const;
const viewer = (...youngPeople: Place[]): Viewer => ({ ...sam, youngPeople });

test('a carer of two has to choose', () => {
  expect(chooseYoungPerson(viewer(maya, leo), null)).toBeUndefined();
});

test('a carer of two sees the one whom they chose', () => {
  expect(chooseYoungPerson(viewer(maya, leo), 'leo')).toBe(leo);
  expect(chooseYoungPerson(viewer(maya, leo), 'maya')).toBe(maya);
});

test('a carer of one need not choose', () => {
  expect(chooseYoungPerson(viewer(maya), null)).toBe(maya);
});

test("a carer who names someone else's child sees nobody, not their own child", () => {
  expect(chooseYoungPerson(viewer(maya), 'leo')).toBeUndefined();
  expect(chooseYoungPerson(viewer(maya, leo), 'anna')).toBeUndefined();
  expect(chooseYoungPerson(viewer(maya), '')).toBeUndefined();
});

test('someone with no young person sees nobody', () => {
  expect(chooseYoungPerson(viewer(), null)).toBeUndefined();
  expect(chooseYoungPerson(viewer(), 'maya')).toBeUndefined();
});

test('only the young person themself is on their own page', () => {
  expect(isOwnPage({ ...maya, relation: 'young person' })).toBe(true);
  for (const relation of ['parent or carer', 'other family', 'advocate', 'key worker'] as const) expect(isOwnPage({ ...maya, relation })).toBe(false);
});
