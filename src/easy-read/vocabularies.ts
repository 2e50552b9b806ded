import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { daleChall } from 'dale-chall';
import type { z } from 'zod';
import { readPictures } from '#components/picture-files.ts';
import { readGlossaries } from '#glossary/glossaries.ts';
import { Problem } from '#problem.ts';
import { readYamlAs } from '#yaml.ts';
import { Exceptions, Instead, Passives, type Vocabulary } from './vocabulary.ts';

/** Reads what the rules know about English words from a content folder. Throws a Problem that says which file to mend. */
export function readVocabulary(content: string): Vocabulary {
  const text = (name: string) => readFileSync(join(content, name), 'utf8');
  const data = <Schema extends z.ZodType>(name: string, schema: Schema) => readYamlAs(schema, text(name), `content/${name}`);
  const glossary = readGlossaries(content).get('en');
  if (!glossary) throw new Problem('content/glossary/en.yaml is missing. Bring it back.');
  return {
    // The list has short forms such as "can't" too, which easy read does not use.
    common: new Set([...daleChall, ...linesOf(text('easy-read/common-words.txt'))].map((word) => word.toLowerCase()).filter((word) => !word.includes("'"))),
    names: linesOf(text('easy-read/names.txt')),
    glossary,
    idioms: data('easy-read/idioms.yaml', Instead),
    synonyms: data('easy-read/synonyms.yaml', Instead),
    passives: data('easy-read/passives.yaml', Passives),
    exceptions: data('easy-read/exceptions.yaml', Exceptions),
    pictures: new Set(readPictures(content).keys()),
  };
}

const known = new Map<string, Vocabulary>();

/** The same, read once: for pages that measure words while someone writes them. */
export function knownVocabulary(content: string): Vocabulary {
  const vocabulary = known.get(content) ?? readVocabulary(content);
  known.set(content, vocabulary);
  return vocabulary;
}

/** The lines of a list that someone keeps by hand: one thing a line, with `#` before what is only said about it. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*/, '').trim())
    .filter(Boolean);
}
