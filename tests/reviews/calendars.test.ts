import ICAL from 'ical.js';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshly } from '#tests/support/invitations.ts';
import { demoService } from '#tests/support/service.ts';
import { visitor, type Visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const ids = { maya: '', leo: '', amir: '', imran: '', nadia: '', sam: '', tom: '', review: '' };

beforeAll(async () => {
  const { id, owner } = demo.database;
  Object.assign(ids, { maya: await id('Maya Hartley'), leo: await id('Leo Hartley'), amir: await id('Amir Khan'), imran: await id('Imran Khan') });
  Object.assign(ids, { nadia: await id('Nadia Khan'), sam: await id('Sam Hartley'), tom: await id('Tom Okafor') });
  const review = await owner.selectFrom('reviews').select('id').where('youngPersonId', '=', ids.amir).where('kind', '=', 'cetr').executeTakeFirstOrThrow();
  ids.review = review.id;
});

/** Switches on the calendar of someone, as the form does. Gives the address, and who did it. */
async function switchOn(name: string, shows: 'little' | 'all', about?: string): Promise<{ address: string; person: Visitor }> {
  const person = await freshly(demo, name);
  await person.open(`/en/family/calendar${about ? `?about=${about}` : ''}`);
  await person.press('Make the address', { shows });
  return { address: addressOn(person), person };
}
const addressOn = ({ page }: Visitor) => /\/calendar\/[\w-]{43}\.ics/.exec(page.text)?.[0] ?? '';

/** What a calendar app gets, by the id of the review. */
async function ask(address: string): Promise<Map<string, ICAL.Event>> {
  const page = await visitor(demo.origin).open(address);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  const events = new ICAL.Component(ICAL.parse(page.html)).getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
  return new Map(events.map((event) => [event.uid.split('@')[0] ?? '', event]));
}
const status = async (address: string) => (await visitor(demo.origin).open(address)).status;
const change = (what: string, where: string) => sql.raw(`update reviews set ${what} where ${where}`).execute(demo.database.owner);

describe('a review', () => {
  test('comes as a file from its page, with its place for a parent who may know places', async () => {
    const nadia = await freshly(demo, 'Nadia Khan');
    await nadia.open(`/en/family/reviews/${ids.review}`);
    await nadia.follow('Add this to your calendar');
    expect(nadia.page.headers.get('content-disposition')).toBe('attachment; filename="meeting.ics"');
    expect(nadia.page.headers.get('cache-control')).toBe('no-store');
    const [event] = (await ask(nadia.page.address).catch(() => new Map())).values();
    // Without the cookie there is nothing: a file is no way round signing in.
    expect(event).toBeUndefined();
    expect(nadia.page.html).toContain('LOCATION:Willow ward\\, the family room');
    expect(nadia.page.html).toContain('SUMMARY:C(E)TR meeting\\, Amir');
  });

  test('has no place in the file of the parent who may not know places, and none at all for another family', async () => {
    const imran = await freshly(demo, 'Imran Khan');
    const file = await imran.open(`/en/family/reviews/${ids.review}.ics`);
    expect(file.html).toContain('SUMMARY:C(E)TR meeting\\, Amir');
    expect(file.html).not.toMatch(/LOCATION|Willow/);
    const sam = await freshly(demo, 'Sam Hartley');
    const real = await sam.open(`/en/family/reviews/${ids.review}.ics`);
    const none = await sam.open('/en/family/reviews/00000000-0000-7000-8000-000000000000.ics');
    expect([real.status, none.status]).toEqual([404, 404]);
    const blind = (html: string) => html.replaceAll(/from=[^"]*"/g, '');
    expect(blind(real.html)).toBe(blind(none.html));
  });
});

describe("someone's own calendar", () => {
  test('is off until they switch it on; its address is shown once, and nobody signs in to read it', async () => {
    const { address, person } = await switchOn('Nadia Khan', 'all');
    expect(person.page.status).toBe(200);
    expect(person.page.text).toContain('You see it only now.');
    expect(person.page.html).toContain(`href="webcal://`);
    const page = await visitor(demo.origin).open(address);
    expect(Object.fromEntries(['cache-control', 'x-robots-tag', 'content-encoding', 'etag'].map((name) => [name, page.headers.get(name)]))).toEqual({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'content-encoding': null,
      etag: null,
    });
    expect((await ask(address)).get(ids.review)).toMatchObject({ summary: 'C(E)TR meeting, Amir', location: 'Willow ward, the family room' });
    await person.open('/en/family/calendar');
    expect(person.page.text).toContain('Your calendar is on');
    expect(person.page.html).not.toContain(address.slice(10, 50));
    expect(person.page.text).toContain('It last asked for meetings:');
  });

  test('follows: a review that moves is the same meeting at a new time, and one that is called off says so', async () => {
    const { address } = await switchOn('Ruth Adeyemi', 'all');
    const before = (await ask(address)).get(ids.review)!;
    await change("starts_at = '2027-03-05 10:15 Europe/London', minutes = 90", `id = '${ids.review}'`);
    const moved = (await ask(address)).get(ids.review)!;
    expect(moved.uid).toBe(before.uid);
    expect(moved.sequence).toBeGreaterThan(before.sequence);
    expect([moved.startDate.toJSDate().toISOString(), moved.duration.toSeconds()]).toEqual(['2027-03-05T10:15:00.000Z', 5400]);
    const changed = (event: ICAL.Event) => String(event.component.getFirstPropertyValue('last-modified'));
    expect(changed(moved) >= changed(before)).toBe(true);
    await sql`update review_places set place = 'The library' where review_id = ${ids.review}`.execute(demo.database.owner);
    const elsewhere = (await ask(address)).get(ids.review)!;
    expect([elsewhere.location, elsewhere.sequence > moved.sequence]).toEqual(['The library', true]);
    await change(`called_off_at = now(), called_off_by = '${ids.tom}'`, `id = '${ids.review}'`);
    const off = (await ask(address)).get(ids.review)!;
    expect([off.component.getFirstPropertyValue('status'), off.sequence > elsewhere.sequence, off.uid]).toEqual(['CANCELLED', true, before.uid]);
    await change('called_off_at = null, called_off_by = null', `id = '${ids.review}'`);
  });

  test('that says little has the time and no more: no name, kind, place or purpose leaves the database', async () => {
    const { address } = await switchOn('Amir Khan', 'little');
    const page = await visitor(demo.origin).open(address);
    expect(page.html).not.toMatch(/Amir|C\(E\)TR|library|video|home|\/family/i);
    expect([...(await ask(address)).values()].map(({ summary }) => summary)).toContain('Meeting');
    const { rows } = await sql<{ file: string }>`select read_calendar(token_hash)::text as file from calendar_feeds
      where person_id = ${ids.amir} and ended_at is null`.execute(demo.database.owner);
    expect(rows[0]?.file).not.toMatch(/Amir|cetr|library|video|home/i);
  });

  test('of a parent who may not know places says what it is and not where, nor the address of a video call', async () => {
    await sql`update review_places set link = 'https://meet.example/amir' where review_id = ${ids.review}`.execute(demo.database.owner);
    const theirs = await Promise.all(['Nadia Khan', 'Imran Khan'].map(async (name) => (await ask((await switchOn(name, 'all')).address)).get(ids.review)));
    expect(theirs.map((event) => [event?.location, event?.description.includes('meet.example')])).toEqual([
      ['The library', true],
      [null, false],
    ]);
  });

  test('of a parent of two has the meetings of both, and of no other child', async () => {
    const { address } = await switchOn('Sam Hartley', 'all', ids.leo);
    const summaries = new Set([...(await ask(address)).values()].map(({ summary }) => summary.split(', ')[1]));
    expect([...summaries].toSorted()).toEqual(['Leo', 'Maya']);
  });

  test('made anew has a new address, and the old one stops; switched off, it is a page that is not there', async () => {
    const { address: first, person } = await switchOn('Cerys Bevan', 'little');
    await person.open('/en/family/calendar');
    await person.press('Make the address', { shows: 'all' });
    const second = addressOn(person);
    expect([await status(first), await status(second)]).toEqual([404, 200]);
    await person.open('/en/family/calendar');
    await person.press('Switch it off');
    expect(person.page.text).toContain('Your calendar is off now.');
    const nowhere = await visitor(demo.origin).open(`/calendar/${'x'.repeat(43)}.ics`);
    const off = await visitor(demo.origin).open(second);
    expect([off.status, nowhere.status]).toEqual([404, 404]);
    expect(off.html).toBe(nowhere.html);
    expect(off.html).not.toContain(second.slice(10, 50));
  });

  test('pressed twice at once is one calendar with one address, and the same form with another choice is refused', async () => {
    const person = await freshly(demo, 'Dilys Bevan');
    const form = await person.open('/en/family/calendar');
    const both = await Promise.all([0, 1].map(() => ((person.page = form), person.press('Make the address', { shows: 'little' }))));
    const addresses = both.map((page) => addressOn({ ...person, page }));
    expect(addresses[0]).toBe(addresses[1]);
    expect(await status(addresses[0]!)).toBe(200);
    person.page = form;
    await person.press('Make the address', { shows: 'all' });
    expect(person.page.status).toBe(400);
    expect(person.page.html).toMatch(/href="#form"[\s\S]*<form[^>]* id="form"/);
    expect(await status(addresses[0]!)).toBe(200);
    // What comes back is another calendar: pressing again makes it.
    await person.press('Make the address', { shows: 'all' });
    expect([person.page.status, await status(addressOn(person))]).toEqual([200, 200]);
  });
});

describe('what ends somewhere else ends in the calendar at once', () => {
  const count = async (address: string) => (await ask(address)).size;

  test('a grant that is taken back, a restriction, a freeze, a place that is over', async () => {
    const { owner } = demo.database;
    const { address } = await switchOn('Imran Khan', 'all');
    const had = await count(address);
    expect(had).toBeGreaterThan(0);
    const gwen = await demo.database.id('Gwen Ashby');
    await sql`insert into restrictions (young_person_id, person_id, categories, why, reasons, look_again_on, set_by, confirmed_by)
      values (${ids.amir}, ${ids.imran}, '{reviews}', 'safety', 'x', today() + 9, ${ids.tom}, ${gwen})`.execute(owner);
    expect(await count(address)).toBe(0);
    await sql`delete from restrictions where person_id = ${ids.imran}`.execute(owner);
    expect(await count(address)).toBe(had);

    await sql`insert into freezes (young_person_id, reasons, frozen_by) values (${ids.amir}, 'x', ${ids.tom})`.execute(owner);
    expect(await count(address)).toBe(0);
    await sql`delete from freezes where young_person_id = ${ids.amir}`.execute(owner);

    await sql`update grants set taken_back_by = ${ids.amir} where person_id = ${ids.imran} and category = 'reviews'`.execute(owner);
    expect(await count(address)).toBe(0);
    await sql`update grants set taken_back_by = null, taken_back_at = null where person_id = ${ids.imran}`.execute(owner);
    expect(await count(address)).toBe(had);

    await sql`update circle_members set to_day = today() - 1 where person_id = ${ids.imran}`.execute(owner);
    expect(await count(address)).toBe(0);
    await sql`update circle_members set to_day = null where person_id = ${ids.imran}`.execute(owner);
  });

  test('to start to work for the service ends it: no other family comes into a calendar outside', async () => {
    const { address } = await switchOn('Imran Khan', 'all');
    await sql`insert into staff (person_id, job, area, phone, email) values (${ids.imran}, 'key worker', 'x', 'x', 'x')`.execute(demo.database.owner);
    expect(await status(address)).toBe(404);
    await sql`delete from staff where person_id = ${ids.imran}`.execute(demo.database.owner);
    for (const worker of ['Tom Okafor', 'Gwen Ashby'])
      await expect(demo.database.as(worker, (db) => sql`select open_calendar(gen_random_uuid(), '\\x00', true)`.execute(db))).rejects.toMatchObject({
        code: '42501',
      });
  });

  test('someone who is helped back in has a new start: who was in before them reads no calendar', async () => {
    const { address: before } = await switchOn('Imran Khan', 'all');
    await sql`insert into ways_in (kind, person_id) values ('back in', ${ids.imran})`.execute(demo.database.owner);
    expect(await status(before)).toBe(404);
    const { address: meanwhile } = await switchOn('Imran Khan', 'all');
    expect(await status(meanwhile)).toBe(200);
    await sql`update ways_in set used_at = now() where person_id = ${ids.imran} and kind = 'back in'`.execute(demo.database.owner);
    expect(await status(meanwhile)).toBe(404);
  });
});

test('who looked says that a parent looked, once in an hour; and nothing of the young person themself', async () => {
  const looks = async (about: string, person: string) => {
    const { rows } = await sql<{ what: string; count: number }>`select what, count(*)::int from audit_entries
      where young_person_id = ${about} and actor_id = ${person} and act = 'read' group by 1`.execute(demo.database.owner);
    return Object.fromEntries(rows.map(({ what, count }) => [what, count]));
  };
  const { address } = await switchOn('Sam Hartley', 'all', ids.maya);
  await ask(address);
  await ask(address);
  expect(await looks(ids.maya, ids.sam)).toEqual({ reviews: 1, contacts: 1 });
  const own = await switchOn('Amir Khan', 'all');
  await ask(own.address);
  expect(await looks(ids.amir, ids.amir)).toEqual({});
});

test('a calendar that asks far too often is told to wait, and gets what it asks for later', async () => {
  const { address } = await switchOn('Ruth Adeyemi', 'little');
  await sql`insert into tries (what, whom) select 'calendar read', f.id::text from calendar_feeds f, generate_series(1, 120)
    where f.person_id = ${await demo.database.id('Ruth Adeyemi')} and ended_at is null`.execute(demo.database.owner);
  const page = await visitor(demo.origin).open(address);
  expect([page.status, page.headers.get('retry-after')]).toEqual([429, '3600']);
});

test('no address of a calendar is in what the service prints, nor in the database', async () => {
  const { address } = await switchOn('Cerys Bevan', 'all');
  await ask(address);
  await fetch(demo.origin + address, { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
  const secret = address.slice(10, 53);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(demo.server.output()).not.toContain(secret);
  const { rows } = await sql<{ row: string }>`select f::text as row from calendar_feeds f`.execute(demo.database.owner);
  expect(rows.map(({ row }) => row).join()).not.toContain(secret);
});
