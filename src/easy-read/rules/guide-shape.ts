import { ideasOf } from '../page.ts';
import { pageRule } from '../rule.ts';

const whoToAsk = /\b(ask|call|write to|talk to|tell|email)\b/i;

/** Rule 13: the first sentence of a guide. */
export const opening = pageRule('a guide opens with what it is about', ['easy'], (page) => {
  const [at] = ideasOf(page);
  const sentence = at?.sentences[0]?.text ?? '';
  if (!at || /^This (guide|page) is about /.test(sentence)) return [];
  return [{ at, sentence, mend: 'Start with "This guide is about" or "This page is about".' }];
});

/** Rule 13: the last heading of a guide. */
export const ending = pageRule('a guide ends with what to do next and who to ask', ['easy'], (page) => {
  const last = page.blocks.at(-1);
  const at = last?.heading ?? last?.ideas[0] ?? page.title;
  if (!last || !at) return [];
  const sentence = at.sentences[0]?.text ?? '';
  if (sentence !== 'What to do next') return [{ at, sentence, mend: 'Make "What to do next" the last heading.' }];
  const asks = last.ideas.some(({ sentences }) => sentences.some(({ text }) => whoToAsk.test(text)));
  return asks ? [] : [{ at, sentence, mend: 'Say here who to ask.' }];
});
