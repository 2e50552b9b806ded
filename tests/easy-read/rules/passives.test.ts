import { describe, expect, test } from 'vitest';
import { passives, passivesIn } from '#easy-read/rules/passives.ts';
import { mends, vocabulary } from '#tests/support/easy-read.ts';

describe('a passive is found', () => {
  test.each([
    ['It was followed up.', 'was followed'],
    ['Your plan is shared with them.', 'is shared'],
    ['Papers are kept here.', 'are kept'],
    ['Nobody is invited yet.', 'is invited'],
    ['You may be asked.', 'be asked'],
    ['It has not been checked.', 'been checked'],
    ['This was written on Monday.', 'was written'],
    ['You get told at once.', 'get told'],
    ['It is never quickly sent.', 'is sent'],
    ['Was it agreed?', 'was agreed'],
    ['When is your plan shared?', 'is shared'],
    ['What was shared stops.', 'was shared'],
    ['Being sent there is hard.', 'being sent'],
    ['It is called a review.', 'is called'],
  ])('%s', (words, found) => {
    expect(passivesIn(words, vocabulary)).toEqual([found]);
  });
});

describe('and nothing else is', () => {
  test.each([
    'They followed it up.',
    'The link is closed.',
    'You are tired and worried.',
    'You are signed out.',
    'All people here are made up.',
    'It was a mistake.',
    'You need help.',
    'There is a need.',
    'Is a life in danger?',
    'Are you in the room that they used?',
    'It is over, and they kept it.',
    'They have kept it.',
    'You get the help that they offered.',
    'It was red.',
    'Is it right to be in hospital for this care?',
  ])('%s', (words) => {
    expect(passivesIn(words, vocabulary)).toEqual([]);
  });
});

test('whoever writes is told what to do', () => {
  expect(mends(passives, 'Your plan is shared.')).toEqual(['"is shared": say who does it, with the doer first.']);
});

test('every state that is no passive says why', () => {
  expect(Object.values(vocabulary.passives.states).filter((why) => why.length < 10)).toEqual([]);
});
