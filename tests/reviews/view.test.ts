import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import en from '#content/words/en.json' with { type: 'json' };
import { parsePictures } from '#components/pictures.ts';
import { translator } from '#language/translate.ts';
import { choiceIn, meetingSheet } from '#reviews/asked.ts';
import { audiences, choicesFor, isSame, NewView, partAfter, readersOf, topics, type View } from '#reviews/view.ts';

const t = translator('en');
const sent = { youngPerson: '9f6f1a52-7f3c-4a07-9d5c-0123456789ab', topic: 'who', words: '', audience: 'key worker', from: '', language: 'en' };

test('each choice of each question has words, and a picture of its own; "I do not know" is always the last', () => {
  const pictures = parsePictures(readFileSync('content/pictures/pictures.yaml', 'utf8'));
  for (const topic of topics) {
    const shown = choicesFor(topic).map((choice) => choiceIn(topic, choice, t));
    expect(shown.at(-1)).toEqual({ picture: 'question', words: en.views.choice.unsure });
    for (const { picture, words } of shown) expect([pictures.has(picture), /^(views|cetr)\./.test(words)], words).toEqual([true, false]);
    expect(new Set(shown.map(({ picture }) => picture)).size, topic).toBe(shown.length);
  }
});

test('pictures that belong to another question, and audiences that nobody made, are not taken', () => {
  expect(NewView.parse({ ...sent, 'choice-family': 'on', 'choice-light': 'on', 'choice-dragon': 'on' }).choices).toEqual(['family']);
  expect(NewView.safeParse({ ...sent, audience: 'everyone' }).error?.issues[0]?.message).toBe('chooseOne');
  expect(NewView.safeParse({ ...sent, topic: 'dragons' }).success).toBe(false);
  expect(NewView.parse({ ...sent, from: 'yesterday', go: 'away', language: 'tlh' })).toMatchObject({ from: '', go: 'on', page: 'en' });
});

test('5,000 emojis are not too long, and what is, is said beside the box', () => {
  expect(NewView.safeParse({ ...sent, words: '🐕'.repeat(5000) }).success).toBe(true);
  expect(NewView.safeParse({ ...sent, words: 'x'.repeat(5001) }).error?.issues[0]).toMatchObject({ path: ['words'], message: 'messageLong' });
});

test('Urdu words on an English page are Urdu', () => {
  expect(NewView.parse({ ...sent, words: 'مجھے گھر جانا ہے' }).language).toBe('ur');
  expect(NewView.parse({ ...sent, words: 'Chcę do domu', language: 'pl' }).language).toBe('pl');
});

test('each step of the ladder has those before it', () => {
  const readers = [
    { name: 'Priya', audience: 'key worker' as const },
    { name: 'Ruth', audience: 'meeting' as const },
    { name: 'Sam', audience: 'carers' as const },
  ];
  const names = audiences.map((audience) => readersOf(readers, audience).names);
  expect(names).toEqual([[], ['Priya'], ['Priya', 'Ruth'], ['Priya', 'Ruth', 'Sam']]);
  expect(readersOf(readers, 'meeting').hasCarers).toBe(false);
});

test('after the last question all answers come, and before the first one too', () => {
  expect([partAfter('safe', 'on'), partAfter('care', 'before'), partAfter('safe', 'before'), partAfter('first', 'on')]).toEqual([2, 1, 0, 0]);
});

const view = (topic: View['topic'], audience: View['audience']): View => ({
  topic,
  audience,
  words: `About ${topic}`,
  choices: ['unsure'],
  language: 'en',
  writtenAt: new Date(0),
});

test('what is for the key worker alone is on no sheet for the meeting', () => {
  const sheet = meetingSheet([view('safe', 'me'), view('care', 'key worker'), view('future', 'meeting'), view('help', 'carers')], t, 'Maya');
  expect(sheet.map(({ answers }) => answers.map(({ words }) => words))).toEqual([
    ['I do not know', 'About future'],
    ['I do not know', 'About help'],
  ]);
});

test('the same words for other people are another answer', () => {
  expect(isSame(view('safe', 'me'), view('safe', 'me'))).toBe(true);
  expect(isSame(view('safe', 'me'), view('safe', 'carers'))).toBe(false);
});
