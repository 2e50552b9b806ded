import { sentencesOf } from '../page.ts';
import { guides, pageRule } from '../rule.ts';

const leastShare = 0.2;
const toReader = /\b(you|your|yours|yourself|we|us|our|ours|i|me|my|mine)\b/i;

/** Rule 11: a guide speaks to its reader. */
export const speaksToReader = pageRule('1 sentence in 5 says "you" or "we"', guides, (page) => {
  const sentences = sentencesOf(page);
  const count = sentences.filter(({ text }) => toReader.test(text)).length;
  const at = page.title ?? page.blocks[0]?.ideas[0];
  if (!at || count >= sentences.length * leastShare) return [];
  return [{ at, sentence: at.sentences[0]?.text ?? '', mend: `${count} of ${sentences.length} sentences do. Say what it means for the reader.` }];
});
