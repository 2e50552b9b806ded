import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePictures } from '#components/pictures.ts';
import { ideasOf, inPlanOrder, pictureOf, planSections, type PlanSection } from '#plans/plan.ts';

const section = (name: PlanSection['section']): PlanSection => ({ section: name, headline: '', words: '', writtenOn: '2026-05-04' });

test('a plan begins with what people like about the young person, however its sections come', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...planSections]), (names) => {
      const given = names.map(section);
      expect(inPlanOrder(given).map((each) => each.section)).toEqual(planSections.filter((name) => names.includes(name)));
      expect(given.map((each) => each.section)).toEqual(names);
    }),
  );
  expect(planSections[0]).toBe('people like about me');
});

test('every section has a picture of its own', () => {
  const pictures = parsePictures(readFileSync('content/pictures/pictures.yaml', 'utf8'));
  const used = planSections.map(pictureOf);
  for (const picture of used) expect([...pictures.keys()]).toContain(picture);
  expect(new Set(used).size).toBe(planSections.length);
});

test('each line of a section is an idea, and empty lines are none', () => {
  expect(ideasOf('I like trains.\n\n  I like rain. \r\n \t\nI do not like shouting.\n')).toEqual(['I like trains.', 'I like rain.', 'I do not like shouting.']);
  expect(ideasOf('')).toEqual([]);
  expect(ideasOf(' \n ')).toEqual([]);
});
