import MiniSearch from 'minisearch';

/** Something that people can find: a guide, a hard word, an area, a local service. */
export interface Findable {
  /** Where it is; one entry for each address. */
  href: string;
  kind: 'guide' | 'word' | 'area' | 'service';
  title: string;
  /** A sentence about it. */
  about: string;
  /** The other words that it is found by. */
  text: string;
  /** The name of the area that it is in. */
  area?: string | undefined;
}

/** Looks for words. Gives what fits, the best first. */
export type Search = (asked: string) => Findable[];

/** How many answers someone gets: more would not help them to choose. */
const most = 20;

/**
 * Makes a search over these. It forgives a wrong letter or 2 in a longer word, finds by the start of a word, and takes
 * letters with and without their marks for the same.
 */
export function makeSearch(findables: Findable[]): Search {
  const byHref = new Map(findables.map((findable) => [findable.href, findable]));
  const index = new MiniSearch<Findable>({
    idField: 'href',
    fields: ['title', 'about', 'text'],
    // Marks within a word stay with it, so that C(E)TR is one.
    tokenize: (text) => text.split(/[\s\-–—/]+/),
    processTerm: (term) => plain(term) || null,
    searchOptions: {
      boost: { title: 4, about: 2 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 6 ? 2 : term.length > 3 ? 1 : false),
      weights: { fuzzy: 0.3, prefix: 0.5 },
    },
  });
  index.addAll([...byHref.values()].map((findable) => ({ ...findable, text: `${findable.text} ${joined(findable.title)}` })));
  return (asked) => {
    const answers = index.search(asked, { combineWith: 'AND' });
    const found = answers.length > 0 ? answers : index.search(asked);
    return found.slice(0, most).flatMap(({ id }) => byHref.get(id as string) ?? []);
  };
}

// People write "keyworker" as one word, or two words where there is one.
function joined(title: string): string {
  const words = title.split(/\s+/);
  return words.map((word, index) => word + (words[index + 1] ?? '')).join(' ');
}

// "C(E)TR" is typed as cetr, "ŵ" as w. Marks over letters go, letters stay.
function plain(term: string): string {
  return term
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
