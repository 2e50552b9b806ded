import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortReviews, type Review } from '#reviews/review.ts';

const now = new Date('2026-05-04T12:00:00Z');
const review = (startsAt: Date, id = startsAt.toISOString()): Review => ({
  id,
  youngPersonId: 'maya',
  kind: 'cetr',
  startsAt,
  place: 'Home',
  purpose: '',
  link: null,
  minutes: 60,
  language: 'en',
  people: [],
  sequence: 0,
  calledOffAt: null,
  changedAt: startsAt,
  movedFrom: null,
  changeWords: null,
  changeLanguage: 'en',
  reportReceivedOn: null,
});
const at = (time: string) => review(new Date(time), time);
const ids = (reviews: Review[]) => reviews.map(({ id }) => id);

test('a family sees the next review first, and of those that have been the newest first', () => {
  const sorted = sortReviews([at('2026-06-01T09:00Z'), at('2025-01-01T09:00Z'), at('2026-05-05T09:00Z'), at('2026-04-01T09:00Z')], now);
  expect(ids(sorted.toCome)).toEqual(['2026-05-05T09:00Z', '2026-06-01T09:00Z']);
  expect(ids(sorted.past)).toEqual(['2026-04-01T09:00Z', '2025-01-01T09:00Z']);
});

test('a family that is late still finds where the review is, until 3 hours after it began', () => {
  const sorted = sortReviews([at('2026-05-04T09:00:00Z'), at('2026-05-04T08:59:59Z')], now);
  expect(ids(sorted.toCome)).toEqual(['2026-05-04T09:00:00Z']);
  expect(ids(sorted.past)).toEqual(['2026-05-04T08:59:59Z']);
});

test('a family without reviews has none to come and none past', () => {
  expect(sortReviews([], now)).toEqual({ toCome: [], past: [] });
});

test('no review is lost or comes twice, and the list given stays as it is', () => {
  const moments = fc.array(fc.date({ min: new Date('2026-05-01'), max: new Date('2026-05-08'), noInvalidDate: true }));
  fc.assert(
    fc.property(moments, (starts) => {
      const given = starts.map((startsAt, index) => review(startsAt, String(index)));
      const { toCome, past } = sortReviews(given, now);
      expect([...ids(toCome), ...ids(past)].toSorted()).toEqual(ids(given).toSorted());
      expect(given.map(({ startsAt }) => startsAt)).toEqual(starts);
      const times = [...past.toReversed(), ...toCome].map(({ startsAt }) => startsAt.getTime());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }),
  );
});
