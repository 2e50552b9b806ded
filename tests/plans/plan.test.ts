import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePictures } from '#components/pictures.ts';
import {
  changesBetween,
  ideasOf,
  inPlanOrder,
  isEmpty,
  pictureOf,
  planSections,
  sectionOf,
  sentencesOf,
  slugOfSection,
  type PlanSection,
} from '#plans/plan.ts';

const section = (name: PlanSection['section']): PlanSection => ({
  id: name,
  section: name,
  headline: '',
  words: '',
  language: 'en',
  writtenAt: new Date('2026-05-04'),
});

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

test('each section has a word of its own in addresses, and is found by it', () => {
  expect(slugOfSection('how I communicate')).toBe('how-i-communicate');
  for (const name of planSections) expect(sectionOf(slugOfSection(name))).toBe(name);
  expect(sectionOf('somewhere')).toBeUndefined();
  expect(sectionOf(undefined)).toBeUndefined();
});

test('what is new in a section, and what was taken out, is said sentence by sentence', () => {
  const before = { headline: 'I like trains.', words: 'I sing.\nI hum.' };
  expect(changesBetween(before, { headline: 'I like trains.', words: 'I hum.\nI draw.' })).toEqual({ added: ['I draw.'], gone: ['I sing.'] });
  expect(changesBetween(undefined, before).added).toEqual(sentencesOf(before));
  expect(isEmpty({ headline: '', words: ' \n' })).toBe(true);
});
