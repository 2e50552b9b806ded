import { sql } from 'kysely';
import { hashToken } from '#access/sign-in.ts';
import { askAtTheDoor } from '#access/sign-ins.ts';
import type { Db } from '#database/connect.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import type { CalendarFeed, Meeting, NewCalendar } from './calendar.ts';
import type { ReviewKind } from './review.ts';

/** A review as the viewer's calendar takes it, and whose it is. Undefined where there is none, or none that they may see. */
export async function findMeeting(db: Db, id: string): Promise<{ youngPersonId: string; meeting: Meeting } | undefined> {
  const found = await sql<{ youngPerson: string | null }>`select review_about(${id}) as "youngPerson"`.execute(db);
  const youngPersonId = found.rows[0]?.youngPerson;
  if (!youngPersonId) return undefined;
  await openRecord(db, youngPersonId, 'reviews', 'contacts');
  const row = await db
    .selectFrom('reviews')
    .innerJoin('people', 'people.id', 'reviews.youngPersonId')
    .leftJoin('reviewPlaces', 'reviewPlaces.reviewId', 'reviews.id')
    .select(['reviews.id', 'kind', 'startsAt', 'minutes', 'sequence', 'changedAt', 'calledOffAt', 'purpose', 'place', 'link'])
    .select(sql<string | null>`case when people.id <> current_person() then known_as end`.as('name'))
    .where('reviews.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { kind, name, purpose, place, link, calledOffAt, ...times } = row;
  return { youngPersonId, meeting: { ...times, isCalledOff: calledOffAt !== null, details: { kind: kind as ReviewKind, name, purpose, place, link } } };
}

/** The viewer's calendar that is on. Undefined where it is off. */
export async function findMyCalendar(db: Db): Promise<CalendarFeed | undefined> {
  return db.selectFrom('calendarFeeds').select(['isDiscreet', 'madeAt', 'usedAt']).where('endedAt', 'is', null).executeTakeFirst();
}

/**
 * Switches the viewer's calendar on, with a new address; one from before stops. A repeat of the same form is the same
 * address. Throws a Mistake for the same form with something else, and where this was too often.
 */
export async function openCalendar(db: Db, { id, token, shows }: NewCalendar): Promise<string> {
  const { rows } = await sql<{ isOpen: boolean }>`select open_calendar(${id}, ${hashToken(token)}, ${shows === 'little'}) as is_open`.execute(db);
  if (!rows[0]?.isOpen) throw new Mistake('form', 'formWrong');
  return token;
}

/** Switches the viewer's calendar off; its address stops at once. */
export async function endCalendar(db: Db): Promise<void> {
  await sql`select end_calendar()`.execute(db);
}

type MeetingRow = Omit<Meeting, 'startsAt' | 'changedAt' | 'details'> & { startsAt: string; changedAt: string } & Partial<NonNullable<Meeting['details']>>;

/**
 * What is behind the address of a calendar: the meetings that its person may see at this moment, and their language.
 * Undefined where there is none, or it has ended. Throws AS001 where it is asked for too often.
 */
export async function readCalendar(token: string): Promise<{ language: string; meetings: Meeting[] } | undefined> {
  const [row] = await askAtTheDoor(
    sql<{ calendar: { isDiscreet: boolean; language: string; meetings: MeetingRow[] } | null }>`select read_calendar(${hashToken(token)}) as calendar`,
  );
  if (!row?.calendar) return undefined;
  const { isDiscreet, language, meetings } = row.calendar;
  return { language, meetings: meetings.map((each) => asMeeting(each, isDiscreet)) };
}

function asMeeting({ id, startsAt, changedAt, minutes, sequence, isCalledOff, ...rest }: MeetingRow, isDiscreet: boolean): Meeting {
  const meeting = { id, minutes, sequence, isCalledOff, startsAt: new Date(startsAt), changedAt: new Date(changedAt) };
  return isDiscreet ? meeting : { ...meeting, details: rest as NonNullable<Meeting['details']> };
}
