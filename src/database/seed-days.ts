import { sql } from 'kysely';

/** The day some days after a moment, as `2026-05-04`. */
export function dayFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Days from now to a meeting: one that would fall on a weekend is on the Monday after. */
export function workingDay(now: Date, days: number): number {
  const weekday = new Date(now.getTime() + days * 86_400_000).getUTCDay();
  return days + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** A moment some days after another, at a time of the clock in London. The database knows when clocks change. */
export function momentFrom(now: Date, days: number, time: string) {
  return sql<Date>`(${`${dayFrom(now, days)} ${time}`}::timestamp at time zone 'Europe/London')`;
}
