import { answered, cetrQuestions, pictureOf, questions, said, type Answers, type CetrQuestion } from '#my-cetr/my-cetr.ts';
import { pagesIn, type Paper, type PaperPart } from '#papers/paper.ts';

/** What someone chose for their C(E)TR, to print. */
export function cetrPaper(answers: Answers, asked: Record<CetrQuestion, string>, { language, t }: App.Locals, direction: Paper['direction'] = 'ltr'): Paper {
  const idea = (picture: string, words: string): PaperPart => ({ kind: 'idea', picture, crossedOut: false, sentences: [[{ kind: 'plain', words }]] });
  const heading = (words: string): PaperPart => ({ kind: 'heading', words });
  return {
    title: answers.name ? t('cetr.sheetOf', { name: answers.name }) : t('cetr.sheet'),
    language,
    direction,
    pages: pagesIn(t('guide.page', { page: '#', pages: '##' })),
    parts: [
      ...answered(answers).flatMap(({ question, choices, other }) => [
        heading(t(`cetr.question.${question}`)),
        ...choices.map((choice) => idea(pictureOf(question, choice), t(`cetr.choice.${question}.${choice}` as 'cetr.choice.who.family'))),
        ...(other ? [idea(questions[question].picture, other)] : []),
      ]),
      ...said(answers).flatMap(({ question, words }) => [heading(asked[question]), idea(cetrQuestions[question].picture, words)]),
    ],
  };
}
