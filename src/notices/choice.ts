import { z } from 'zod';
import { digitsOf } from '#access/sign-in.ts';
import { clockOf } from '#language/dates.ts';
import { readTime } from '#reviews/booking.ts';

/** The ways in which a notice can go out. */
export const channels = ['email', 'text', 'push'] as const;
export type Channel = (typeof channels)[number];

/** The hours in which notices may come, as `09:00` by the clock in London; over midnight where `until` is earlier than `from`. */
export interface SafeTimes {
  from: string;
  until: string;
}

/** How someone wants to be told. No channel at all is a choice too. */
export interface Choices {
  email: boolean;
  text: boolean;
  push: boolean;
  /** Undefined: at any time. */
  times: SafeTimes | undefined;
}

/** A device on which someone turned notices on. */
export interface PushDevice {
  id: string;
  device: string;
  madeAt: Date;
}

/** All that the page shows someone of how they are told. */
export interface MyNotices {
  choices: Choices;
  /** Where emails go: the address that they gave for notices, or those that they sign in with. */
  addresses: string[];
  hasOwnAddress: boolean;
  mobile: string | undefined;
  devices: PushDevice[];
  /** A place that waits for its code. */
  ask: { id: string; channel: 'email' | 'text'; place: string } | undefined;
}

// A box without its tick sends nothing.
const tick = z.string().optional();

/** The form of what someone chooses. Times may be written as `9am` or `14:30`; with "any" they are a mistake: whoever wrote them wants them kept. */
export const NewChoices = z
  .object({ email: tick, text: tick, push: tick, when: z.enum(['any', 'between'], 'chooseOne'), from: z.string().default(''), until: z.string().default('') })
  .transform(({ when, from, until, ...ticks }, context): Choices => {
    const times = { from: readTime(from), until: readTime(until) };
    const no = (path: 'when' | 'from' | 'until', message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (when === 'between') {
      if (!times.from) no('from', 'timeWrong');
      if (!times.until) no('until', 'timeWrong');
      else if (times.from === times.until) no('until', 'timesSame');
    } else if (from || until) no('when', 'timesUnused');
    return { email: ticks.email === 'on', text: ticks.text === 'on', push: ticks.push === 'on', times: when === 'between' ? times : undefined };
  });

/** Another address for notices. `id` is the form's own. */
export const NewAddress = z.object({ id: z.guid(), address: z.string().trim().max(254, 'emailWrong').toLowerCase().pipe(z.email('emailWrong')) });

/**
 * A mobile number for notices, kept as `+447700900123`. Only mobiles of the United Kingdom: a text to elsewhere costs more,
 * and 070 and 076 are no mobiles (Ofcom's numbering plan).
 */
export const NewMobile = z.object({ id: z.guid(), mobile: z.string().transform(readMobile).pipe(z.string().min(1, 'mobileWrong')) });

/** The code that came to an address or a number. */
export const PlaceCode = z.object({ ask: z.guid(), code: z.string().transform(digitsOf).pipe(z.string().length(8, 'codeShort')) });
export type PlaceCode = z.infer<typeof PlaceCode>;

/** A mobile number from how people write it. Empty where it is none of the United Kingdom. */
export function readMobile(typed: string): string {
  const [, rest = ''] = /^(?:0|44|0044)(7[1-57-9]\d{8})$/.exec(digitsOf(typed).replace(/^440/, '44')) ?? [];
  return rest && `+44${rest}`;
}

/** A number as people here write it: "07700 900123". */
export function mobileInWords(mobile: string): string {
  return mobile.replace(/^\+44(\d{4})/, '0$1 ');
}

/** True where someone may be told at this moment. */
export function isSafeAt(moment: Date, times: SafeTimes | undefined): boolean {
  if (!times) return true;
  const now = clockOf(moment);
  const { from, until } = times;
  return from < until ? from <= now && now < until : from <= now || now < until;
}

const hour = 3_600_000;

/** The first moment, from `now` on, at which someone may be told. */
export function whenToSend(now: Date, times: SafeTimes | undefined): Date {
  if (!times || isSafeAt(now, times)) return now;
  // London is whole hours from UTC, on the days when the clocks change too: so each time of the clock comes at its own
  // minutes of some hour, and going hour by hour misses none. A time that a day leaves out comes up to an hour later.
  const minutes = Number(times.from.slice(3)) * 60_000;
  let moment = Math.floor(now.getTime() / hour) * hour + minutes;
  if (moment < now.getTime()) moment += hour;
  // Where the clocks go forward over all of the safe time, it is the next day's.
  for (const end = moment + 49 * hour; moment < end && !isSafeAt(new Date(moment), times);) moment += hour;
  return new Date(moment);
}

/** So many notices within an hour go out one by one; what comes after them waits for the hour's end, and is told as one. */
const most = 3;

/** The hour that someone's last notice stands in: when it began, and how many notices came in it. */
export interface NoticeHour {
  from: Date;
  count: number;
}

// Someone has to look at these today, so they wait for no others and are told by themselves.
const urgent = ['raised', 'passed on', 'emergency'];

/** Where a notice of this kind that comes now has its place: in which hour, and when it may be told. */
export function placeInHour(last: NoticeHour | undefined, kind: string, now: Date): { hourFrom: Date; waits: boolean; tellAt: Date } {
  if (!last || now.getTime() >= last.from.getTime() + hour) return { hourFrom: now, waits: false, tellAt: now };
  if (last.count < most || urgent.includes(kind)) return { hourFrom: last.from, waits: false, tellAt: now };
  return { hourFrom: last.from, waits: true, tellAt: new Date(last.from.getTime() + hour) };
}

/** A notice that may be told now. */
export interface DueNotice {
  id: string;
  kind: string;
  waits: boolean;
}

/** What is told together: notices, the first of which speaks for them all, and what it says: its kind, or that there are many. */
export interface Telling {
  ids: string[];
  says: string;
}

/** How to tell what is due to one person: one by one, or as one where there are many, as after a night without notices. */
export function howToTell(due: DueNotice[]): Telling[] {
  const alone = due.filter(({ kind }) => urgent.includes(kind));
  const rest = due.filter(({ kind }) => !urgent.includes(kind));
  const together = rest.length > most ? rest : rest.filter(({ waits }) => waits);
  const one = rest.filter((each) => !together.includes(each));
  const tellings = [...alone, ...one].map(({ id, kind }) => ({ ids: [id], says: kind }));
  return together.length > 0 ? [...tellings, { ids: together.map(({ id }) => id), says: 'many' }] : tellings;
}
