import ical, { ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator';
import { z } from 'zod';
import { Secret } from '#access/sign-in.ts';
import type { Translate } from '#language/translate.ts';
import type { ReviewKind } from './review.ts';

/** What a calendar may say of a meeting beside its time. `name` is whose it is, none on the young person's own calendar. */
interface MeetingDetails {
  kind: ReviewKind;
  name: string | null;
  purpose: string;
  /** None where someone may not know places. */
  place: string | null;
  link: string | null;
}

/** A review as calendars know it. `sequence` is higher for the newer word on the same meeting (RFC 5545). */
export interface Meeting {
  id: string;
  startsAt: Date;
  minutes: number;
  sequence: number;
  changedAt: Date;
  isCalledOff: boolean;
  /** None on a calendar that says only that there is a meeting. */
  details?: MeetingDetails;
}

/** The viewer's own calendar address, as they may see it: never the address itself. */
export interface CalendarFeed {
  isDiscreet: boolean;
  madeAt: Date;
  usedAt: Date | null;
}

/** A new calendar address. `id` and `token` are the form's own, so that a double press is one address. */
export const NewCalendar = z.object({ id: z.guid(), token: Secret, shows: z.enum(['little', 'all'], 'chooseOne') });
export type NewCalendar = z.infer<typeof NewCalendar>;

/** What a calendar file is made from, beside its meetings: the site's address, the moment, and the words of a language. */
interface Around {
  origin: string;
  language: string;
  now: Date;
  t: Translate;
}

// A calendar needs one part at least (RFC 5545, 3.6): without any, some apps take it for broken and keep the old meetings.
const something = `BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
`.replaceAll('\n', '\r\n');

/** Meetings as a calendar file (RFC 5545), times in UTC. A meeting that is called off stays in it and says so. */
export function toCalendar(meetings: Meeting[], { origin, language, now, t }: Around): string {
  const calendar = ical({ prodId: '//Alongside//Meetings//EN', name: t('calendar.meetings'), method: ICalCalendarMethod.PUBLISH });
  const { host } = new URL(origin);
  for (const { id, startsAt, minutes, sequence, changedAt, isCalledOff, details } of meetings) {
    const what = details ? titleOf(details, t) : t('calendar.meeting');
    const event = calendar.createEvent({
      id: `${id}@${host}`,
      sequence,
      stamp: now,
      lastModified: changedAt,
      start: startsAt,
      end: new Date(startsAt.getTime() + minutes * 60_000),
      summary: isCalledOff ? t('calendar.off', { what }) : what,
      // Where others see the calendar of someone, they see only that they are busy.
      class: ICalEventClass.PRIVATE,
      status: isCalledOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
    if (!details) continue;
    event.description([details.purpose, details.link && t('calendar.video', { link: details.link })].filter(Boolean).join('\n'));
    event.location(details.place);
    event.url(`${origin}/${language}/family/reviews/${id}`);
  }
  const file = calendar.toString();
  return meetings.length > 0 ? file : file.replace('END:VCALENDAR', `${something}END:VCALENDAR`);
}

function titleOf({ kind, name }: MeetingDetails, t: Translate): string {
  return name === null ? t(`reviews.kind.${kind}`) : t('calendar.of', { kind: t(`reviews.kind.${kind}`), name });
}
