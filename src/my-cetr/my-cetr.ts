import { z } from 'zod';

/**
 * What someone can choose before their C(E)TR: each question with its choices, and the picture of each. The 4 questions
 * are those of the C(E)TR itself (NHS England, in our words), so their words are facts.
 */
export const questions = {
  who: { picture: 'panel', choices: { family: 'family', carer: 'carer', advocate: 'advocate', keyWorker: 'key worker', friend: 'friends', teacher: 'teach' } },
  where: { picture: 'place', choices: { home: 'home', school: 'school', hospital: 'hospital', video: 'video call', phone: 'phone', quiet: 'quiet' } },
  breaks: { picture: 'break', choices: { often: 'clock', ask: 'ask', no: 'no' } },
  stop: { picture: 'stop', choices: { hand: 'ask', say: 'how I communicate', card: 'card', leave: 'leave', someone: 'advocate' } },
  help: {
    picture: 'adjustments',
    choices: { pictures: 'pictures', time: 'wait', words: 'understand', light: 'light', quiet: 'quiet', thing: 'favourite thing' },
  },
  first: { picture: 'choose', choices: { home: 'home', school: 'school', health: 'health check', feelings: 'feelings', friends: 'friends', future: 'grow' } },
} as const;

export type Question = keyof typeof questions;
/** The names of the questions, in their order. */
export const questionNames = Object.keys(questions) as Question[];

/** The 4 questions of a C(E)TR: the fact that has its words, and its picture. */
export const cetrQuestions = {
  safe: { fact: 'cetr-question-safe', picture: 'safe' },
  care: { fact: 'cetr-question-care', picture: 'care' },
  future: { fact: 'cetr-question-future', picture: 'plan' },
  hospital: { fact: 'cetr-question-hospital', picture: 'hospital' },
} as const;
export type CetrQuestion = keyof typeof cetrQuestions;
/** The names of the 4 questions, in their order. */
export const cetrQuestionNames = Object.keys(cetrQuestions) as CetrQuestion[];

/** The choices of a question, in their order. */
export function choicesOf(question: Question): string[] {
  return Object.keys(questions[question].choices);
}

/** The picture of a choice. */
export function pictureOf(question: Question, choice: string): string {
  const choices: Record<string, string> = questions[question].choices;
  return choices[choice] ?? 'question';
}

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
