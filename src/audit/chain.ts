import { createHash } from 'node:crypto';

/** An entry of the audit, each column as text, as migration 0007_audit.sql writes it into the hash. */
export interface Entry {
  id: string;
  youngPerson: string;
  /** In UTC, to the microsecond: `2026-11-22T15:20:00.123456`. */
  at: string;
  transaction: string;
  actor: string | null;
  act: string;
  what: string;
  row: string | null;
  forStaff: boolean;
}

/** A place in the chain of a young person, or an entry that stands in no chain (`place` and `hash` are null). */
export interface Link {
  youngPerson: string;
  /** From 1. */
  place: number | null;
  /** In hexadecimal digits. */
  hash: string | null;
  /** Null where the chain names an entry that is not there. */
  entry: Entry | null;
}

/** The last place of a chain: as the database has it, or as it was noted outside. */
export interface Head {
  youngPerson: string;
  place: number;
  hash: string;
}

/** What can be wrong with a chain. */
export type Fault = 'changed' | 'missing' | 'not chained' | 'out of order' | 'head does not fit' | 'not what was noted outside';

/** A fault of one young person's chain, and at which place. Null for an entry that has none. */
export interface Break {
  youngPerson: string;
  place: number | null;
  fault: Fault;
}

/** What was looked through, and every fault that was found. */
export interface Findings {
  entries: number;
  youngPeople: number;
  breaks: Break[];
}

/** The words of an entry of which its hash is made. No column but `what` can hold the mark between them, so no two entries have the same. */
export function wordsOf({ id, youngPerson, at, transaction, actor, act, what, row, forStaff }: Entry): string {
  return [id, youngPerson, at, transaction, actor ?? '-', act, what, row ?? '-', forStaff ? 't' : 'f'].join('|');
}

/** The hash of an entry after the one before it, in hexadecimal digits (SHA-256). The first has none before it: ''. */
export function hashAfter(before: string, words: string): string {
  return createHash('sha256').update(Buffer.from(before, 'hex')).update(words, 'utf8').digest('hex');
}

/**
 * Finds every fault. `links` are all places, by young person and place, then the entries that stand in no chain; `heads`
 * the last places as the database has them; `noted` those that were noted outside, at any time: without them, a chain
 * that was cut at its end or made anew as a whole can not be told from a true one.
 */
export async function findBreaks(links: AsyncIterable<Link> | Iterable<Link>, heads: Head[], noted: Head[]): Promise<Findings> {
  const breaks: Break[] = [];
  const ends = new Map(heads.map((head) => [head.youngPerson, head]));
  const sought = new Map(noted.map((head) => [lineOf(head), head]));
  const youngPeople = new Set<string>();
  let entries = 0;
  let walk: Walk | undefined;
  const finish = (chain: Walk) => {
    breaks.push(...faultsOf(chain, ends.get(chain.youngPerson)));
    ends.delete(chain.youngPerson);
  };
  for await (const link of links) {
    youngPeople.add(link.youngPerson);
    if (link.entry) entries += 1;
    if (link.place === null || link.hash === null) {
      breaks.push({ youngPerson: link.youngPerson, place: null, fault: 'not chained' });
      continue;
    }
    if (walk?.youngPerson !== link.youngPerson) {
      if (walk) finish(walk);
      walk = { youngPerson: link.youngPerson, place: 0, hash: '', breaks: [], wrong: [] };
    }
    take(walk, link.place, link.hash, link.entry);
    sought.delete(lineOf({ youngPerson: link.youngPerson, place: link.place, hash: link.hash }));
  }
  if (walk) finish(walk);
  // A head of a chain of which nothing is left.
  for (const { youngPerson, place } of ends.values()) if (place !== 0) breaks.push({ youngPerson, place, fault: 'head does not fit' });
  for (const { youngPerson, place } of sought.values()) breaks.push({ youngPerson, place, fault: 'not what was noted outside' });
  return { entries, youngPeople: youngPeople.size, breaks };
}

/** A place whose hash does not come from its entry and the hash before it. */
interface Wrong {
  place: number;
  before: string;
  words: string;
  hash: string;
}

interface Walk {
  youngPerson: string;
  place: number;
  hash: string;
  breaks: Break[];
  wrong: Wrong[];
}

function take(walk: Walk, place: number, hash: string, entry: Entry | null): void {
  const { youngPerson, place: last, hash: before } = walk;
  const add = (at: number, fault: Fault) => walk.breaks.push({ youngPerson, place: at, fault });
  // After a gap, what the hash was made of is gone too: the gap is the fault.
  if (place > last + 1) add(last + 1, 'missing');
  else if (place <= last || place < 1) add(place, 'out of order');
  else if (!entry) add(place, 'missing');
  else if (entry.youngPerson !== youngPerson) add(place, 'changed');
  else if (hashAfter(before, wordsOf(entry)) !== hash) walk.wrong.push({ place, before, words: wordsOf(entry), hash });
  walk.place = place;
  // Going on from the hash as it stands, so that one fault is told once and not for all that follow.
  walk.hash = hash;
}

// More than this many are told as changed without asking whether each only stands in the place of another.
const mostToCompare = 100;

function faultsOf({ youngPerson, place, hash, breaks, wrong }: Walk, head: Head | undefined): Break[] {
  const found = wrong.map((one): Break => {
    const moved =
      wrong.length <= mostToCompare &&
      wrong.some((other) => hashAfter(one.before, other.words) === one.hash || hashAfter(other.before, one.words) === one.hash);
    return { youngPerson, place: one.place, fault: moved ? 'out of order' : 'changed' };
  });
  const all = [...breaks, ...found].toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0));
  return head?.place === place && head.hash === hash ? all : [...all, { youngPerson, place, fault: 'head does not fit' }];
}

/** A head as one line of the file outside: id, place, hash. */
export function lineOf({ youngPerson, place, hash }: Head): string {
  return `${youngPerson} ${place} ${hash}`;
}

/** The heads of such a file. Undefined where a line of it is not one. */
export function parseHeads(text: string): Head[] | undefined {
  const heads = text
    .split('\n')
    .filter(Boolean)
    .map((line) => /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}) (\d{1,15}) ([\da-f]{64})$/.exec(line));
  if (heads.includes(null)) return undefined;
  return heads.map((match) => ({ youngPerson: match?.[1] ?? '', place: Number(match?.[2]), hash: match?.[3] ?? '' }));
}
