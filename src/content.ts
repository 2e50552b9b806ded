import type { Statement } from '#accessibility/statement.ts';
import { readStatement } from '#accessibility/statements.ts';
import type { Area } from '#areas/area.ts';
import { readAreas } from '#areas/areas.ts';
import { readBoard } from '#board/boards.ts';
import { readFacts, type ToldFact } from '#facts/facts.ts';
import { listWords, readGlossaries } from '#glossary/glossaries.ts';
import type { Word } from '#glossary/glossary.ts';
import { checkWords } from '#language/words.ts';
import type { Guide } from '#guides/guide.ts';
import { readGuides } from '#guides/guides.ts';
import { readDangerousPictures, readDangers } from '#messages/dangers.ts';

/** Everything that a service writes for the public pages, read and checked. */
export interface Content {
  facts: Map<string, ToldFact>;
  /** By `language/slug`. */
  guides: Map<string, Guide>;
  /** The hard words, by `language/word`. */
  words: Map<string, Word>;
  /** By slug. */
  areas: Map<string, Area>;
  /** How everyone can use the site, and how we know. */
  statement: Statement;
}

/**
 * Reads a content folder as it is on `today` (`2026-05-04`). Throws a Problem with the file, the line and what to do at
 * the first mistake: something missing in a language, named and not there, or not checked for too long.
 */
export function readContent(content: string, today: string): Content {
  checkWords(content);
  readBoard(content);
  // Pages get these where they need them, ready to be looked for.
  readDangers(content);
  readDangerousPictures(content);
  const facts = readFacts(content, today);
  const local = new Set([...facts].filter(([, { scope }]) => scope === 'local').map(([name]) => name));
  return {
    facts,
    guides: readGuides(content, new Set(facts.keys())),
    words: listWords(readGlossaries(content)),
    areas: readAreas(content, local, today),
    statement: readStatement(content),
  };
}
