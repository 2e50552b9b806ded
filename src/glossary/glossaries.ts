import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from '#problem.ts';
import { readYaml } from '#yaml.ts';
import { defaultLanguage, languages } from '#language/languages.ts';
import { asWord, formsOf, GlossaryEntry, type Glossary, type Word } from './glossary.ts';

/** Reads every glossary of a content folder, by language. Throws a Problem with the file, the line and what to mend. */
export function readGlossaries(content: string): Map<string, Glossary> {
  const names = readdirSync(join(content, 'glossary')).filter((name) => name.endsWith('.yaml'));
  return new Map(
    names.toSorted().map((name) => {
      const file = `content/glossary/${name}`;
      return [name.replace('.yaml', ''), parseGlossary(readFileSync(join(content, 'glossary', name), 'utf8'), file)];
    }),
  );
}

/**
 * Every hard word as the pages show it, by `language/word`. Throws a Problem where a language lacks one that English has,
 * or has one more.
 */
export function listWords(glossaries: Map<string, Glossary>): Map<string, Word> {
  const originals = glossaries.get(defaultLanguage) ?? new Map();
  const words = new Map<string, Word>();
  for (const { code } of languages) {
    const file = `content/glossary/${code}.yaml`;
    const glossary = glossaries.get(code);
    if (!glossary) throw new Problem(`${file} is missing. Each language has its hard words: translate content/glossary/${defaultLanguage}.yaml.`);
    for (const [name, { line }] of originals) {
      if (!glossary.has(name)) throw new Problem(`${file}: "${name}" is missing (line ${line} in English). Translate it too, with "word:" in this language.`);
    }
    for (const [name, entry] of glossary) {
      if (!originals.has(name)) throw new Problem(`${file}, line ${entry.line}: "${name}" is not in English. Write it there first.`);
      if (code !== defaultLanguage && !entry.word) throw new Problem(`${file}, line ${entry.line}: "${name}" needs "word:", the word in this language.`);
      words.set(`${code}/${name}`, asWord(name, entry));
    }
  }
  return words;
}

/** Reads one glossary from its text. `file` is said in the Problem that it throws. */
export function parseGlossary(text: string, file: string): Glossary {
  const { value, lineOf } = readYaml(text, file);
  const entries = z.record(z.string(), z.unknown()).safeParse(value);
  if (!entries.success) throw new Problem(`${file}, line 1: there are no words in it. Write one as "panel: { meaning: A panel is a small group of people. }".`);
  const words: [string, GlossaryEntry & { line: number }][] = [];
  const taken = new Map<string, number>();
  for (const [word, given] of Object.entries(entries.data)) {
    const line = lineOf([word]);
    const entry = GlossaryEntry.safeParse(given);
    if (!entry.success) {
      const issue = entry.error.issues[0];
      const where = (issue?.path ?? []).map(String);
      throw new Problem(`${file}, line ${lineOf([word, ...where])}: "${[word, ...where].join('.')}": ${issue?.message}. Mend it and start again.`);
    }
    for (const form of formsOf(word, entry.data).map((each) => each.toLowerCase())) {
      if (taken.has(form)) throw new Problem(`${file}, line ${line}: "${form}" is in line ${taken.get(form)} too. Take one out.`);
      taken.set(form, line);
    }
    words.push([word, { ...entry.data, line }]);
  }
  return new Map(words);
}
