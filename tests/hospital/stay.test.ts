import { describe, expect, test } from 'vitest';
import { Admission, countSteps, Discharge, phoneIn, stateOfVisit } from '#hospital/stay.ts';

const ids = { id: crypto.randomUUID(), youngPerson: crypto.randomUUID(), rating: crypto.randomUUID() };
const words = {
  hospital: '',
  ward: 'Ash ward',
  contactName: '',
  contactPhone: '',
  visiting: '',
  advocateName: '',
  advocatePhone: '',
  isDetained: 'unknown',
  admittedOn: '2028-02-29',
  leavesOn: '',
  aftercare: '',
};

test('a visit is to come on its own day, and late only on the day after', () => {
  expect(stateOfVisit({ dueOn: '2026-05-04', doneOn: null }, '2026-05-04')).toBe('to come');
  expect(stateOfVisit({ dueOn: '2026-05-04', doneOn: null }, '2026-05-05')).toBe('late');
  expect(stateOfVisit({ dueOn: '2026-05-04', doneOn: '2026-05-09' }, '2026-05-10')).toBe('done');
});

test('steps are counted as done by their moment', () => {
  expect(countSteps([])).toEqual({ done: 0, of: 0 });
  expect(countSteps([{ doneAt: new Date(0) }, { doneAt: null }])).toEqual({ done: 1, of: 2 });
});

test.each([
  ['01632 960200', '01632 960200'],
  ['+44 (0)1632 960200', '+44 (0)1632 960200'],
  ['Ask at the desk', undefined],
  ['', undefined],
  ['01632 960200 or 960201', undefined],
])('of "%s" a phone calls %s', (typed, number) => {
  expect(phoneIn(typed)).toBe(number);
});

describe('a form about a stay', () => {
  test('keeps apart that nobody knows yet from no', () => {
    const read = (isDetained: string) => Admission.parse({ ...ids, why: 'x', ...words, isDetained }).isDetained;
    expect([read('yes'), read('no'), read('unknown')]).toEqual([true, false, null]);
  });

  test('takes 29 February in a leap year and in no other, and no day of going home yet', () => {
    const admission = (admittedOn: string) => Admission.safeParse({ ...ids, why: 'x', ...words, admittedOn });
    expect(admission('2028-02-29').data?.leavesOn).toBeNull();
    expect(admission('2027-02-29').error?.issues[0]?.message).toBe('dayWrong');
    expect(admission('').error?.issues[0]?.message).toBe('dayWrong');
  });

  test('who goes home is not blue: blue is for those in hospital', () => {
    const home = (colour: string) => Discharge.safeParse({ ...ids, leftOn: '2026-05-04', colour, why: 'x' }).success;
    expect([home('blue'), home('red'), home('amber'), home('green')]).toEqual([false, true, true, true]);
  });
});
