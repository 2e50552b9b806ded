import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, momentOf } from '#language/dates.ts';
import { answerBy } from '#messages/promise.ts';
import { bankHolidays, daysAfter, weekdayOf } from '#people/working-day.ts';

const on = (weekdays: number[], endsAt = '17:00:00') => weekdays.map((weekday) => ({ weekday, startsAt: '09:00:00', endsAt }));
const allWeek = on([1, 2, 3, 4, 5]);
const partTime = [...on([2]), ...on([4], '13:30:00')];
const leave = (firstDay: string, lastDay: string) => ({ firstDay, lastDay });

describe('the day by which a family has an answer', () => {
  // Worked out by hand, with a calendar. Moments are in UTC.
  test.each([
    ['a Monday morning: by the end of Tuesday', '2026-11-23T09:00Z', allWeek, [], '2026-11-24T17:00Z'],
    ['a Friday evening: by the end of Monday', '2026-11-20T19:30Z', allWeek, [], '2026-11-23T17:00Z'],
    ['a Sunday', '2026-11-22T12:00Z', allWeek, [], '2026-11-23T17:00Z'],
    ['summer: the hours are by the clock in London', '2026-07-06T09:00Z', allWeek, [], '2026-07-07T16:00Z'],
    ['1 minute before midnight in London, in summer', '2026-07-06T22:59Z', allWeek, [], '2026-07-07T16:00Z'],
    ['midnight in London, while it is still the day before in UTC', '2026-07-06T23:00Z', allWeek, [], '2026-07-08T16:00Z'],
    ['Christmas Eve, when Boxing Day is a Saturday', '2026-12-24T10:00Z', allWeek, [], '2026-12-29T17:00Z'],
    ['Maundy Thursday', '2026-04-02T10:00Z', allWeek, [], '2026-04-07T16:00Z'],
    ['the Friday before the clocks go forward', '2026-03-27T10:00Z', allWeek, [], '2026-03-30T16:00Z'],
    ['the Friday before the clocks go back', '2026-10-23T10:00Z', allWeek, [], '2026-10-26T17:00Z'],
    ['someone who works on Tuesdays and Thursday mornings', '2026-11-24T08:00Z', partTime, [], '2026-11-26T13:30Z'],
    ['the same, when Thursday is Christmas', '2025-12-23T08:00Z', partTime, [], '2025-12-30T17:00Z'],
    ['someone who works on Saturdays', '2026-11-20T19:30Z', on([6], '12:00:00'), [], '2026-11-21T12:00Z'],
    ['the day the clocks go back, worked at night', '2026-10-24T12:00Z', on([7], '23:30:00'), [], '2026-10-25T23:30Z'],
    ['leave that starts tomorrow', '2026-11-23T09:00Z', allWeek, [leave('2026-11-24', '2026-11-27')], '2026-11-30T17:00Z'],
    ['leave that ends today', '2026-11-23T09:00Z', allWeek, [leave('2026-11-16', '2026-11-23')], '2026-11-24T17:00Z'],
    [
      'leave of a day between 2 others',
      '2026-11-23T09:00Z',
      allWeek,
      [leave('2026-11-25', '2026-11-25'), leave('2026-11-24', '2026-11-24')],
      '2026-11-26T17:00Z',
    ],
  ])('%s', (_, sentAt, hours, away, by) => {
    expect(answerBy(new Date(sentAt), { hours, away })).toEqual(new Date(by));
  });

  test('nobody promises an answer who has no hours, or is away for more than 60 days', () => {
    const sentAt = new Date('2026-11-23T09:00Z');
    expect(answerBy(sentAt, { hours: [], away: [] })).toBeUndefined();
    expect(answerBy(sentAt, { hours: allWeek, away: [leave('2026-11-24', '2027-01-31')] })).toBeUndefined();
    expect(answerBy(sentAt, { hours: allWeek, away: [leave('2026-11-24', '2027-01-20')] })).toEqual(new Date('2027-01-21T17:00Z'));
  });

  const days = fc.integer({ min: 0, max: 365 * 20 }).map((count) => daysAfter('2020-01-01', count));
  const moments = fc.tuple(days, fc.integer({ min: 0, max: 24 * 60 - 1 })).map(([day, minute]) => new Date(Date.parse(`${day}T00:00Z`) + minute * 60_000));
  const weeks = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((weekdays) => on(weekdays));
  const aways = fc.array(fc.tuple(days, fc.integer({ min: 0, max: 30 })).map(([day, count]) => leave(day, daysAfter(day, count))));

  test('is always a day on which they work, after the day of sending, and no such day is passed over', () => {
    fc.assert(
      fc.property(moments, weeks, aways, (sentAt, hours, away) => {
        const works = (day: string) =>
          hours.some(({ weekday }) => weekday === weekdayOf(day)) &&
          !bankHolidays(Number(day.slice(0, 4))).includes(day) &&
          !away.some(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
        const by = answerBy(sentAt, { hours, away });
        const until = by ? dayOf(by) : daysAfter(dayOf(sentAt), 61);
        for (let day = daysAfter(dayOf(sentAt), 1); day < until; day = daysAfter(day, 1)) expect(works(day)).toBe(false);
        if (!by) return;
        expect(until > dayOf(sentAt) && works(until)).toBe(true);
        expect(by).toEqual(momentOf(until, '17:00'));
      }),
    );
  });

  test('never comes sooner for what is sent later, nor for leave that is added', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 10_000 }), weeks, aways, (sentAt, minutes, hours, away) => {
        const time = (at: Date, leaves: typeof away) => answerBy(at, { hours, away: leaves })?.getTime() ?? Infinity;
        const by = answerBy(sentAt, { hours, away });
        if (by) expect(time(new Date(sentAt.getTime() + minutes * 60_000), away)).toBeGreaterThanOrEqual(by.getTime());
        expect(time(sentAt, away)).toBeGreaterThanOrEqual(time(sentAt, []));
      }),
    );
  });
});
