import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { translator } from '#language/translate.ts';
import { ageOn, hoursInWords, type WorkingDay } from '#people/person.ts';

const t = translator('en');
const works = (weekday: number, startsAt = '09:00:00', endsAt = '17:00:00'): WorkingDay => ({ weekday, startsAt, endsAt });
const later = (date: Date, days: number) => new Date(date.getTime() + days * 86_400_000).toISOString().slice(0, 10);
const hours = (...days: WorkingDay[]) => hoursInWords(days, 'en', t);

test('a key worker with the same hours all week has one line', () => {
  expect(hours(works(1), works(2), works(3), works(4), works(5))).toEqual(['Monday to Friday, 9am to 5pm']);
});

test('a key worker with one odd day has a line for it', () => {
  expect(hours(works(1), works(2), works(3, '12:00:00', '20:30:00'), works(4), works(5))).toEqual([
    'Monday to Tuesday, 9am to 5pm',
    'Wednesday, 12pm to 8:30pm',
    'Thursday to Friday, 9am to 5pm',
  ]);
});

test('a key worker who begins or ends at another time on one day has a line for it', () => {
  expect(hours(works(1), works(2, '09:15:00'))).toEqual(['Monday, 9am to 5pm', 'Tuesday, 9:15am to 5pm']);
  expect(hours(works(1), works(2, '09:00:00', '13:00:00'))).toEqual(['Monday, 9am to 5pm', 'Tuesday, 9am to 1pm']);
});

test('a day off ends a run', () => {
  expect(hours(works(1), works(2), works(4))).toEqual(['Monday to Tuesday, 9am to 5pm', 'Thursday, 9am to 5pm']);
});

test('days may come in any order, and are left as they came', () => {
  const days = [works(3), works(1), works(2)];
  expect(hoursInWords(days, 'en', t)).toEqual(['Monday to Wednesday, 9am to 5pm']);
  expect(days.map(({ weekday }) => weekday)).toEqual([3, 1, 2]);
});

test('Sunday and Monday are the two ends of a week', () => {
  expect(hours(works(7), works(1))).toEqual(['Monday, 9am to 5pm', 'Sunday, 9am to 5pm']);
});

test('a key worker without hours has no lines', () => {
  expect(hours()).toEqual([]);
});

test.each([
  ['the day before a birthday', '2010-05-04', '2026-05-03', 15],
  ['a birthday', '2010-05-04', '2026-05-04', 16],
  ['the day of birth', '2026-05-04', '2026-05-04', 0],
  ['the month before, on a later day', '2010-05-04', '2026-04-30', 15],
  ['28 February, born on 29 February', '2008-02-29', '2026-02-28', 17],
  ['1 March, born on 29 February', '2008-02-29', '2026-03-01', 18],
  ['29 February of a leap year, born on one', '2008-02-29', '2028-02-29', 20],
  ['28 February of a leap year, born on 29 February', '2008-02-29', '2028-02-28', 19],
])('someone has the right age on %s', (_, bornOn, day, age) => {
  expect(ageOn(bornOn, day)).toBe(age);
});

test('someone grows older by one at each birthday, and on no other day of the year', () => {
  const birth = fc.date({ min: new Date('1990-01-01T00:00Z'), max: new Date('2025-12-31T00:00Z'), noInvalidDate: true });
  fc.assert(
    fc.property(birth, fc.integer({ min: 1, max: 30 }), (date, years) => {
      const bornOn = date.toISOString().slice(0, 10);
      // JavaScript, like the law, takes 29 February for 1 March in other years.
      const birthday = new Date(Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate()));
      expect(ageOn(bornOn, later(birthday, 0))).toBe(years);
      expect(ageOn(bornOn, later(birthday, -1))).toBe(years - 1);
      expect(ageOn(bornOn, later(birthday, 364))).toBe(years);
    }),
  );
});
