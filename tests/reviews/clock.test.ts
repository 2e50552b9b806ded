import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kindOn, reviewsDue, stepsOf, whereNow, type Circumstances, type Known } from '#reviews/clock.ts';
import { daysAfter } from '#people/working-day.ts';

describe('which review someone has', () => {
  test.each([
    ['2008-05-04', false, '2026-05-03', 'cetr', 'under18'],
    ['2008-05-04', false, '2026-05-04', 'ctr', 'adult'],
    ['2008-05-04', true, '2026-05-04', 'cetr', 'withPlan'],
    ['2010-05-04', false, '2026-05-04', 'cetr', 'under18'],
    // Born on 29 February: an adult from 1 March.
    ['2008-02-29', false, '2026-02-28', 'cetr', 'under18'],
    ['2008-02-29', false, '2026-03-01', 'ctr', 'adult'],
  ])('born on %s (plan: %s), on %s', (bornOn, hasPlan, day, kind, rule) => {
    expect(kindOn({ bornOn, hasPlan }, day)).toMatchObject({ kind, rule: { name: rule, sure: true } });
  });
});

describe('when a review is due', () => {
  const child = { bornOn: '2012-01-01', hasPlan: false };
  const adult = { bornOn: '2000-01-01', hasPlan: false };
  const table: [string, Circumstances, string, [string, string, string][]][] = [
    ['at home', child, '2026-05-04', []],
    ['a child in hospital, before any', { ...child, admittedOn: '2026-03-20' }, '2026-03-20', [['first review', '2026-04-03', 'law']]],
    ['an adult in hospital, before any', { ...adult, admittedOn: '2026-03-20' }, '2026-03-21', [['first review', '2026-04-17', 'law']]],
    [
      'an adult with a plan in hospital, over the end of the year',
      { ...adult, hasPlan: true, admittedOn: '2026-12-25' },
      '2026-12-26',
      [['first review', '2027-01-08', 'law']],
    ],
    ['who goes in on the day before 18', { ...child, bornOn: '2008-05-05', admittedOn: '2026-05-04' }, '2026-05-04', [['first review', '2026-05-18', 'law']]],
    ['who goes in on the day they are 18', { ...child, bornOn: '2008-05-05', admittedOn: '2026-05-05' }, '2026-05-05', [['first review', '2026-06-02', 'law']]],
    [
      'a child after one on 30 November',
      { ...child, admittedOn: '2026-11-01', lastReviewOn: '2026-11-30' },
      '2026-12-01',
      [
        ['next review', '2027-02-28', 'policy'],
        ['next review', '2027-11-30', 'law'],
      ],
    ],
    [
      'an adult after one on 29 February',
      { ...adult, admittedOn: '2028-02-01', lastReviewOn: '2028-02-29' },
      '2028-03-01',
      [['next review', '2029-02-28', 'law']],
    ],
    [
      'whose last review was in an earlier stay',
      { ...child, admittedOn: '2026-05-01', lastReviewOn: '2026-04-30' },
      '2026-05-04',
      [['first review', '2026-05-15', 'law']],
    ],
    ['the day before leaving', { ...child, admittedOn: '2026-05-01', dischargedOn: '2026-05-05' }, '2026-05-04', [['first review', '2026-05-15', 'law']]],
    ['the day of leaving', { ...child, admittedOn: '2026-05-01', dischargedOn: '2026-05-04' }, '2026-05-04', []],
    ['who goes in tomorrow', { ...child, admittedOn: '2026-05-05' }, '2026-05-04', []],
  ];
  test.each(table)('%s', (_, who, today, due) => {
    expect(reviewsDue(who, today).map(({ what, day, rule }) => [what, day, rule.standing])).toEqual(due);
  });

  test('no day in hospital is sure: the law is changing, and policy has changed', () => {
    for (const [, who, today] of table) for (const { rule } of reviewsDue(who, today)) expect(rule.sure).toBe(false);
  });
});

describe('the time line', () => {
  const known: Known = {
    kind: 'cetr',
    startsAt: new Date('2026-10-20T23:30:00Z'),
    isPast: false,
    reportReceivedOn: null,
    invited: 3,
    hasViews: false,
    recommendations: [],
  };
  const line = (given: Partial<Known>, today: string) => stepsOf({ ...known, ...given }, today).map(({ name, state }) => `${name}: ${state}`);

  test('before the day it says where people are, and what comes next', () => {
    expect(line({}, '2026-10-01')).toEqual([
      'invited: done',
      'views: now',
      'papers: later',
      'meeting: later',
      'recommendations: later',
      'report: later',
      'checks: later',
    ]);
    const { now, next } = whereNow(stepsOf(known, '2026-10-01'));
    expect([now?.name, next?.name]).toEqual(['views', 'papers']);
  });

  test('the day is the day in London, also after midnight in summer, and the report comes about 2 weeks later', () => {
    const steps = stepsOf(known, '2026-10-01');
    expect(steps.find(({ name }) => name === 'meeting')?.day).toBe('2026-10-21');
    // The clocks change in between.
    expect(steps.find(({ name }) => name === 'report')).toMatchObject({ day: '2026-11-04', isAbout: true, rule: { source: 'cetr-report' } });
  });

  test('who may not know of the views sees no such step', () => {
    expect(line({ hasViews: undefined }, '2026-10-01')).not.toContainEqual(expect.stringContaining('views'));
  });

  test('the report is late on the day after it was due, and done when it came', () => {
    const past = { isPast: true, recommendations: [{ doneAt: null, byDay: '2026-12-01' }] };
    expect(line(past, '2026-11-04')).toContain('report: now');
    expect(line(past, '2026-11-05')).toContain('report: late');
    expect(line({ ...past, reportReceivedOn: '2026-11-06' }, '2026-11-10')).toEqual(expect.arrayContaining(['report: done', 'checks: now']));
    expect(line({ ...past, reportReceivedOn: '2026-11-06' }, '2026-12-02')).toContain('checks: late');
  });

  test('when all is done nothing comes next', () => {
    const done = { isPast: true, reportReceivedOn: '2026-11-01', recommendations: [{ doneAt: new Date(), byDay: '2026-10-01' }] };
    expect(whereNow(stepsOf({ ...known, ...done }, '2026-12-01'))).toEqual({ now: undefined, next: undefined });
  });

  test('a plan review has no panel, so no papers and no report', () => {
    expect(line({ kind: 'plan review' }, '2026-10-01').map((each) => each.split(':')[0])).toEqual(['invited', 'views', 'meeting', 'recommendations', 'checks']);
  });

  test('at any day, exactly one step is where people are or is late, until all is done', () => {
    const days = fc.integer({ min: -60, max: 90 }).map((count) => daysAfter('2026-10-21', count));
    fc.assert(
      fc.property(days, fc.boolean(), fc.nat(2), (today, hasReport, count) => {
        const isPast = today > '2026-10-21';
        const recommendations = Array.from({ length: count }, (_, n) => ({ doneAt: n ? new Date() : null, byDay: n ? null : '2026-11-10' }));
        const steps = stepsOf({ ...known, isPast, recommendations, reportReceivedOn: hasReport && isPast ? today : null }, today);
        const { now } = whereNow(steps);
        expect(now).toBeDefined();
        expect(steps.filter(({ state }) => state === 'now').length).toBeLessThanOrEqual(1);
        expect(['now', 'late']).toContain(now?.state);
      }),
    );
  });
});
