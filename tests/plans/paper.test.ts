import { expect, test } from 'vitest';
import { categoriesOn, groupsOf, isOpening, otherSide, paperOf, papers, papersFor, paperSections, sectionsOn, shapeOf, slugOfPaper } from '#plans/paper.ts';
import { hardTimes, isHardTimes, type PlanSection, type PlanSectionName } from '#plans/plan.ts';

const written = (...names: PlanSectionName[]): PlanSection[] =>
  names.map((section) => ({ id: section, section, headline: `${section}.`, words: '', language: 'en', writtenAt: new Date(0) }));
const namesOf = (sections: PlanSection[]) => sections.map(({ section }) => section);

test('a carer who does not see hard times has a profile and a passport, and no card', () => {
  expect(papersFor(['plan', 'reviews'])).toEqual(['profile', 'passport']);
  expect(papersFor(['plan', 'hard times'])).toEqual(['profile', 'passport', 'hard times']);
  expect(papersFor(['hard times'])).toEqual(['hard times']);
  expect(papersFor(['messages'])).toEqual([]);
});

test('a paper opens only what stands on it', () => {
  expect(categoriesOn('profile')).toEqual(['plan']);
  expect(categoriesOn('passport')).toEqual(['plan', 'hard times']);
  expect(categoriesOn('hard times')).toEqual(['hard times']);
});

test('nothing of hard times stands on a profile, and nothing else on the card', () => {
  expect(paperSections.profile.some(isHardTimes)).toBe(false);
  expect(paperSections['hard times']).toEqual([...hardTimes]);
});

test('a paper has its own order, and leaves out what has no words', () => {
  const plan = written('how to support me', 'people like about me', 'my strengths', 'what helps');
  expect(namesOf(sectionsOn('profile', plan))).toEqual(['people like about me', 'how to support me']);
  expect(namesOf(sectionsOn('hard times', plan))).toEqual(['what helps']);
  expect(sectionsOn('profile', [])).toEqual([]);
});

test('on a passport hard times stand together at the end; on their own card they are all there is', () => {
  const plan = written('how I communicate', 'what helps');
  expect(groupsOf('passport', plan)).toEqual({ rest: [plan[0]], hard: [plan[1]] });
  expect(groupsOf('hard times', written('what helps')).hard).toEqual([]);
});

test('the other side of the card begins with what to do, where there is a side before it', () => {
  expect(otherSide(written('signs green', 'signs red', 'what helps', 'who to call'))).toBe('what helps');
  expect(otherSide(written('signs red', 'who to call'))).toBe('who to call');
  expect(otherSide(written('signs red'))).toBeUndefined();
  expect(otherSide(written('what helps', 'who to call'))).toBeUndefined();
  expect(otherSide(written('when things get hard', 'what helps'))).toBeUndefined();
});

test('each sign has a shape of its own, and nothing else has one', () => {
  expect(new Set(['signs green', 'signs amber', 'signs red'].map((sign) => shapeOf(sign as PlanSectionName))).size).toBe(3);
  expect(hardTimes.filter((section) => shapeOf(section))).toHaveLength(3);
});

test('only the first words about hard times need no heading', () => {
  expect(hardTimes.filter((section) => isOpening({ section }))).toEqual(['when things get hard']);
});

test('a paper is found by its word in an address, and a made-up word finds none', () => {
  for (const paper of papers) expect(paperOf(slugOfPaper(paper))).toBe(paper);
  for (const slug of [undefined, '', 'hard times', 'profiles', '../profile', 'toString']) expect(paperOf(slug)).toBeUndefined();
});
