import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bankHolidays, daysAfter, workingDaysAfter } from '#people/working-day.ts';

describe('working days in England', () => {
  // Written by hand from gov.uk/bank-holidays, not worked out.
  test.each([
    [2025, ['01-01', '04-18', '04-21', '05-05', '05-26', '08-25', '12-25', '12-26']],
    [2026, ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28']],
    [2027, ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28']],
    [2028, ['01-03', '04-14', '04-17', '05-01', '05-29', '08-28', '12-25', '12-26']],
  ])('the bank holidays of %i are those of gov.uk', (year, days) => {
    expect(bankHolidays(year)).toEqual(days.map((day) => `${year}-${day}`));
  });

  test.each([
    ['a Monday', '2026-06-01', 5, '2026-06-08'],
    ['a Friday', '2026-06-05', 1, '2026-06-08'],
    ['a Saturday', '2026-06-06', 5, '2026-06-12'],
    ['a Sunday', '2026-06-07', 5, '2026-06-12'],
    ['the day before Christmas Eve, when Boxing Day is a Saturday', '2026-12-23', 5, '2027-01-04'],
    ['Christmas Eve before a weekend', '2027-12-24', 2, '2027-12-30'],
    ['the Thursday before Easter', '2026-04-02', 5, '2026-04-13'],
    ['the day before summer time', '2026-03-28', 1, '2026-03-30'],
    ['the day before winter time', '2026-10-24', 1, '2026-10-26'],
    ['28 February of a leap year', '2028-02-28', 1, '2028-02-29'],
    ['29 February', '2028-02-29', 5, '2028-03-07'],
    ['a bank holiday itself', '2026-05-04', 1, '2026-05-05'],
  ])('counted from %s', (_, day, count, end) => {
    expect(workingDaysAfter(day, count)).toBe(end);
  });

  test('5 of them are always 5 to 14 days, which is what the database takes', () => {
    const days = fc.integer({ min: 0, max: 365 * 60 }).map((count) => daysAfter('2000-01-01', count));
    fc.assert(
      fc.property(days, (day) => {
        const end = workingDaysAfter(day, 5);
        expect(end >= daysAfter(day, 5) && end <= daysAfter(day, 14)).toBe(true);
        expect([0, 6]).not.toContain(new Date(end).getUTCDay());
        expect(bankHolidays(Number(end.slice(0, 4)))).not.toContain(end);
        expect(workingDaysAfter(workingDaysAfter(day, 2), 3)).toBe(end);
      }),
    );
  });
});
