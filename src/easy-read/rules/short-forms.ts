import { anyOf } from '#language/phrases.ts';
import { passagesOf } from '../page.ts';
import { all, pageRule } from '../rule.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { shortFormsIn } from './marks.ts';

/**
 * Rule 7: a guide says the full form before the short one. The words of the interface have no order of reading, so the
 * full form has to stand anywhere in the same group.
 */
export const shortForms = pageRule('no short form before its full form', all, (page, vocabulary) => {
  const lines = passagesOf(page).flatMap((at) => at.sentences.map(({ text }) => ({ at, text })));
  return lines.flatMap(({ at, text }, index) => {
    const before = page.reading === 'interface' ? lines : lines.slice(0, index + 1);
    const read = before.map((line) => line.text).join('\n');
    return shortFormsIn(text, vocabulary.names).flatMap((short) => {
      const forms = fullFormsOf(short, vocabulary);
      if (forms.length > 0 && anyOf(forms, 'iu').test(read)) return [];
      const full = forms[0] ?? 'its full form';
      const glossary = forms.length > 0 ? '' : ' Put both in content/glossary/en.yaml.';
      return [{ at, sentence: text, mend: `Write "${full}" before "${short}".${glossary}` }];
    });
  });
});

function fullFormsOf(short: string, { glossary }: Vocabulary): string[] {
  return [...glossary].flatMap(([word, entry]) => (entry.short === short ? [word, ...entry.also] : []));
}
