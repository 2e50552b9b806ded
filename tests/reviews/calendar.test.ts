import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { translator } from '#language/translate.ts';
import { toCalendar, type Meeting } from '#reviews/calendar.ts';

// Read back with the parser of another house: what it finds is what a calendar app finds.

const meeting: Meeting = {
  id: '0199a2b4-0000-7000-8000-000000000001',
  startsAt: new Date('2026-10-24T13:30:00Z'),
  minutes: 90,
  sequence: 3,
  changedAt: new Date('2026-10-01T08:00:00Z'),
  isCalledOff: false,
  details: {
    kind: 'cetr',
    name: 'Maya',
    purpose: 'We ask: what helps?\nTell us, please; all of it.',
    place: "Maya's school, the small room",
    link: 'https://meet.example/x',
  },
};
const around = { origin: 'https://alongside.example', language: 'en', now: new Date('2026-10-02T09:00:00Z'), t: translator('en') };
const read = (file: string) => new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
const momentOf = (time: ICAL.Time) => time.toJSDate().toISOString();

test('a calendar app finds what a review is, when, where, and the number of its newest change', () => {
  const file = toCalendar([meeting], around);
  const [event] = read(file);
  expect(event).toMatchObject({
    uid: '0199a2b4-0000-7000-8000-000000000001@alongside.example',
    sequence: 3,
    summary: 'C(E)TR meeting, Maya',
    location: "Maya's school, the small room",
    description: 'We ask: what helps?\nTell us, please; all of it.\nJoin by video: https://meet.example/x',
  });
  expect([momentOf(event!.startDate), momentOf(event!.endDate)]).toEqual(['2026-10-24T13:30:00.000Z', '2026-10-24T15:00:00.000Z']);
  const value = (name: string) => String(event!.component.getFirstPropertyValue(name));
  expect([value('status'), value('last-modified'), value('dtstamp'), value('class')]).toEqual([
    'CONFIRMED',
    '2026-10-01T08:00:00Z',
    '2026-10-02T09:00:00Z',
    'PRIVATE',
  ]);
  expect(value('url')).toBe('https://alongside.example/en/family/reviews/0199a2b4-0000-7000-8000-000000000001');
  // As the format has it: each line ends with both, and none is longer than 75 bytes.
  expect(file.split('\r\n').every((line) => !line.includes('\n') && Buffer.byteLength(line) <= 75)).toBe(true);
});

test('half past one in the afternoon in England is that on both sides of the night when the clocks change', () => {
  const before = { ...meeting, startsAt: new Date('2026-10-24T12:30:00Z') };
  const after = { ...meeting, id: 'b', startsAt: new Date('2026-10-25T13:30:00Z') };
  const clock = (time: ICAL.Time) => time.toJSDate().toLocaleTimeString('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' });
  expect(read(toCalendar([before, after], around)).map((event) => [clock(event.startDate), clock(event.endDate)])).toEqual([
    ['13:30', '15:00'],
    ['13:30', '15:00'],
  ]);
});

test('a review that is called off stays, and says so in words too', () => {
  const [event] = read(toCalendar([{ ...meeting, isCalledOff: true }], around));
  expect(event?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  expect(event?.summary).toBe('Not happening: C(E)TR meeting, Maya');
});

test('someone who may not know the place has none in their calendar, and the young person not their own name', () => {
  const [event] = read(toCalendar([{ ...meeting, details: { ...meeting.details!, name: null, place: null, link: null } }], around));
  expect([event?.summary, event?.location, event?.description]).toEqual(['C(E)TR meeting', null, 'We ask: what helps?\nTell us, please; all of it.']);
});

test('a calendar that says little has no name, place or kind, nor the way to the page', () => {
  const { details: _, ...little } = meeting;
  const file = toCalendar([little, { ...little, id: 'b', isCalledOff: true }], around);
  expect(read(file).map(({ summary }) => summary)).toEqual(['Meeting', 'Not happening: Meeting']);
  expect(file).not.toMatch(/Maya|school|C\(E\)TR|helps|\/family|meet\.example/);
});

test('in Urdu the words are Urdu, whole, however the lines are broken', () => {
  const urdu = { ...around, language: 'ur', t: translator('ur') };
  const purpose = 'ہم دیکھتے ہیں کہ کیا مدد کرتا ہے۔ '.repeat(5).trim();
  const [event] = read(toCalendar([{ ...meeting, details: { ...meeting.details!, purpose, link: null } }], urdu));
  expect(event?.description).toBe(purpose);
  expect(event?.summary).toContain('، Maya');
});

test('a calendar without meetings is whole, so that apps take the old ones out', () => {
  const calendar = new ICAL.Component(ICAL.parse(toCalendar([], around)));
  expect(calendar.getAllSubcomponents('vevent')).toEqual([]);
  expect(toCalendar([], around)).not.toMatch(/[^\r]\n/);
  // RFC 5545, 3.6: one part at least.
  expect(calendar.getAllSubcomponents().map(({ name }) => name)).toEqual(['vtimezone']);
});
