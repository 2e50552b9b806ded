import { intoSentences, type Idea, type Page, type Reading } from '#easy-read/page.ts';
import type { Measured } from '#easy-read/pages.ts';
import type { Rule } from '#easy-read/rule.ts';
import { readVocabulary } from '#easy-read/vocabularies.ts';
import { parseGlossary } from '#glossary/glossaries.ts';
import { readContent } from '../../src/content.ts';
import { today } from './content.ts';

const glossary = `
key worker: { meaning: A key worker helps you. }
crisis: { meaning: A crisis is when everything feels too much for you. }
panel: { meaning: A panel is a small group of people. }
autism: { meaning: Autism is a way to be., also: [autistic], known: true }
Dynamic Support Register: { meaning: It is a list of people who need support., also: [register], short: DSR }
Care (Education) and Treatment Review: { meaning: It is a meeting about your care., short: C(E)TR }
`;

/** What the rules know, with a glossary of 6 words that tests can count on. */
export const vocabulary = { ...readVocabulary('content'), glossary: parseGlossary(glossary, 'glossary.yaml') };

/** Our own guides and areas, for all that is measured of them. */
export function measured(): Measured {
  const { facts, guides, areas } = readContent('content', today);
  return { guides, areas, say: (name) => facts.get(name)?.sentences.en ?? [] };
}

/** An idea from how a guide writes it: `**hard**` words and `[links](to)`. Its line is its number on the page. */
export function idea(words: string, line = 1, picture?: string): Idea {
  const sentences = intoSentences(words).map(({ text }) => ({
    text: text.replaceAll('**', '').replace(/\[([^\]]+)\]\([^)]+\)/g, '$1'),
    hard: [...text.matchAll(/\*\*([^*]+)\*\*/g)].map((match) => match[1] ?? ''),
    links: [...text.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map((match) => ({ words: match[1] ?? '', to: match[2] ?? '' })),
  }));
  return { file: 'a.md', line, sentences, ...(picture === undefined ? {} : { picture }) };
}

/** A page in a reading. A line that starts with "## " is a heading. */
export function page(reading: Reading, ...lines: string[]): Page {
  const blocks: Page['blocks'] = [{ ideas: [] }];
  lines.forEach((words, index) => {
    if (words.startsWith('## ')) blocks.push({ heading: idea(words.slice(3), index + 1), ideas: [] });
    else blocks.at(-1)?.ideas.push(idea(words, index + 1));
  });
  return { name: 'a', reading, blocks };
}

/** What a rule says to do about a sentence; nothing where it is good. */
export function mends(rule: Rule, words: string, reading: Reading = 'interface'): string[] {
  return rule.find(page(reading, words), vocabulary).map(({ mend }) => mend);
}

/** The lines of a page that break a rule. */
export function brokenLines(rule: Rule, of: Page): number[] {
  return rule.find(of, vocabulary).map(({ line }) => line);
}
