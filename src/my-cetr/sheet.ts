import type { Translate } from '#language/translate.ts';
import { cetrQuestions, pictureOf, questions, type CetrQuestion } from '#questions/question.ts';
import { answered, said, type Answers } from './my-cetr.ts';

/** A question that someone answered, and what they chose or wrote, each beside a picture. */
export interface SheetPart {
  heading: string;
  answers: { picture: string; words: string }[];
}

/** What someone chose for their C(E)TR, question by question, for the screen and for paper. `asked` has the words of the 4 questions. */
export function sheetOf(answers: Answers, asked: Record<CetrQuestion, string>, t: Translate): SheetPart[] {
  return [
    ...answered(answers).map(({ question, choices, other }) => ({
      heading: t(`cetr.question.${question}`),
      answers: [
        ...choices.map((choice) => ({ picture: pictureOf(question, choice), words: t(`cetr.choice.${question}.${choice}` as 'cetr.choice.who.family') })),
        ...(other ? [{ picture: questions[question].picture, words: other }] : []),
      ],
    })),
    ...said(answers).map(({ question, words }) => ({ heading: asked[question], answers: [{ picture: cetrQuestions[question].picture, words }] })),
  ];
}
