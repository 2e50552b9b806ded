import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { howToTell, isSafeAt, mobileInWords, NewAddress, NewChoices, NewMobile, placeInHour, whenToSend, type SafeTimes } from '#notices/choice.ts';
import { nextCheck } from '#notices/delivery.ts';
import { clockOf } from '#language/dates.ts';

const id = '5f0c1c52-7b5e-4c0e-9a53-0d3a2a1f6f10';
const at = (moment: string) => new Date(moment);
const minute = 60_000;
const day = { from: '09:00', until: '18:00' };
const night = { from: '20:00', until: '07:30' };

describe('safe times, by the clock in London', () => {
  test.each([
    ['2026-01-15T12:00:00Z', day, '2026-01-15T12:00:00Z', 'in the middle of it: now'],
    ['2026-01-15T08:59:59Z', day, '2026-01-15T09:00:00Z', 'a second before it: at its start'],
    ['2026-01-15T18:00:00Z', day, '2026-01-16T09:00:00Z', 'its end is over: the next day'],
    ['2026-07-15T07:59:00Z', day, '2026-07-15T08:00:00Z', 'in summer 9am comes an hour earlier'],
    ['2026-03-28T19:00:00Z', day, '2026-03-29T08:00:00Z', 'over the night in which the clocks go forward'],
    ['2026-10-24T18:00:00Z', day, '2026-10-25T09:00:00Z', 'over the night in which they go back'],
    ['2026-01-15T23:00:00Z', night, '2026-01-15T23:00:00Z', 'a safe night holds over midnight'],
    ['2026-01-15T07:30:00Z', night, '2026-01-15T20:00:00Z', 'and ends in the morning'],
    ['2026-03-28T23:00:00Z', { from: '01:00', until: '01:30' }, '2026-03-30T00:00:00Z', 'a time that the clocks leave out is the next day'],
  ])('%s, %j: %s, since %s', (now, times, expected) => {
    expect(whenToSend(at(now), times)).toEqual(at(expected));
  });

  test('nobody is told outside them, ever, nor later than they have to be', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    // A year with both days on which the clocks change, and their nights more often.
    const hours = fc.oneof(fc.integer({ min: 0, max: 365 * 24 }), fc.integer({ min: 86 * 24, max: 89 * 24 }), fc.integer({ min: 296 * 24, max: 299 * 24 }));
    const moment = fc.tuple(hours, fc.integer({ min: 0, max: 3599 })).map(([hour, second]) => new Date(Date.UTC(2026, 0, 1, hour, 0, second)));
    fc.assert(
      fc.property(moment, time, time, (now, from, until) => {
        if (from === until) return;
        const times = { from, until };
        const told = whenToSend(now, times);
        expect(isSafeAt(told, times)).toBe(true);
        expect(told.getTime()).toBeGreaterThanOrEqual(now.getTime());
        // No start of the safe time lies between, but one that the clocks left out.
        for (let each = Math.ceil(now.getTime() / minute) * minute; each < told.getTime(); each += minute) expect(clockOf(new Date(each))).not.toBe(from);
      }),
      { numRuns: 60 },
    );
  });

  test('without any, it is always now', () => {
    expect(whenToSend(at('2026-01-15T03:00:00Z'), undefined)).toEqual(at('2026-01-15T03:00:00Z'));
  });
});

