import { ideasOf } from '../page.ts';
import { all, pageRule, sentenceRule } from '../rule.ts';

const saysNothing = /^(click |press |tap |go |read |see |find out |learn )?(here|more|this|that|it|link|this link|this page|page|website|details|info|next)$/i;

// What stands alone in the words of the interface may be a link. "More" may also be a step of a setting, and is left out.
const alone = /^(click |press |tap |go )?(here|read more|see more|find out more|learn more)$/i;

/** Rule 12: a link says where it goes. */
export const linkNames = sentenceRule('a link says where it goes', (text, _, { links }) => {
  const names = alone.test(text) && links.length === 0 ? [text] : links.map(({ words }) => words.trim());
  return names.filter((name) => saysNothing.test(name)).map((name) => `"${name}" does not. Name what people find there.`);
});

/** Rule 12: 2 links of a page have 2 names. */
export const linksApart = pageRule('a link is the only one of its name on the page', all, (page) => {
  const met = new Set<string>();
  return ideasOf(page).flatMap((at) =>
    at.sentences.flatMap(({ text, links }) =>
      links.flatMap(({ words }) => {
        const name = words.trim().toLowerCase();
        if (!met.has(name)) return (met.add(name), []);
        return [{ at, sentence: text, mend: `There is another link "${words}". Give this one another name, or take it out.` }];
      }),
    ),
  );
});
