import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NewAbsence } from '#circles/absence.ts';
import { endAbsence, findAway, keepAbsence, listWhoseAway } from '#circles/absences.ts';
import { findInCaseload, findKeyWorker } from '#people/people.ts';
import { daysAfter } from '#people/working-day.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let today: string;
let ids: Record<'maya' | 'leo' | 'sam' | 'priya' | 'gwen' | 'tom' | 'nia', string>;

beforeAll(async () => {
  database = await makeDatabase();
  const { rows } = await sql<{ nia: string; today: string }>`
    select add_staff('Nia Ford', 'Nia', 'nia@example.org', 'key worker', 'staffordshire', '07700 900178') as nia, today() as today`.execute(database.owner);
  today = rows[0]?.today ?? '';
  ids = { ...(await database.cast()), leo: await database.id('Leo Hartley'), nia: rows[0]?.nia ?? '' };
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from restrictions`.execute(database.owner);
  await sql`delete from circle_members where absence_id is not null or (relation = 'cover' and person_id = ${ids.nia})`.execute(database.owner);
  await database.owner.deleteFrom('absences').execute();
});

const on = (days: number) => daysAfter(today, days);
/** Priya is away for some days, and Nia covers. */
const away = (first: number, last: number, more: Partial<NewAbsence> = {}): NewAbsence => ({
  id: randomUUID(),
  person: ids.priya,
  first: on(first),
  last: on(last),
  cover: ids.nia,
  ...more,
});
const keep = (who: string, absence: NewAbsence) => database.as(who, (db) => keepAbsence(db, absence));
const timesOf = async (who: string, person: string) => (await database.as(who, (db) => findAway(db, person)))?.times;
/** Puts a time away some days into the past, as if that time had passed. */
const pass = async (id: string, days: number) => {
  await sql`update absences set first_day = first_day - ${days}::int where id = ${id}`.execute(database.owner);
  await sql`update circle_members set from_day = from_day - ${days}::int where absence_id = ${id}`.execute(database.owner);
};
const niaSees = async (child: string) => Boolean(await database.as('Nia Ford', (db) => findInCaseload(db, child, today)));
const keepNiaFrom = (child: string) =>
  sql`insert into restrictions (young_person_id, person_id, categories, why, reasons, look_again_on, set_by, confirmed_by)
    values (${child}, ${ids.nia}, array['plan'], 'safety', 'Made up.', '2999-01-01', ${ids.priya}, ${ids.gwen})`.execute(database.owner);
const places = async () => {
  const { rows } = await sql<{ name: string; from: string; to: string }>`
    select p.name, from_day as from, to_day as to from circle_members join people p on p.id = young_person_id
    where person_id = ${ids.nia} and relation = 'cover' and to_day >= from_day order by 1, 2`.execute(database.owner);
  return rows;
};

describe('whoever covers', () => {
  test('sees the young people of who is away on just those days', async () => {
    expect(await niaSees(ids.maya)).toBe(false);
    await keep('Priya Nair', away(0, 4));
    expect(await places()).toEqual([
      { name: 'Leo Hartley', from: today, to: on(4) },
      { name: 'Maya Hartley', from: today, to: on(4) },
    ]);
    expect([await niaSees(ids.maya), await niaSees(ids.leo), await niaSees(await database.id('Amir Khan'))]).toEqual([true, true, false]);
    const worker = await database.as('Sam Hartley', (db) => findKeyWorker(db, ids.maya));
    expect(worker?.away).toMatchObject({ lastDay: on(4), coverName: 'Nia Ford', coverPhone: '07700 900178' });
  });

  test('sees nothing before the first day', async () => {
    await keep('Priya Nair', away(1, 4));
    expect([await niaSees(ids.maya), (await places()).length]).toEqual([false, 2]);
  });

  test('sees nothing more once it is taken back, and it is as if it never was where it had not begun', async () => {
    const [now, later] = [away(0, 2), away(10, 12)];
    await keep('Priya Nair', now);
    await keep('Priya Nair', later);
    await pass(now.id, 3);
    for (let press = 0; press < 2; press += 1)
      await database.as('Priya Nair', async (db) => {
        await endAbsence(db, { absence: now.id, person: ids.priya });
        await endAbsence(db, { absence: later.id, person: ids.priya });
      });
    expect(await niaSees(ids.maya)).toBe(false);
    expect(await timesOf('Priya Nair', ids.priya)).toEqual([]);
    expect((await places()).map(({ from, to }) => [from, to])).toEqual([
      [on(-3), on(-1)],
      [on(-3), on(-1)],
    ]);
  });

  test('changes with a change: other days, and someone else', async () => {
    const absence = away(2, 4);
    await keep('Priya Nair', absence);
    await keep('Priya Nair', { ...absence, first: on(3), last: on(6) });
    expect((await places())[0]).toMatchObject({ from: on(3), to: on(6) });
    await keep('Priya Nair', { ...absence, cover: ids.gwen });
    // Gwen leads the team: she stands there already.
    expect(await places()).toEqual([]);
    expect(await timesOf('Priya Nair', ids.priya)).toMatchObject([{ coverName: 'Gwen Ashby', firstDay: on(2), without: [] }]);
  });

  test('is in no circle of which they are kept out, and the page says for whom someone else is needed', async () => {
    await keepNiaFrom(ids.leo);
    await keep('Priya Nair', away(0, 4));
    expect((await places()).map(({ name }) => name)).toEqual(['Maya Hartley']);
    expect((await timesOf('Priya Nair', ids.priya))?.[0]?.without).toEqual(['Leo']);
    // Leo's family is told that Priya is away, and no name of whoever is kept from him.
    const worker = await database.as('Sam Hartley', (db) => findKeyWorker(db, ids.leo));
    expect(worker?.away).toEqual({ lastDay: on(4), coverName: null, coverPhone: null });
  });

  test('goes out of a circle when they are kept out of it meanwhile', async () => {
    await keep('Priya Nair', away(0, 4));
    await keepNiaFrom(ids.leo);
    expect((await places()).map(({ name }) => name)).toEqual(['Maya Hartley']);
    expect((await database.as('Sam Hartley', (db) => findKeyWorker(db, ids.leo)))?.away?.coverName).toBeNull();
  });

  test('follows when a young person gets another key worker meanwhile, or a new one comes', async () => {
    await keep('Priya Nair', away(0, 4));
    await database.as('Gwen Ashby', (db) => sql`select hand_over(${ids.leo}, ${ids.tom})`.execute(db));
    expect([await niaSees(ids.leo), await niaSees(ids.maya)]).toEqual([false, true]);
    await database.as('Gwen Ashby', (db) => sql`select hand_over(${ids.leo}, ${ids.priya})`.execute(db));
    expect(await niaSees(ids.leo)).toBe(true);
  });

  test('is in the audit, as every place in a circle', async () => {
    await keep('Priya Nair', away(0, 4));
    const { rows } = await sql<{ actor: string }>`
      select actor_id as actor from audit_entries where young_person_id = ${ids.maya} and what = 'circle' order by at desc limit 1`.execute(database.owner);
    expect(rows).toEqual([{ actor: ids.priya }]);
  });
});

describe('a time away', () => {
  test('that is sent twice is one', async () => {
    const absence = away(1, 2);
    await keep('Priya Nair', absence);
    await keep('Priya Nair', absence);
    expect(await timesOf('Priya Nair', ids.priya)).toHaveLength(1);
  });

  test.each([
    ['that is over', -1, 2, {}, 'first', 'awayPast'],
    ['that ends before it begins', 3, 2, {}, 'last', 'awayOrder'],
    ['of more than a year', 0, 400, {}, 'last', 'awayLong'],
    ['in more than a year', 400, 401, {}, 'last', 'awayLong'],
    ['for which they would help themself', 0, 1, { cover: 'priya' }, 'cover', 'coverMissing'],
    ['with someone of another area', 0, 1, { cover: 'tom' }, 'cover', 'coverMissing'],
    ['with someone of the family', 0, 1, { cover: 'sam' }, 'cover', 'coverMissing'],
  ] as const)('%s is not taken', async (_, first, last, { cover = 'nia' }: { cover?: 'nia' | 'priya' | 'tom' | 'sam' }, field, word) => {
    await expect(keep('Priya Nair', away(first, last, { cover: ids[cover] }))).rejects.toMatchObject({ field, word });
    expect(await timesOf('Priya Nair', ids.priya)).toEqual([]);
  });

  test('is not taken on days of another one, or while they cover, or while who covers is away', async () => {
    await keep('Priya Nair', away(5, 8));
    await expect(keep('Priya Nair', away(8, 9))).rejects.toMatchObject({ word: 'awayTwice' });
    await expect(keep('Nia Ford', away(8, 9, { person: ids.nia, cover: ids.gwen }))).rejects.toMatchObject({ word: 'awayCovers' });
    await keep('Nia Ford', away(9, 9, { person: ids.nia, cover: ids.gwen }));
    await expect(keep('Priya Nair', away(9, 10))).rejects.toMatchObject({ field: 'cover', word: 'coverAway' });
  });

  test('that has begun can be longer or shorter, and keeps its first day', async () => {
    const absence = away(0, 4);
    await keep('Priya Nair', absence);
    await pass(absence.id, 3);
    await expect(keep('Priya Nair', { ...absence, first: on(1) })).rejects.toMatchObject({ word: 'awayBegun' });
    await keep('Priya Nair', { ...absence, first: on(-3), last: on(9) });
    expect(await timesOf('Priya Nair', ids.priya)).toMatchObject([{ firstDay: on(-3), lastDay: on(9), without: [] }]);
    expect(await niaSees(ids.maya)).toBe(true);
  });

  test('of someone who is ill is said by who leads the team, and by nobody else', async () => {
    const refused = { code: '42501' };
    await expect(keep('Nia Ford', away(0, 1))).rejects.toMatchObject(refused);
    await expect(keep('Tom Okafor', away(0, 1))).rejects.toMatchObject(refused);
    await expect(keep('Sam Hartley', away(0, 1))).rejects.toMatchObject(refused);
    const absence = away(0, 1);
    await keep('Gwen Ashby', absence);
    await expect(database.as('Nia Ford', (db) => endAbsence(db, { absence: absence.id, person: ids.priya }))).rejects.toMatchObject(refused);
    expect(await timesOf('Nia Ford', ids.priya)).toBeUndefined();
    expect(await timesOf('Sam Hartley', ids.priya)).toBeUndefined();
    expect((await database.as('Gwen Ashby', listWhoseAway)).map(({ name }) => name)).toEqual(['Nia Ford', 'Priya Nair', 'Tom Okafor']);
    expect(await database.as('Nia Ford', listWhoseAway)).toEqual([]);
    await database.as('Gwen Ashby', (db) => endAbsence(db, { absence: absence.id, person: ids.priya }));
    expect(await niaSees(ids.maya)).toBe(false);
  });

  test('is kept only soon after a check that it is them, because it opens records', async () => {
    const late = async () => {
      await database.owner
        .updateTable('sessions')
        .set({ freshAt: sql`now() - interval '1 hour'` })
        .execute();
    };
    const kept = database.as('Priya Nair', async (db) => {
      await late();
      await keepAbsence(db, away(0, 1));
    });
    await expect(kept).rejects.toMatchObject({ code: '42501' });
  });
});
