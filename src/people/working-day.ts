/** The day some days after a day, both as `2026-05-04`. */
export function daysAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The weekday of a day (`2026-05-04`) by its ISO number: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Easter Sunday of a year, by the rule of the Gregorian calendar (Meeus, Jones and Butcher). */
function easterOf(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return `${year}-${two(month)}-${two(((h + l - 7 * m + 114) % 31) + 1)}`;
}

const two = (number: number) => String(number).padStart(2, '0');
const firstMonday = (year: number, month: number) => {
  const first = `${year}-${two(month)}-01`;
  return daysAfter(first, (8 - weekdayOf(first)) % 7);
};
const lastMonday = (year: number, month: number) => {
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return daysAfter(last, 1 - weekdayOf(last));
};

/**
 * The bank holidays of England and Wales in a year, in order, by the rules that stand since 1978. One on a weekend has a
 * substitute on the next day that is free. Days that a king or queen gives once are not among them. Sources: Banking and Financial
 * Dealings Act 1971, schedule 1; gov.uk/bank-holidays.
 */
export function bankHolidays(year: number): string[] {
  const easter = easterOf(year);
  const fixed = [daysAfter(easter, -2), daysAfter(easter, 1), firstMonday(year, 5), lastMonday(year, 5), lastMonday(year, 8)];
  const days = [`${year}-01-01`, `${year}-12-25`, `${year}-12-26`];
  const onWeekdays = days.filter((day) => weekdayOf(day) < 6);
  const all = new Set([...fixed, ...onWeekdays]);
  for (let day of days.filter((each) => weekdayOf(each) > 5)) {
    while (weekdayOf(day) > 5 || all.has(day)) day = daysAfter(day, 1);
    all.add(day);
  }
  return [...all].toSorted();
}

/** True where a day (`2026-05-04`) is a bank holiday of England and Wales. */
export function isBankHoliday(day: string): boolean {
  return bankHolidays(Number(day.slice(0, 4))).includes(day);
}

/** True for Monday to Friday, but for bank holidays. */
function isWorkingDay(day: string): boolean {
  return weekdayOf(day) < 6 && !isBankHoliday(day);
}

/** The working day in England that is `count` (from 1) after a day, which does not count itself. Days as `2026-05-04`. */
export function workingDaysAfter(day: string, count: number): string {
  let at = day;
  for (let left = count; left > 0;) {
    at = daysAfter(at, 1);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}
