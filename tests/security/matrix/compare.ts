import type pg from 'pg';
import { attemptsOf } from './attempts.ts';
import { absences, numberOf, strangeStaff } from './circumstances.ts';
import { awayOf, expectCovering } from './covering.ts';
import { allTables, aroundTables, lookAround, openedByName, recordTables, tryAll, type Seen } from './look.ts';
import { between, isNobody, type Viewer, type YoungPerson } from './model.ts';
import { allOpened, expectPeople, expectReads, halfOpened } from './reads.ts';
import { expectTelling, tellingOf } from './telling.ts';
import { staffIds, type World } from './world.ts';

/** One thing that the database did other than the rules say. */
export interface Difference {
  viewer: Viewer;
  /** The number of the young person in the world; none for what is about no one of them. */
  young: number | null;
  what: string;
  expected: string;
  got: string;
}

/** How many cells were compared: by what was read or done, how many were allowed and how many refused. */
export type Count = Map<string, { allowed: number; refused: number }>;

/** What to compare: which tables to read, and which acts to try. Where it is left out, everything. */
export interface Part {
  tables?: string[];
  tries?: (what: string) => boolean;
}
const everything: Part = {};

/** Compares what one viewer sees and can do with the rules. Counts each cell; gives the differences. */
export async function compareViewer(client: pg.Client, world: World, viewer: Viewer, count: Count, only?: number[], part = everything): Promise<Difference[]> {
  const differences: Difference[] = [];
  const note = (young: number | null, what: string, expected: string, got: string, isAllowed: boolean) => {
    const row = count.get(what) ?? { allowed: 0, refused: 0 };
    row[isAllowed ? 'allowed' : 'refused'] += 1;
    count.set(what, row);
    if (expected !== got) differences.push({ viewer, young, what, expected, got });
  };
  const young = only ?? world.young.keys().toArray();
  const { tables = allTables, tries = () => true } = part;
  const seen = tables.length > 0 ? await lookAround(client, viewer, tables) : undefined;
  const compare = (phase: string, n: number, rules: Record<string, string[]>, got: Seen, among: string[]) => {
    for (const [table, keys] of Object.entries(rules)) {
      if (!tables.includes(table) || !among.includes(table)) continue;
      note(n, `read ${table}${phase}`, keys.toSorted().join(','), got.get(`${table} ${n}`) ?? '', keys.length > 0);
    }
  };
  for (const n of seen ? young : []) {
    const about = world.young[n]!;
    const shut = expectReads(viewer, about, world.today, []);
    compare(' (unopened)', n, shut, seen!.shut, recordTables);
    compare('', n, shut, seen!.shut, aroundTables);
    compare(' (half opened)', n, expectReads(viewer, about, world.today, n === openedByName ? allOpened : halfOpened), seen!.half, recordTables);
    compare(' (opened)', n, expectReads(viewer, about, world.today, allOpened), seen!.all, recordTables);
  }
  // What was opened of someone else's is noted, each category once; what is one's own, never.
  if (tables.includes('plan')) {
    for (const n of young) {
      const { sees, isSelf } = between(viewer, world.young[n]!, world.today);
      const noted = isSelf ? [] : allOpened.filter(sees);
      note(n, 'note in the audit', noted.toSorted().join(','), seen!.notes.get(`notes ${n}`) ?? '', noted.length > 0);
    }
  }
  const people = seen
    ? {
        ...expectPeople(viewer, world.young, new Set([...staffIds, strangeStaff]), absences, world.today),
        ...expectTelling(viewer, world.young, world.today),
        ...expectCovering(viewer, world.young, world.today),
      }
    : {};
  for (const [table, keys] of Object.entries(people)) {
    if (tables.includes(table)) note(null, `know ${table}`, keys.toSorted().join(','), seen!.people.get(`${table} 0`) ?? '', keys.length > 0);
  }
  if (differences.length > 0 && part !== everything) return differences;
  const attempts = young
    .filter((n) => isWorthTrying(viewer, world.young[n]!, n))
    .flatMap((n) => attemptsFor(world, viewer, n).map((attempt) => ({ n: n as number | null, ...attempt })));
  // And what is about no young person, once for each viewer.
  for (const those of [tellingOf, awayOf]) attempts.push(...those(viewer, world.young, world.today).map((attempt) => ({ n: null, ...attempt })));
  const chosen = attempts.filter(({ what }) => tries(what));
  const statements = chosen.map(({ statement }) => statement);
  const answers = chosen.length > 0 ? await tryAll(client, viewer, statements) : [];
  for (const [i, { n, what, expected }] of chosen.entries()) note(n, what, expected, answers[i] ?? 'nothing', expected !== 'no');
  return differences;
}

// Strangers are refused everything: trying it with every sixth young person is enough.
function isWorthTrying(viewer: Viewer, { places, glass }: YoungPerson, n: number): boolean {
  const isTied = places.some(({ person }) => person === viewer.id) || glass.some(({ staff }) => staff === viewer.id);
  return (n + numberOf(viewer.id)) % 6 === 0 || (isTied && !isNobody(viewer));
}

function attemptsFor(world: World, viewer: Viewer, n: number) {
  const about: YoungPerson = world.young[n]!;
  return attemptsOf(between(viewer, about, world.today), about, world.cases[n]!, world.today);
}

/** Compares everyone of a world; each young person looks at their own page and at that of the next one. */
export async function compareWorld(client: pg.Client, world: World, count: Count, most = 20, part?: Part) {
  const differences: Difference[] = [];
  for (const viewer of [...world.viewers, ...world.selves]) {
    const own = numberOf(viewer.id);
    const only = viewer.id.startsWith('b') ? [...new Set([own, (own + 1) % world.young.length])] : undefined;
    differences.push(...(await compareViewer(client, world, viewer, count, only, part)));
    if (differences.length > most) return differences;
  }
  return differences;
}

/** The number of cells of a count. */
export function cellsOf(count: Count): number {
  return count
    .values()
    .map(({ allowed, refused }) => allowed + refused)
    .reduce((sum, one) => sum + one, 0);
}
