import { idOf, numberOf } from './circumstances.ts';
import { readOf } from './conversing.ts';
import type { Between, Thread, Today, YoungPerson } from './model.ts';

/** Of whose conversations it is asked whether they changed, and since how many minutes: the function is called for each by itself. */
export const askedWhatChanged = [0, 1, 2, 3, 14];
export const changedSince = [4, 6, 36 * 60, 5 * 24 * 60];
/** How many minutes ago someone read, and a question was passed on by day or just now. */
export const readAgo = 7;
export const arrivedAgo = 5;
export const passedAt = ({ id }: Pick<Thread, 'id'>, momentOf: (count: number) => string) =>
  numberOf(id) % 2 === 1 ? new Date(Date.now() - 180_000).toISOString() : momentOf(-6);

/** What the rules say of each conversation: that something of it is newer, or that nothing is. Nothing at all where it is not theirs. */
export function expectChanged(tie: Between, about: YoungPerson, today: Today): string[] {
  if (!askedWhatChanged.includes(numberOf(about.id))) return [];
  // How long ago that day of this world is, by the clock: some worlds are in days to come.
  const minutesAgo = (day: number) => (Date.now() - Date.parse(`${today}T00:30:00Z`)) / 60_000 - day * 24 * 60;
  return about.threads.filter(tie.isMember).flatMap((thread) =>
    changedSince.map((since) => {
      const isNew = thread.messages.some(({ sentOn, hasArrived }) => hasArrived && arrivedAgo < since && minutesAgo(sentOn) < since + 60);
      const isRead = readOf(thread).read.length > 0 && readAgo < since;
      const isPassed = thread.messages.length > 0 && (numberOf(thread.id) % 2 === 1 ? 3 : minutesAgo(-6)) < since;
      return `${thread.id} ${since} ${isNew || isRead || isPassed}`;
    }),
  );
}

/** How that is asked of the database. */
export const changedQuery = `select 'changed' as what, thread::text as whose, string_agg(thread || ' ' || minutes || ' ' || is_new, ',') as keys
  from unnest(array['${askedWhatChanged.flatMap((n) => [idOf('e', n * 2), idOf('e', n * 2 + 1)]).join("', '")}']::uuid[]) as thread
    cross join unnest(array[${changedSince.join(', ')}]) as minutes
    cross join lateral has_changed(thread, now() - make_interval(mins => minutes)) as is_new
  where is_new is not null group by 2`;
