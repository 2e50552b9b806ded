import { allPairs, type Row } from './all-pairs.ts';
import { factors, type Look } from './looks.ts';
import { languagesOf } from './page-kinds.ts';
import type { PageKind } from './page-kinds/kind.ts';

/** One page to open, and how it is to be shown while it is open. */
export interface Load {
  name: string;
  kind: PageKind;
  language: string;
  looks: Look[];
}

/** True for `npm run a11y -- --all`: every kind in every language, theme, screen and mode. `npm test` takes pairs of them. */
export const isEverything = process.env.A11Y === 'all';

/** The pages of these kinds to open, with looks in which each kind, language, theme, screen and mode meets each of the others. */
export function loadsOf(kinds: PageKind[]): Load[] {
  const names = kinds.map(({ name }) => name);
  const rows = isEverything ? allRows({ kind: names, ...factors }) : allPairs({ kind: names, ...factors });
  return shard(
    kinds.flatMap((kind) =>
      languagesOf(kind).map((language, _, { length }) => {
        // A page with one language takes the looks of all.
        const its = rows.filter((row) => row.kind === kind.name && (length === 1 || row.language === language));
        return { name: `${kind.name}, ${language}`, kind, language, looks: looksIn(its) };
      }),
    ),
  );
}

/** The part of a list that this process takes: A11Y_SHARD=1/2 is every second one, from the first. */
export function shard<Of>(all: Of[]): Of[] {
  const [part = 1, of = 1] = (process.env.A11Y_SHARD ?? '1/1').split('/').map(Number);
  return all.filter((_, index) => index % of === part - 1);
}

// In an order in which little has to be changed from one to the next.
function looksIn(rows: Row[]): Look[] {
  const looks = new Map(rows.map(({ theme = '', viewport = '', mode = '' }) => [`${viewport} ${mode} ${theme}`, { theme, viewport, mode }]));
  return [...looks].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, look]) => look);
}

function allRows(all: Record<string, readonly string[]>): Row[] {
  return Object.entries(all).reduce<Row[]>((rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))), [{}]);
}
