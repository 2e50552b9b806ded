import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { areaParts, type Area } from '#areas/area.ts';
import { readGlossaries } from '#glossary/glossaries.ts';
import type { Guide } from '#guides/guide.ts';
import { readAs, type Reading } from '#guides/reading.ts';
import type { Paragraph } from '#ideas/idea.ts';
import { wordsOf, type Sentence as Told } from '#ideas/sentence.ts';
import { teller } from '#ideas/telling.ts';
import { flatten } from '#language/words.ts';
import { readYaml } from '#yaml.ts';
import { intoSentences, type Idea, type Page, type Sentence } from './page.ts';

/** What an English guide needs beside itself: the sentences of a fact by its name. */
export type Say = (fact: string) => Told[];

/** The public pages that are measured, as `readContent` reads them. */
export interface Measured {
  guides: Map<string, Guide>;
  areas: Map<string, Area>;
  say: Say;
}

/** Every English page that a content folder holds: guides in both readings, areas, words of the interface, and what the glossary says. */
export function readPages(content: string, { guides, areas, say }: Measured): Page[] {
  const english = [...guides].filter(([name]) => name.startsWith('en/'));
  return [
    ...english.flatMap(([name, guide]) => [guidePage(name, 'easy', guide, say), guidePage(name, 'standard', guide, say)]),
    ...[...areas].map(([slug, area]) => areaPage(slug, area)),
    ...wordPages(readFileSync(join(content, 'words', 'en.json'), 'utf8'), 'content/words/en.json'),
    ...glossaryPages(content),
  ];
}

/** A guide in one reading as a page, with its facts told. */
export function guidePage(name: string, reading: Reading, guide: Guide, say: Say): Page {
  const file = `content/guides/${name}.md`;
  const blocks = readAs(reading, guide, say).sections.map(({ heading, ideas, paragraphs }, index) => ({
    ...(heading === undefined ? {} : { heading: { file, line: guide.sections[index]?.line ?? 1, sentences: intoSentences(heading) } }),
    ideas: [...ideas, ...paragraphs].map((told) => passage(told, file)),
  }));
  const title = { file, line: 2, sentences: [guide.title, guide.description].flatMap(intoSentences) };
  return reading === 'standard' ? { name: `standard/${name}`, reading: 'standard', title, blocks } : { name: `guides/${name}`, reading: 'easy', title, blocks };
}

// The page of an area, and below it what its guides and its directory say in its own words.
function areaPage(slug: string, area: Area): Page {
  const file = `content/areas/${slug}.yaml`;
  const tell = teller(() => []);
  const parts = areaParts.map((part) => ({ ideas: area.parts.en[part].map((idea) => passage({ ...idea, sentences: tell(idea.sentences) }, file)) }));
  const words = (sentences: Sentence[]) => ({ ideas: [{ file, line: 1, sentences }] });
  const facts = Object.values(area.facts).map((said) => words((said.en ?? []).map(sentenceOf)));
  const services = area.services.map(({ what, for: whom, hours }) => words([what, whom, hours].flatMap((said) => (said ? intoSentences(said.en) : []))));
  return { name: `areas/${slug}`, reading: 'interface', blocks: [...parts, ...facts, ...services] };
}

function passage({ sentences, line, ...told }: Paragraph & { picture?: string }, file: string): Idea {
  return { file, line, ...('picture' in told ? { picture: told.picture } : {}), sentences: sentences.map(sentenceOf) };
}

function sentenceOf(pieces: Told): Sentence {
  return {
    text: wordsOf(pieces),
    hard: pieces.flatMap((piece) => (piece.kind === 'hard' ? [piece.words] : [])),
    links: pieces.flatMap((piece) => (piece.kind === 'link' ? [{ words: piece.words, to: piece.to }] : [])),
  };
}

/** What stands for the gaps in the words of the interface: as long and as easy as what people will read there. */
const inGaps: Record<string, string> = { count: '3', age: '16', number: '01632 960 001', day: 'Monday 4 May 2026', time: '2:30pm', address: 'sam@example.org' };

/** The words of the interface as pages: one for each group of keys. */
export function wordPages(text: string, file: string): Page[] {
  const { value, lineOf } = readYaml(text, file);
  return Object.entries(value as Record<string, unknown>).map(([group, words]) => ({
    name: `words/${group}`,
    reading: 'interface',
    blocks: [{ ideas: [...flatten(words, [group]).values()].map((each) => ({ file, line: lineOf(each.path), sentences: intoSentences(filled(each.words)) })) }],
  }));
}

function filled(words: string): string {
  return words.replace(/{{(\w+)}}/g, (_, gap: string) => inGaps[gap] ?? 'Sam');
}

function glossaryPages(content: string): Page[] {
  const english = [...(readGlossaries(content).get('en') ?? [])];
  const file = 'content/glossary/en.yaml';
  const blocks = english.map(([word, { line, meaning }]) => ({
    heading: { file, line, sentences: intoSentences(word) },
    ideas: [{ file, line: line + 1, sentences: intoSentences(meaning) }],
  }));
  return [{ name: 'glossary/en', reading: 'glossary', blocks }];
}
