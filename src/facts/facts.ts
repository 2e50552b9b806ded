import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSentences, type Sentence } from '#ideas/sentence.ts';
import { languages, type LanguageCode } from '#language/languages.ts';
import { Problem } from '#problem.ts';
import { readYaml, readYamlAs } from '#yaml.ts';
import { AreaSource, Facts, goodUntil, isDue, isSoft, type Fact } from './fact.ts';

const file = 'content/facts.yaml';

// A fact stands by itself: it names no guide and no other fact.
const nothing = { pictures: new Set<string>(), guides: new Set<string>(), facts: new Set<string>() };

/** A fact, with its words read. */
export interface ToldFact extends Fact {
  sentences: Record<LanguageCode, Sentence[]>;
}

/** Every fact of a content folder with its name and file: the registry, and what areas say in their own words. However old. */
export function listFacts(content: string): (Pick<Fact, 'scope' | 'checked' | 'source' | 'sure'> & { name: string; file: string })[] {
  const facts = Object.entries(readYamlAs(Facts, readFileSync(join(content, 'facts.yaml'), 'utf8'), file)).map(([name, fact]) => ({ ...fact, name, file }));
  const areas = readdirSync(join(content, 'areas')).filter((name) => name.endsWith('.yaml'));
  return [
    ...facts,
    ...areas.map((name) => {
      const area = readYamlAs(AreaSource, readFileSync(join(content, 'areas', name), 'utf8'), `content/areas/${name}`);
      return { ...area, name: `what ${area.name} says`, file: `content/areas/${name}`, scope: 'local' as const, sure: 'yes' as const };
    }),
  ];
}

/**
 * Reads content/facts.yaml of a content folder: each fact by its name. Throws a Problem with file and line where one is
 * wrong, is too old on `today` (`2026-05-04`), or is not sure and yet stated flatly.
 */
export function readFacts(content: string, today: string): Map<string, ToldFact> {
  const text = readFileSync(join(content, 'facts.yaml'), 'utf8');
  const { lineOf } = readYaml(text, file);
  const facts = new Map<string, ToldFact>();
  for (const [name, fact] of Object.entries(readYamlAs(Facts, text, file))) {
    const fail = (what: string, ...path: string[]) => new Problem(`${file}, line ${lineOf([name, ...path])}: ${name}: ${what}`);
    if (isDue(fact, today)) {
      throw fail(`someone checked this on ${fact.checked}, which counted until ${goodUntil(fact)}. Check it again, then write the new day.`, 'checked');
    }
    if (fact.sure === 'no' && !isSoft(fact.words.en)) {
      throw fail('this is not sure, so it can not be stated flatly. Say "often", "can" or "Ask ...", and no number of days.', 'words', 'en');
    }
    const sentences = languages.map(({ code }) => [code, parseSentences(fact.words[code], nothing, (what) => fail(what, 'words', code))]);
    facts.set(name, { ...fact, sentences: Object.fromEntries(sentences) as ToldFact['sentences'] });
  }
  return facts;
}
