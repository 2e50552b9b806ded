import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOpen, openFirst, stepFields, stepsIn, type Goal, type GoalStep } from '#plans/goal.ts';

const goal = (doneOn: string | null, stoppedOn: string | null): Goal => ({
  id: 'x',
  goalId: 'x',
  words: 'I want to swim.',
  whoHelps: 'Sam',
  byDay: '2026-06-01',
  doneOn,
  stoppedOn,
  steps: [],
  language: 'en',
  writtenAt: new Date('2026-05-04'),
});

test('goals that people still work on come before those that are done or stopped, and each keeps its place', () => {
  const day = fc.constantFrom(null, null, '2026-05-01');
  fc.assert(
    fc.property(fc.array(fc.tuple(day, day)), (drawn) => {
      const goals = drawn.map(([doneOn, stoppedOn]) => goal(doneOn, stoppedOn));
      const sorted = openFirst(goals);
      expect(sorted.filter(isOpen)).toEqual(goals.filter(isOpen));
      expect(sorted).toHaveLength(goals.length);
      expect(sorted.slice(0, goals.filter(isOpen).length).every(isOpen)).toBe(true);
    }),
  );
});

test('a step that was done before keeps its day, one that is ticked now gets today, and one without its tick is open again', () => {
  const before: GoalStep[] = [
    { words: 'Find the club.', who: 'Sam', byDay: null, doneOn: '2026-04-01' },
    { words: 'Go there.', who: 'Maya', byDay: null, doneOn: null },
    { words: 'Stay.', who: 'Maya', byDay: null, doneOn: '2026-04-02' },
  ];
  const form = {
    [stepFields(0).words]: 'Find the club.',
    [stepFields(0).done]: 'on',
    [stepFields(1).words]: 'Go there.',
    [stepFields(1).who]: 'Maya',
    [stepFields(1).byDay]: '2026-06-01',
    [stepFields(1).done]: 'on',
    [stepFields(2).words]: 'Stay.',
    [stepFields(3).words]: '',
    [stepFields(3).who]: 'Nobody',
  };
  expect(stepsIn(form, before, '2026-05-04')).toEqual([
    { words: 'Find the club.', who: '', byDay: null, doneOn: '2026-04-01' },
    { words: 'Go there.', who: 'Maya', byDay: '2026-06-01', doneOn: '2026-05-04' },
    { words: 'Stay.', who: '', byDay: null, doneOn: null },
  ]);
});
