import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPictures } from '#components/picture-files.ts';
import type { Known, Sentence } from '#ideas/sentence.ts';
import { defaultLanguage, languages } from '#language/languages.ts';
import { Problem } from '#problem.ts';
import { parseGuide, type Guide } from './guide.ts';

/**
 * Reads every guide of a content folder, by `language/slug`. `facts` are the names that guides may point at. Throws a
 * Problem that names the file, the line and what to do, also for a link to a guide that is not there, and for a
 * translation that lacks something or has it in another order.
 */
export function readGuides(content: string, facts: ReadonlySet<string>): Map<string, Guide> {
  const pictures = new Set(readPictures(content).keys());
  const slugs = slugsOf(content, defaultLanguage);
  const known: Known = { pictures, guides: slugs, facts };
  const guides = new Map<string, Guide>();
  for (const { code } of languages) {
    const own = slugsOf(content, code);
    for (const slug of own) if (!slugs.has(slug)) throw new Problem(`${fileOf(code, slug)}: there is no such guide in English. Write it there first.`);
    for (const slug of slugs) {
      if (!own.has(slug)) throw new Problem(`${fileOf(code, slug)} is missing. Each guide is in every language: translate ${fileOf(defaultLanguage, slug)}.`);
      const guide = parseGuide(readFileSync(join(content, 'guides', code, `${slug}.md`), 'utf8'), fileOf(code, slug), known);
      const original = guides.get(`${defaultLanguage}/${slug}`);
      if (original) checkTranslation(guide, original, fileOf(code, slug));
      guides.set(`${code}/${slug}`, guide);
    }
  }
  return guides;
}

function slugsOf(content: string, language: string): Set<string> {
  const names = readdirSync(join(content, 'guides', language)).filter((name) => name.endsWith('.md'));
  return new Set(names.map((name) => name.replace('.md', '')).toSorted());
}

function fileOf(language: string, slug: string): string {
  return `content/guides/${language}/${slug}.md`;
}

// The pictures, facts and links of a translation are those of the original, line by line: what one says, all say.
function checkTranslation(guide: Guide, original: Guide, file: string): void {
  for (const field of ['picture', 'order', 'topic'] as const) {
    if (guide[field] !== original[field])
      throw new Problem(`${file}, line 1: "${field}:" is "${guide[field]}", and in English "${original[field]}". Make them the same.`);
  }
  const lines = outline(guide);
  const others = outline(original);
  for (const [index, { is, line }] of lines.entries()) {
    const other = others[index];
    if (is !== other?.is)
      throw new Problem(
        `${file}, line ${line}: here is ${is}, and in English ${other ? `${other.is} (line ${other.line})` : 'nothing more'}. Make them the same.`,
      );
  }
  const missing = others[lines.length];
  if (missing) throw new Problem(`${file}: ${missing.is} is missing at the end (line ${missing.line} in English). Translate it too.`);
}

function outline(guide: Guide): { is: string; line: number }[] {
  return guide.sections.flatMap(({ heading, line, ideas, standard }) => [
    ...(heading ? [{ is: 'a heading', line }] : []),
    ...ideas.map((idea) => ({ is: `${idea.crossedOut ? 'not ' : ''}${idea.picture}${named(idea.sentences)}`, line: idea.line })),
    ...standard.map((paragraph) => ({ is: `standard${named(paragraph.sentences)}`, line: paragraph.line })),
  ]);
}

// Facts and links in any order: languages put the parts of a sentence in their own.
function named(sentences: Sentence[]): string {
  const names = sentences.flat().flatMap((piece) => {
    if (piece.kind === 'fact') return [`{${piece.words}}`];
    return piece.kind === 'link' ? [`a link to ${piece.to}`] : [];
  });
  return names.length > 0 ? ` with ${names.toSorted().join(' and ')}` : '';
}