describe('many notices in an hour', () => {
  const from = at('2026-01-15T12:00:00Z');
  const later = (minutes: number) => new Date(from.getTime() + minutes * minute);

  test('the first 3 go at once, those after them wait for the end of the hour, and then a new hour begins', () => {
    expect(placeInHour(undefined, 'message', from)).toEqual({ hourFrom: from, waits: false, tellAt: from });
    expect(placeInHour({ from, count: 2 }, 'message', later(10))).toEqual({ hourFrom: from, waits: false, tellAt: later(10) });
    expect(placeInHour({ from, count: 3 }, 'message', later(20))).toEqual({ hourFrom: from, waits: true, tellAt: later(60) });
    expect(placeInHour({ from, count: 9 }, 'message', later(60))).toEqual({ hourFrom: later(60), waits: false, tellAt: later(60) });
  });

  test('what someone has to look at today waits for nothing', () => {
    expect(placeInHour({ from, count: 9 }, 'raised', later(20))).toEqual({ hourFrom: from, waits: false, tellAt: later(20) });
  });

  const due = (count: number, waits = false) => Array.from({ length: count }, (_, index) => ({ id: `${index}`, kind: 'message', waits }));

  test('3 are told one by one, 4 as one, as after a night; those that waited always as one', () => {
    expect(howToTell([])).toEqual([]);
    expect(howToTell(due(3))).toEqual(['0', '1', '2'].map((each) => ({ ids: [each], says: 'message' })));
    expect(howToTell(due(4))).toEqual([{ ids: ['0', '1', '2', '3'], says: 'many' }]);
    expect(howToTell(due(2, true))).toEqual([{ ids: ['0', '1'], says: 'many' }]);
  });

  test('what is urgent is told by itself', () => {
    expect(howToTell([...due(4), { id: 'x', kind: 'raised', waits: false }])).toEqual([
      { ids: ['x'], says: 'raised' },
      { ids: ['0', '1', '2', '3'], says: 'many' },
    ]);
  });

  test('each notice is told exactly once', () => {
    const notice = fc.record({ id: fc.uuid(), kind: fc.constantFrom('message', 'raised', 'review new'), waits: fc.boolean() });
    fc.assert(
      fc.property(fc.uniqueArray(notice, { selector: (each) => each.id, maxLength: 12 }), (all) => {
        expect(
          howToTell(all)
            .flatMap(({ ids }) => ids)
            .toSorted(),
        ).toEqual(all.map((each) => each.id).toSorted());
      }),
      { numRuns: 100 },
    );
  });
});

describe('what someone chooses', () => {
  const choose = (form: object) => NewChoices.safeParse({ when: 'any', ...form });
  const wrong = (form: object) => choose(form).error?.issues.map(({ path, message }) => [...path, message].join(' '));

  test('no way at all is a choice', () => {
    expect(choose({}).data).toEqual({ email: false, text: false, push: false, times: undefined });
  });

  test('times are read as people write them', () => {
    const times: SafeTimes | undefined = choose({ email: 'on', when: 'between', from: '9am', until: '5.30 pm' }).data?.times;
    expect(times).toEqual({ from: '09:00', until: '17:30' });
  });

  test('times that are none, or the same, are said where they are', () => {
    expect(wrong({ when: 'between', from: 'dawn', until: '' })).toEqual(['from timeWrong', 'until timeWrong']);
    expect(wrong({ when: 'between', from: '9am', until: '09:00' })).toEqual(['until timesSame']);
    expect(wrong({ when: 'any', from: '9am' })).toEqual(['when timesUnused']);
    expect(wrong({ when: 'never' })).toEqual(['when chooseOne']);
  });
});

describe('a place', () => {
  test.each(['07700 900123', '+44 7700 900123', '0044 7700-900-123', '+44 (0)7700 900123', '۰۷۷۰۰ ۹۰۰۱۲۳'])('%s is a mobile number', (mobile) => {
    expect(NewMobile.safeParse({ id, mobile }).data?.mobile).toBe('+447700900123');
  });

  test.each(['', '01632 960123', '070 1234 5678', '07600 123456', '+1 202 555 0123', '07700 90012', 'mine'])('"%s" is none', (mobile) => {
    expect(NewMobile.safeParse({ id, mobile }).error?.issues[0]?.message).toBe('mobileWrong');
  });

  test('a number stands as people here write it, and an address in small letters', () => {
    expect(mobileInWords('+447700900123')).toBe('07700 900123');
    expect(NewAddress.safeParse({ id, address: 'Safe.Place@Example.org' }).data?.address).toBe('safe.place@example.org');
    expect(NewAddress.safeParse({ id, address: 'safe' }).error?.issues[0]?.message).toBe('emailWrong');
  });
});

test('a provider is asked what came of a notice until its last try is over', () => {
  expect([0, 1, 2, 3].map(nextCheck)).toEqual([5, 60, 1440, 4380]);
  expect(nextCheck(4)).toBeUndefined();
});
