import { findLanguage } from '#language/languages.ts';
import { nameOfLanguage } from '#language/written.ts';
import { pagesIn, type Paper, type PaperPart } from '#papers/paper.ts';

/** A question that someone answered, and what they chose or wrote, each beside a picture. */
interface Part {
  heading: string;
  answers: { picture: string; words: string; language?: string }[];
}

/** What someone chose and wrote for a meeting, to print. */
export function sheetPaper(title: string, sheet: Part[], { language, t }: App.Locals): Paper {
  const parts = sheet.flatMap(({ heading, answers }): PaperPart[] => [
    { kind: 'heading', words: heading },
    ...answers.map(({ picture, words, language: its = language }): PaperPart => {
      const other = its === language ? [] : [t('form.writtenIn', { language: nameOfLanguage(its, language) })];
      return { kind: 'idea', picture, crossedOut: false, sentences: [words, ...other].map((each) => [{ kind: 'plain', words: each }]) };
    }),
  ]);
  return { title, language, direction: findLanguage(language)?.direction ?? 'ltr', pages: pagesIn(t('guide.page', { page: '#', pages: '##' })), parts };
}
