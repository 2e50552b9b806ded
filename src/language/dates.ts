import type { Translate } from './translate.ts';

const zone = 'Europe/London';

/** The calendar day in England at a moment, as `2026-05-04`. */
export function dayOf(moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(moment);
}

/**
 * The moment of a day (`2026-05-04`) and a time of the clock (`17:00`) in England. Where the clock shows a time twice it is the
 * second one, and a time that the clock jumps over is an hour earlier.
 */
export function momentOf(day: string, time: string): Date {
  const guess = new Date(`${day}T${time.slice(0, 5)}Z`);
  const shown = Date.parse(`${dayOf(guess)}T${clockOf(guess)}Z`);
  return new Date(2 * guess.getTime() - shown);
}

/** A moment or a day (`2026-05-04`) in full words, as "Monday 4 May 2026", in English time. */
export function dayInWords(when: Date | string, language: string): string {
  const moment = typeof when === 'string' ? new Date(`${when}T12:00:00Z`) : when;
  const locale = language === 'en' ? 'en-GB' : language;
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return format.format(moment).replace(',', '');
}

/** A moment that is near in words without its year, as "Monday 4 May", in English time. */
export function nearDayInWords(when: Date, language: string): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' }).format(when).replace(',', '');
}

/** The time of a moment in England, as "2:30pm", or "14:30" where a language counts to 24. */
export function timeInWords(moment: Date, language: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return clockInWords(part('hour'), part('minute'), language);
}

/** The time of a moment in England as a form has it: `14:30`. */
export function clockOf(moment: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment);
}

/** A time of the clock (hours 0 to 23, minutes), as "9am" or "2:30pm", in Polish as "14:30". Noon is "12 noon" in no one's diary, so it is "12pm". */
export function clockInWords(hour: number, minute: number, language: string): string {
  if (language === 'pl') return `${hour}:${String(minute).padStart(2, '0')}`;
  const minutes = minute ? `:${String(minute).padStart(2, '0')}` : '';
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** Whole calendar days from one day to another (`2026-05-04`); below 0 where the other is past. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The day some months after a day (`2026-05-04`); the last of the month where that month is shorter. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** How soon or how long ago a moment is, by calendar days in England: "today", "in 12 days", "3 days ago". */
export function soonInWords(when: Date, now: Date, t: Translate): string {
  const days = daysBetween(dayOf(now), dayOf(when));
  if (days === 0) return t('dates.today');
  if (days === 1) return t('dates.tomorrow');
  if (days === -1) return t('dates.yesterday');
  return days > 0 ? t('dates.in', { count: days }) : t('dates.ago', { count: -days });
}

/** The name of a weekday by its ISO number (1 is Monday), in a language. */
export function weekdayInWords(weekday: number, language: string): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: 'UTC', weekday: 'long' }).format(Date.UTC(2024, 0, weekday));
}

/** How long something is, as "90 minutes". */
export function minutesInWords(minutes: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(minutes);
}
