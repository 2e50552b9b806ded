/** One kind of thing that a person looked at or changed on a day in England, with the last time of it. */
export interface LookedRow {
  /** As `2026-05-04`. */
  day: string;
  /** Null where the service did it by itself. */
  actorId: string | null;
  /** Null for someone whose name the viewer does not see. */
  name: string | null;
  /** What they are to the young person; null for someone outside the circle. */
  relation: string | null;
  act: string;
  what: string;
  at: Date;
}

/** Some days of it. `older` is the day before which there is more, undefined where there is none. */
export interface Looked {
  rows: LookedRow[];
  older: string | undefined;
}

/** What one person did on one day in England. */
export interface Look {
  actorId: string | null;
  name: string | null;
  relation: string | null;
  read: string[];
  changed: string[];
  /** The last time on that day. */
  at: Date;
}

/** Someone opened the page in an emergency. Reasons are null for all but staff. */
export interface Emergency {
  at: Date;
  name: string | null;
  reasons: string | null;
}

/** How many days one page has, and after how many lines no further day begins on it. */
export const daysAtOnce = 30;
const linesAtOnce = 50;

/** Puts rows together, one line for each person and day, newest first; what does not fit is on the older page. A day is never parted. */
export function toLooks({ rows, older }: Looked): { looks: Look[]; older: string | undefined } {
  const days = new Map<string, Map<string | null, Look>>();
  for (const { day, actorId, name, relation, act, what, at } of rows.toSorted((a, b) => b.at.getTime() - a.at.getTime())) {
    const people = days.get(day) ?? new Map<string | null, Look>();
    const look = people.get(actorId) ?? { actorId, name, relation, read: [], changed: [], at };
    look[act === 'read' ? 'read' : 'changed'].push(what);
    days.set(day, people.set(actorId, look));
  }
  const looks: Look[] = [];
  for (const [day, people] of [...days].toSorted(([a], [b]) => (a < b ? 1 : -1))) {
    if (looks.length > 0 && looks.length + people.size > linesAtOnce) return { looks, older: nextDay(day) };
    looks.push(...[...people.values()].map((look) => ({ ...look, read: look.read.toSorted(), changed: look.changed.toSorted() })));
  }
  return { looks, older };
}

/** The day from an address (`2026-05-04`) before which someone wants to see. Undefined where it is no day. */
export function readDay(given: string | null): string | undefined {
  if (!given || !/^(19|20)\d\d-\d\d-\d\d$/.test(given)) return undefined;
  const moment = new Date(`${given}T00:00:00Z`);
  // 30 February would be 2 March.
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(given) ? given : undefined;
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
