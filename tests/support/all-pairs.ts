/** One value of each factor, by the factor's name. */
export type Row = Record<string, string>;

/**
 * Rows in which each value of each factor meets each value of every other factor at least once, far fewer than all rows.
 * Greedy, and the same for the same factors: each row starts from a pair that nobody has met, and takes for each other factor
 * the value that meets most.
 */
export function allPairs(factors: Record<string, readonly string[]>): Row[] {
  const names = Object.keys(factors);
  const open = new Set(pairsOf(factors));
  const rows: Row[] = [];
  for (const pair of open) {
    const row: Row = Object.fromEntries(pair.split(between).map((part) => part.split('=')));
    // A Set is walked in the order in which it was filled, also while its members go.
    for (const name of names.filter((each) => !(each in row))) row[name] = bestValue(factors[name] ?? [], name, row, open);
    for (const met of pairsIn(row, names)) open.delete(met);
    rows.push(row);
  }
  return rows;
}

/** Every pair that rows of these factors have to hold, each as one string. */
export function pairsOf(factors: Record<string, readonly string[]>): string[] {
  const names = Object.keys(factors);
  return names.flatMap((one, index) =>
    names.slice(index + 1).flatMap((other) => (factors[one] ?? []).flatMap((a) => (factors[other] ?? []).map((b) => `${one}=${a}${between}${other}=${b}`))),
  );
}

/** The pairs in a row, as `pairsOf` writes them. `names` are the factors in their order. */
export function pairsIn(row: Row, names: string[]): string[] {
  return names.flatMap((one, index) => names.slice(index + 1).map((other) => `${one}=${row[one]}${between}${other}=${row[other]}`));
}

const between = '\n';

function bestValue(values: readonly string[], name: string, row: Row, open: Set<string>): string {
  const [first = ''] = values;
  let best = first;
  let most = -1;
  for (const value of values) {
    const meets = Object.entries(row).filter(
      ([other, its]) => open.has(`${name}=${value}${between}${other}=${its}`) || open.has(`${other}=${its}${between}${name}=${value}`),
    ).length;
    if (meets > most) [best, most] = [value, meets];
  }
  return best;
}
