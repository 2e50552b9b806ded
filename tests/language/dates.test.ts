import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockInWords, clockOf, dayInWords, dayOf, daysBetween, momentOf, nearDayInWords, soonInWords, timeInWords, weekdayInWords } from '#language/dates.ts';
import { translator } from '#language/translate.ts';

const t = translator('en');
const soon = (now: string, when: string) => soonInWords(new Date(when), new Date(now), t);

/** A moment of 2026 as the clocks of England show it, reckoned by hand: an hour on between the two changes. */
function englishClock(moment: Date): Date {
  const isSummer = moment >= new Date('2026-03-29T01:00Z') && moment < new Date('2026-10-25T01:00Z');
  return new Date(moment.getTime() + (isSummer ? 3_600_000 : 0));
}

const momentsOf2026 = fc.date({ min: new Date('2026-01-01T00:00Z'), max: new Date('2026-12-31T23:59Z'), noInvalidDate: true });
const days = fc
  .date({ min: new Date('2000-01-01T00:00Z'), max: new Date('2099-12-31T00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('the day in England', () => {
  test.each([
    ['just before midnight in summer', '2026-07-01T22:59:59Z', '2026-07-01'],
    ['just after midnight in summer', '2026-07-01T23:00:00Z', '2026-07-02'],
    ['just before midnight in winter', '2026-01-01T23:59:59Z', '2026-01-01'],
    ['the last hour before the clocks go on', '2026-03-28T23:30:00Z', '2026-03-28'],
    ['the last minute of the short day', '2026-03-29T22:59:59Z', '2026-03-29'],
    ['the first minute of the long day', '2026-10-24T23:00:00Z', '2026-10-25'],
    ['the last minute of the long day', '2026-10-25T23:59:59Z', '2026-10-25'],
    ['a leap day', '2028-02-29T12:00:00Z', '2028-02-29'],
  ])('is right for %s', (_, moment, day) => {
    expect(dayOf(new Date(moment))).toBe(day);
  });

  test('is what the clocks of England say at every moment of 2026', () => {
    fc.assert(
      fc.property(momentsOf2026, (moment) => {
        expect(dayOf(moment)).toBe(englishClock(moment).toISOString().slice(0, 10));
      }),
    );
  });

  test('and its clock give the moment back; of an hour that comes twice, the second', () => {
    fc.assert(
      fc.property(momentsOf2026, (moment) => {
        const comesAgain = moment >= new Date('2026-10-25T00:00Z') && moment < new Date('2026-10-25T01:00Z');
        const minute = Math.floor(moment.getTime() / 60_000) * 60_000 + (comesAgain ? 3_600_000 : 0);
        expect(momentOf(dayOf(moment), clockOf(moment))).toEqual(new Date(minute));
      }),
      { examples: [[new Date('2026-10-25T00:30Z')], [new Date('2026-10-25T01:30Z')], [new Date('2026-03-29T01:00Z')], [new Date('2026-03-29T00:59Z')]] },
    );
  });
});

test('a day is said in full, without a comma', () => {
  expect(dayInWords('2026-05-04', 'en')).toBe('Monday 4 May 2026');
  expect(dayInWords('2028-02-29', 'en')).toBe('Tuesday 29 February 2028');
  expect(dayInWords('2026-03-29', 'en')).toBe('Sunday 29 March 2026');
});

test('a moment after midnight in summer is said with the new day', () => {
  expect(dayInWords(new Date('2026-05-03T23:05Z'), 'en')).toBe('Monday 4 May 2026');
});

test('a day and any moment of it are said alike', () => {
  fc.assert(
    fc.property(momentsOf2026, (moment) => {
      expect(dayInWords(moment, 'en')).toBe(dayInWords(dayOf(moment), 'en'));
    }),
  );
});

test.each(['en', 'cy', 'pl'])('a day that is near is said without its year, in %s', (language) => {
  fc.assert(
    fc.property(momentsOf2026, (moment) => {
      expect(`${nearDayInWords(moment, language)} 2026`).toBe(dayInWords(moment, language));
    }),
  );
});

test.each([
  [0, 0, '12am'],
  [0, 5, '12:05am'],
  [9, 0, '9am'],
  [11, 59, '11:59am'],
  [12, 0, '12pm'],
  [12, 30, '12:30pm'],
  [14, 30, '2:30pm'],
  [23, 59, '11:59pm'],
])('a clock at %i hours and %i minutes says %s', (hour, minute, words) => {
  expect(clockInWords(hour, minute, 'en')).toBe(words);
});

test('no two minutes of a day have the same words', () => {
  const words = Array.from({ length: 24 * 60 }, (_, minute) => clockInWords(Math.floor(minute / 60), minute % 60, 'en'));
  expect(new Set(words).size).toBe(24 * 60);
});

test('a time is said by the clocks of England, also on the days when they change', () => {
  expect(timeInWords(new Date('2026-03-29T00:59Z'), 'en')).toBe('12:59am');
  expect(timeInWords(new Date('2026-03-29T01:00Z'), 'en')).toBe('2am');
  expect(timeInWords(new Date('2026-07-01T23:00Z'), 'en')).toBe('12am');
  fc.assert(
    fc.property(momentsOf2026, (moment) => {
      const clock = englishClock(moment);
      expect(timeInWords(moment, 'en')).toBe(clockInWords(clock.getUTCHours(), clock.getUTCMinutes(), 'en'));
    }),
  );
});

test('days are counted over clock changes, leap days and new year, on and back', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  expect(daysBetween('2027-01-01', '2026-12-31')).toBe(-1);
});

