import type { Sentence } from '#ideas/sentence.ts';
import type { LanguageCode } from '#language/languages.ts';
import type { Fact } from './fact.ts';

/** A fact as one area says it in one language. */
export interface SaidFact extends Pick<Fact, 'source' | 'checked'> {
  sentences: Sentence[];
}

/** Where facts are from, each source once, and the day of the one that nobody has checked for the longest time: a page is as old as that. */
export function sourcesOf(facts: Pick<Fact, 'source' | 'checked'>[]): { sources: string[]; oldest: string | undefined } {
  const [oldest] = facts.map(({ checked }) => checked).toSorted();
  return { sources: [...new Set(facts.map(({ source }) => source))].toSorted(), oldest };
}

/** What an area says in its own words: its facts by name and language, where they are from and when someone checked them. */
export interface OwnWords extends Pick<Fact, 'source' | 'checked'> {
  facts: Record<string, { [code in LanguageCode]?: Sentence[] }>;
}

/** A fact in a language, in an area's own words where it has some, else as it usually is. */
export function sayFact(
  name: string,
  fact: Fact & { sentences: Record<LanguageCode, Sentence[]> },
  language: LanguageCode,
  area: OwnWords | undefined,
): SaidFact {
  const own = fact.scope === 'local' ? area?.facts[name]?.[language] : undefined;
  return own && area
    ? { sentences: own, source: area.source, checked: area.checked }
    : { sentences: fact.sentences[language], source: fact.source, checked: fact.checked };
}
