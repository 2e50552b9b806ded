import type { Answers } from '#my-cetr/my-cetr.ts';
import type { SheetPart } from '#my-cetr/sheet.ts';
import { pagesIn, type Paper, type PaperPart } from '#papers/paper.ts';

/** What someone chose for their C(E)TR, to print. */
export function cetrPaper({ name }: Answers, sheet: SheetPart[], { language, t }: App.Locals, direction: Paper['direction'] = 'ltr'): Paper {
  const parts = sheet.flatMap(({ heading, answers }): PaperPart[] => [
    { kind: 'heading', words: heading },
    ...answers.map(({ picture, words }): PaperPart => ({ kind: 'idea', picture, crossedOut: false, sentences: [[{ kind: 'plain', words }]] })),
  ]);
  const title = name ? t('cetr.sheetOf', { name }) : t('cetr.sheet');
  return { title, language, direction, pages: pagesIn(t('guide.page', { page: '#', pages: '##' })), parts };
}
