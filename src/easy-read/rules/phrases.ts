import { anyOf } from '#language/phrases.ts';
import { passagesOf, type Sentence } from '../page.ts';
import { all, pageRule, sentenceRule } from '../rule.ts';
import { termsIn, type Vocabulary } from '../vocabulary.ts';

const negative = /^(not|no|never|nobody|nothing|none|nowhere|neither|nor|cannot|without|\p{L}+n['’]t)$/u;

/** Rule 8: 2 words that say no in 1 clause. "No," before a comma answers a question and is not counted. */
export const doubleNegatives = sentenceRule('no double negatives', (text) => {
  const clauses = text.toLowerCase().split(/[,:;.?!]/);
  const twice = clauses.filter((clause) => clause.split(/\s+/).filter((word) => negative.test(word)).length > 1);
  const turned = text.match(/\bnot un(?!til|der|less|ion|it|ique|ivers)\p{L}+/iu);
  return [...twice, ...(turned ?? [])].map((words) => `"${words.trim()}" says no 2 times. Say what is so.`);
});

/** Rule 8: words that do not mean what they say. */
export const idioms = sentenceRule('no idioms and no metaphors', (text, vocabulary) => insteadOf(text, vocabulary.idioms));

/**
 * Rule 9: one word for one thing. People hear other words too, so such a word may stand where we say what it means: in bold
 * in a guide, and above its meaning in the glossary.
 */
export const synonyms = pageRule('one word for one thing', all, (page, vocabulary) => {
  const words = new Set(page.reading === 'glossary' ? page.blocks.map(({ heading }) => heading) : []);
  return passagesOf(page)
    .filter((at) => !words.has(at))
    .flatMap((at) =>
      at.sentences.flatMap((sentence) =>
        insteadOf(withoutMarked(sentence, vocabulary), vocabulary.synonyms).map((mend) => ({ at, sentence: sentence.text, mend })),
      ),
    );
});

// The short form beside a bold word is the same word: "**multidisciplinary team**, or MDT".
function withoutMarked({ text, hard }: Sentence, vocabulary: Vocabulary): string {
  const marked = new Set(hard.flatMap((words) => termsIn(words, vocabulary).map(({ word }) => word)));
  return termsIn(text, vocabulary)
    .filter(({ word }) => marked.has(word))
    .reduce((rest, { form }) => rest.replace(form, ' '), text);
}

function insteadOf(text: string, list: Record<string, string>): string[] {
  return [...text.matchAll(anyOf(Object.keys(list), 'giu'))].map(([found, phrase]) => `Not "${found}". Write: ${list[(phrase ?? '').toLowerCase()] ?? ''}.`);
}
