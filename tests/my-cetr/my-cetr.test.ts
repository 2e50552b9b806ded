import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import en from '#content/words/en.json' with { type: 'json' };
import { parsePictures } from '#components/pictures.ts';
import { answered, fieldOf, MyCetr, said } from '#my-cetr/my-cetr.ts';
import { cetrQuestions, choicesOf, pictureOf, questionNames, questions } from '#questions/question.ts';
import { readFacts } from '#facts/facts.ts';
import { today } from '#tests/support/content.ts';

test('every question and choice has words and a picture, and the 4 questions are facts', () => {
  const pictures = parsePictures(readFileSync('content/pictures/pictures.yaml', 'utf8'));
  const facts = readFacts('content', today);
  for (const question of questionNames) {
    expect(en.cetr.question).toHaveProperty(question);
    expect(pictures.has(questions[question].picture), question).toBe(true);
    expect(Object.keys(en.cetr.choice[question])).toEqual(choicesOf(question));
    const drawn = choicesOf(question).map((choice) => pictureOf(question, choice));
    for (const picture of drawn) expect(pictures.has(picture), picture).toBe(true);
    expect(new Set(drawn).size, 'no 2 choices of a question look the same').toBe(drawn.length);
  }
  for (const { fact, picture } of Object.values(cetrQuestions)) expect([facts.has(fact), pictures.has(picture)]).toEqual([true, true]);
});

test('what someone chose and wrote comes back question by question', () => {
  const answers = { 'who-family': 'on', 'who-friend': 'on', 'breaks-other': 'When it is loud', 'say-safe': 'I am scared at night.', name: 'Maya', as: 'sheet' };
  expect(answered(answers)).toEqual([
    { question: 'who', choices: ['family', 'friend'], other: undefined },
    { question: 'breaks', choices: [], other: 'When it is loud' },
  ]);
  expect(said(answers)).toEqual([{ question: 'safe', words: 'I am scared at night.' }]);
  expect(answered({})).toEqual([]);
});

test('an empty form is good, and so is one with every box; a made-up field is left out', () => {
  expect(MyCetr.parse({})).toEqual({ as: 'sheet' });
  const all = Object.fromEntries(questionNames.flatMap((question) => choicesOf(question).map((choice) => [fieldOf.choice(question, choice), 'on'])));
  expect(MyCetr.parse(all)).toEqual({ as: 'sheet', ...all });
  expect(MyCetr.parse({ dragon: 'on', as: 'rocket' })).toEqual({ as: 'sheet' });
});

test('words that are too long are told at their field', () => {
  const result = MyCetr.safeParse({ 'say-care': 'x'.repeat(1001), 'who-other': 'y'.repeat(1000) });
  expect(result.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([['say-care', 'answerLong']]);
});
