import { circumstances, type Circumstances } from './circumstances.ts';
import { compareViewer, type Difference } from './compare.ts';
import { writeWorld } from './look.ts';
import { between } from './model.ts';
import { buildWorld, type World } from './world.ts';
import type pg from 'pg';

interface Found {
  difference: Difference;
  drawn: Circumstances;
}
type OnDay = <T>(day: string, work: (today: string) => Promise<T>) => Promise<T>;

/** How long to look for something smaller, in milliseconds: what differs has to be told before a run is stopped. */
const patience = 120_000;

/** The smallest circumstances in which the same viewer meets the same difference: all smaller ones at once, as one world, until none has it. */
export async function smallest(client: pg.Client, onDay: OnDay, day: string, first: Found): Promise<Found & { world: World }> {
  let found = { ...first, world: await onDay(day, async (today) => buildWorld([first.drawn], today)) };
  const end = Date.now() + patience;
  while (Date.now() < end) {
    // Without a context fast-check shrinks what is no draw of its own: enough to make lists shorter and choices plainer.
    const smaller = [...plainer(found.drawn), ...[...circumstances.shrink(found.drawn, undefined).take(60)].map(({ value }) => value)].slice(0, 36);
    const next = await onDay(day, async (today) => {
      const world = buildWorld(smaller, today);
      await writeWorld(client, world);
      const isSelf = first.difference.viewer.id.startsWith('b');
      for (const [n, drawn] of smaller.entries()) {
        const viewer = isSelf ? world.selves[n]! : first.difference.viewer;
        const differences = await compareViewer(client, world, viewer, new Map(), [n]);
        const same = differences.find(({ what, young }) => what === first.difference.what && young === n);
        if (same) return { difference: same, drawn };
      }
      return undefined;
    });
    if (!next) break;
    found = { ...next, world: await onDay(day, async (today) => buildWorld([next.drawn], today)) };
  }
  return found;
}

// One thing less: a tie to nobody, no freeze, no decision, no audit, one grant fewer.
function* plainer(drawn: Circumstances): Generator<Circumstances> {
  const withTie = (v: number, change: Partial<Circumstances['ties'][number]>) =>
    ({ ...drawn, ties: drawn.ties.map((tie, i) => (i === v ? { ...tie, ...change } : tie)) }) as Circumstances;
  const none = { relation: null, grants: [], restriction: null, glass: null, thread: null };
  const used = [...drawn.ties.entries()].filter(([, tie]) => tie.relation || tie.grants.length > 0 || tie.restriction || tie.glass || tie.thread);
  const half = Math.ceil(used.length / 2);
  for (const part of [used.slice(0, half), used.slice(half)]) {
    if (used.length > 1) yield { ...drawn, ties: drawn.ties.map((tie, v) => (part.some(([i]) => i === v) ? { ...tie, ...none } : tie)) } as Circumstances;
  }
  for (const [v] of used) yield withTie(v, none);
  if (drawn.isFrozen) yield { ...drawn, isFrozen: false };
  for (const i of drawn.decisions.keys()) yield { ...drawn, decisions: drawn.decisions.toSpliced(i, 1) };
  if (drawn.audit.length > 0) yield { ...drawn, audit: drawn.audit.slice(1) };
  for (const [v, tie] of used) {
    for (const i of tie.grants.keys()) yield withTie(v, { grants: tie.grants.toSpliced(i, 1) });
    if (tie.restriction) yield withTie(v, { restriction: null });
    if (tie.glass !== null) yield withTie(v, { glass: null });
    if (tie.thread) yield withTie(v, { thread: null });
    if (tie.wasHereBefore) yield withTie(v, { wasHereBefore: false });
  }
}

/** A difference and its circumstances, for whoever has to mend it. */
export function inWords({ difference, world }: Found & { world: World }): string {
  const { viewer, what, expected, got } = difference;
  const about = world.young[0]!;
  const tie = between({ ...viewer, id: viewer.id.startsWith('b') ? about.id : viewer.id }, about, world.today);
  const facts = Object.entries(tie).filter(([, fact]) => typeof fact !== 'function');
  return [
    `${what}: the rules say "${expected}", the database "${got}".`,
    JSON.stringify(viewer),
    JSON.stringify(Object.fromEntries(facts)),
    JSON.stringify(about, null, 1),
  ].join('\n');
}