test('the days to a third day by way of a second are the days straight there', () => {
  fc.assert(
    fc.property(days, days, days, (from, by, to) => {
      expect(daysBetween(from, by) + daysBetween(by, to)).toBe(daysBetween(from, to));
    }),
  );
});

describe('how soon', () => {
  test.each([
    ['a review later on the same day', '2026-05-04T08:00Z', '2026-05-04T22:59Z', 'today'],
    ['a review 2 minutes on, past midnight in summer', '2026-07-01T22:59Z', '2026-07-01T23:01Z', 'tomorrow'],
    ['a review an hour on, on the same summer day by the clocks of England only', '2026-07-01T23:30Z', '2026-07-02T00:30Z', 'today'],
    ['the last hour of the day when the clocks go on', '2026-03-28T12:00Z', '2026-03-29T22:59Z', 'tomorrow'],
    ['the hour after it', '2026-03-28T12:00Z', '2026-03-29T23:00Z', 'in 2 days'],
    ['the last hour of the day when the clocks go back', '2026-10-24T12:00Z', '2026-10-25T23:59Z', 'tomorrow'],
    ['the hour after that', '2026-10-24T12:00Z', '2026-10-26T00:00Z', 'in 2 days'],
    ['a week over the clock change', '2026-03-27T12:00Z', '2026-04-03T11:00Z', 'in 7 days'],
    ['a message of the evening before', '2026-07-01T23:01Z', '2026-07-01T22:59Z', 'yesterday'],
    ['a message of 3 days ago', '2026-10-27T00:30Z', '2026-10-24T22:30Z', '3 days ago'],
    ['the day after a leap day', '2028-02-28T12:00Z', '2028-03-01T12:00Z', 'in 2 days'],
  ])('%s', (_, now, when, words) => {
    expect(soon(now, when)).toBe(words);
  });

  test('does not change during a day: only the days count', () => {
    fc.assert(
      fc.property(momentsOf2026, momentsOf2026, (now, when) => {
        const [noon, otherNoon] = [now, when].map((moment) => new Date(`${dayOf(moment)}T12:00Z`)) as [Date, Date];
        expect(soonInWords(when, now, t)).toBe(soonInWords(otherNoon, noon, t));
      }),
    );
  });
});

test('a week begins on Monday', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map((weekday) => weekdayInWords(weekday, 'en'))).toEqual([
    'Monday',
    'Tuesday',
    'Wednesday',
    'Thursday',
    'Friday',
    'Saturday',
    'Sunday',
  ]);
});

test('Polish counts the hours to 24', () => {
  expect([clockInWords(9, 0, 'pl'), clockInWords(14, 30, 'pl'), clockInWords(0, 5, 'pl')]).toEqual(['9:00', '14:30', '0:05']);
  expect(timeInWords(new Date('2026-07-01T13:30Z'), 'pl')).toBe('14:30');
});
