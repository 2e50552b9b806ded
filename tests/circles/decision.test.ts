import { expect, test } from 'vitest';
import en from '#content/words/en.json' with { type: 'json' };
import { stateOf, type Decision } from '#circles/decision.ts';

const made: Decision = {
  id: 'd',
  kind: 'capacity',
  reasons: 'x',
  lookAgainOn: '2026-12-01',
  madeBy: 'tom',
  madeByName: 'Tom Okafor',
  madeAt: new Date('2026-11-01'),
  confirmedByName: null,
  endedAt: null,
};
const confirmed = { ...made, confirmedByName: 'Gwen Ashby' };
const gillick: Decision = { ...made, kind: 'gillick' };

test.each([
  ['that someone cannot decide waits for a second member of staff', made, '2026-11-02', 'waiting'],
  ['once confirmed it holds, on its last day too', confirmed, '2026-12-01', 'holds'],
  ['the day after that it is over by itself', confirmed, '2026-12-02', 'day past'],
  ['one that nobody confirmed does not hold after its day either', made, '2026-12-02', 'waiting'],
  ['ended, it is over before its day', { ...confirmed, endedAt: new Date('2026-11-20') }, '2026-11-22', 'ended'],
  ['that someone under 16 can decide holds at once', gillick, '2026-11-02', 'holds'],
  ['and does not end on its day', gillick, '2027-12-02', 'holds'],
  ['until people end it', { ...gillick, endedAt: new Date('2026-11-20') }, '2026-11-22', 'ended'],
])('a decision %s', (_, decision, today, state) => {
  expect(stateOf(decision, today)).toBe(state);
  expect(Object.keys(en.circle.decisionIs)).toContain(state);
});
