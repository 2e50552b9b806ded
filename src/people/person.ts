import { clockInWords, weekdayInWords } from '#language/dates.ts';
import type { Translate } from '#language/translate.ts';

/** What someone is to a young person. The words are the field's. */
export type Relation = 'young person' | 'parent or carer' | 'other family' | 'advocate' | 'key worker' | 'cover' | 'team lead' | 'other professional';

/** The relations of people who work for the service. */
export const staffRelations = ['key worker', 'cover', 'team lead'] as const satisfies Relation[];

/** A day on which someone works. Weekday as in ISO 8601 (1 is Monday), times of the clock as `09:00:00`. */
export interface WorkingDay {
  weekday: number;
  startsAt: string;
  endsAt: string;
}

/** Who to write to and call while someone is away, and until when (`2026-05-04`, their last day away). Null where nobody covers here. */
export interface Absence {
  lastDay: string;
  coverName: string | null;
  coverPhone: string | null;
}

/** Whom else to call: the team by day, the help line at night and at weekends. */
export interface Lines {
  team: string;
  atNight: string;
}

/** A key worker as families see them. */
export interface KeyWorker {
  id: string;
  name: string;
  knownAs: string;
  portrait: string | null;
  phone: string;
  email: string;
  area: string;
  hours: WorkingDay[];
  /** Set while they are away. */
  away: Absence | null;
}

/** Who helps beside the key worker, as families see them. */
export const teamRelations = ['cover', 'team lead', 'advocate'] as const satisfies Relation[];

/** One of them. An advocate does not work for the service: we have no number of theirs, and no hours. */
export interface TeamMember extends Omit<KeyWorker, 'phone' | 'email' | 'area'> {
  relation: (typeof teamRelations)[number];
  phone: string | null;
  email: string | null;
}

/** When someone works, a sentence part for each run of days with the same times: "Monday to Thursday, 9am to 5pm". */
export function hoursInWords(hours: WorkingDay[], language: string, t: Translate): string[] {
  const runs: WorkingDay[][] = [];
  for (const day of hours.toSorted((a, b) => a.weekday - b.weekday)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows = last && last.weekday === day.weekday - 1 && last.startsAt === day.startsAt && last.endsAt === day.endsAt;
    if (follows) run?.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => runInWords(run, language, t));
}

function runInWords(run: WorkingDay[], language: string, t: Translate): string {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) return '';
  const times = { from: clock(first.startsAt, language), to: clock(first.endsAt, language) };
  const day = weekdayInWords(first.weekday, language);
  if (first === last) return t('people.hoursOneDay', { day, ...times });
  return t('people.hours', { day, lastDay: weekdayInWords(last.weekday, language), ...times });
}

function clock(time: string, language: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return clockInWords(hour, minute, language);
}

/** Someone's age in whole years on a day; both as `2026-05-04`. Someone born on 29 February is older from 1 March. */
export function ageOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}
