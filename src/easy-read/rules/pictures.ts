import { ideasOf } from '../page.ts';
import { pageRule } from '../rule.ts';

/** Rule 14. */
export const pictures = pageRule('every idea has a picture', ['easy'], (page, vocabulary) =>
  ideasOf(page)
    .filter(({ picture }) => picture === undefined || !vocabulary.pictures.has(picture))
    .map((at) => ({ at, sentence: at.sentences[0]?.text ?? '', mend: 'Put the name of a picture of content/pictures/pictures.yaml before it.' })),
);
