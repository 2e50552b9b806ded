import { z } from 'zod';
import { cetrQuestionNames, choicesOf, questionNames, type CetrQuestion, type Question } from '#questions/question.ts';

/** The field of a choice, of the words beside a question, and of the words on one of the 4 questions. */
export const fieldOf = {
  choice: (question: Question, choice: string) => `${question}-${choice}`,
  other: (question: Question) => `${question}-other`,
  say: (question: CetrQuestion) => `say-${question}`,
};

const Words = z.string().max(1000, 'answerLong');

/** The form of My C(E)TR. Nothing in it is kept: it comes back as a page to print, or as the form to change it. */
export const MyCetr = z.object({
  as: z.enum(['form', 'sheet', 'pdf']).catch('sheet'),
  name: Words.max(100, 'answerLong').optional(),
  ...each(
    questionNames.flatMap((question) => choicesOf(question).map((choice) => fieldOf.choice(question, choice))),
    z.literal('on').optional(),
  ),
  ...each([...questionNames.map(fieldOf.other), ...cetrQuestionNames.map(fieldOf.say)], Words.optional()),
});

/** What someone chose and wrote, by field. */
export type Answers = Record<string, string>;

/** What someone chose and wrote for one question. */
export interface Answered {
  question: Question;
  choices: string[];
  other: string | undefined;
}

/** The questions that someone answered, in their order. */
export function answered(answers: Answers): Answered[] {
  return questionNames
    .map((question) => ({
      question,
      choices: choicesOf(question).filter((choice) => answers[fieldOf.choice(question, choice)] === 'on'),
      other: answers[fieldOf.other(question)] || undefined,
    }))
    .filter(({ choices, other }) => choices.length > 0 || other);
}

/** What someone wants to say on the 4 questions, of those where they wrote something. */
export function said(answers: Answers): { question: CetrQuestion; words: string }[] {
  return cetrQuestionNames.flatMap((question) => {
    const words = answers[fieldOf.say(question)];
    return words ? [{ question, words }] : [];
  });
}

function each<Shape>(fields: string[], shape: Shape): Record<string, Shape> {
  return Object.fromEntries(fields.map((field) => [field, shape]));
}
