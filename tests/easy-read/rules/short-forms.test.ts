import { expect, test } from 'vitest';
import { shortForms } from '#easy-read/rules/short-forms.ts';
import { brokenLines, mends, page } from '#tests/support/easy-read.ts';

test('a guide says the full form first, in the same sentence or before it', () => {
  expect(brokenLines(shortForms, page('easy', 'It is the Dynamic Support Register.', 'People say DSR.'))).toEqual([]);
  expect(brokenLines(shortForms, page('easy', 'The Dynamic Support Register, or DSR.'))).toEqual([]);
  expect(brokenLines(shortForms, page('easy', 'People say DSR.', 'It is the Dynamic Support Register.'))).toEqual([1]);
  expect(brokenLines(shortForms, page('easy', 'Ask for Care (Education) and Treatment Reviews.', 'Say C(E)TR.'))).toEqual([]);
});

test('the words of the interface have no order: the full form stands anywhere in the group', () => {
  expect(brokenLines(shortForms, page('interface', 'People say DSR.', 'Dynamic Support Register'))).toEqual([]);
  expect(mends(shortForms, 'People say DSR.')).toEqual(['Write "Dynamic Support Register" before "DSR".']);
});

test('a short form that nobody explains goes to the glossary; a name that everybody knows does not', () => {
  expect(mends(shortForms, 'Ask for an MRI.')).toEqual(['Write "its full form" before "MRI". Put both in content/glossary/en.yaml.']);
  expect(mends(shortForms, 'Sign in with NHS login.')).toEqual([]);
});
