import { dayOf, momentOf } from '#language/dates.ts';
import type { WorkingDay } from '#people/person.ts';
import { daysAfter, isBankHoliday, weekdayOf } from '#people/working-day.ts';

/** Who answers: the days and hours of their week, and when they are away (both days with them, as `2026-05-04`). */
export interface Answerer {
  hours: WorkingDay[];
  away: { firstDay: string; lastDay: string }[];
}

/** How many days a promise may look ahead. What is later than that is no promise. */
const furthest = 60;

/**
 * When someone has an answer at the latest: the end of the hours, in London, of the first day after the day of sending on
 * which the answerer works. They do not work on bank holidays of England, or while they are away. Undefined without such
 * a day in the next 60. The source is the promise of the service: an answer by the end of the next working day.
 */
export function answerBy(sentAt: Date, { hours, away }: Answerer): Date | undefined {
  const sentOn = dayOf(sentAt);
  for (let count = 1; count <= furthest; count += 1) {
    const day = daysAfter(sentOn, count);
    const works = hours.find(({ weekday }) => weekday === weekdayOf(day));
    const isAway = away.some(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
    if (works && !isAway && !isBankHoliday(day)) return momentOf(day, works.endsAt);
  }
  return undefined;
}
