import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { categories } from '#people/category.ts';
import { openRecords } from '#people/records.ts';
import { findPlan } from '#plans/plans.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

// Each of these is someone's day. Each has a database of its own.
let database: TestDatabase;
let ids: Awaited<ReturnType<TestDatabase['cast']>>;
beforeEach(async () => {
  database = await makeDatabase();
  ids = await database.cast();
});
afterEach(() => database.close());

const refusal = expect.objectContaining({ code: '42501' });
const grant = () => ({ youngPersonId: ids.maya, personId: ids.sam, stage: 'child', basis: 'parental responsibility', agreedBy: ids.sam });
const views = (name: string) =>
  database.as(
    name,
    async (db) => (
      await openRecords(db, ...categories),
      db.selectFrom('views').select('words').where('youngPersonId', '=', ids.maya).where('topic', '=', 'safe').execute()
    ),
  );
const grantsSeen = (name: string) => database.as(name, (db) => db.selectFrom('grants').select('id').where('youngPersonId', '=', ids.maya).execute());
const setAge = (years: number, days = 0) =>
  database.owner
    .updateTable('youngPeople')
    .set({ bornOn: sql`(today() - make_interval(years => ${years}, days => ${-days}))::date` })
    .where('personId', '=', ids.maya)
    .execute();
const decide = (kind: 'gillick' | 'capacity') =>
  database.owner
    .insertInto('decisions')
    .values({ youngPersonId: ids.maya, kind, reasons: 'x', lookAgainOn: sql`today() + 30`, madeBy: ids.priya, confirmedBy: ids.gwen, madeAt: sql`now()` })
    .execute();

describe('what someone of 15 says for themself', () => {
  beforeEach(async () => {
    await setAge(15);
    await database.owner
      .insertInto('views')
      .values({ youngPersonId: ids.maya, authorId: ids.maya, topic: 'safe', words: 'Private to Maya.', audience: 'carers' })
      .execute();
  });

  test('is not read by a parent who may see everything else, and they can not open it by themself', async () => {
    await database.owner
      .insertInto('grants')
      .values({ ...grant(), category: 'rating', givenBy: ids.priya })
      .execute();
    expect(await views('Sam Hartley')).toEqual([]);
    expect(await views('Maya Hartley')).toEqual([{ words: 'Private to Maya.' }]);
    const given = database.as('Sam Hartley', (db) =>
      db
        .insertInto('grants')
        .values({ ...grant(), category: 'my views', givenBy: ids.sam })
        .execute(),
    );
    await expect(given).rejects.toEqual(refusal);
    // They may ask. Asking opens nothing.
    await database.as('Sam Hartley', (db) =>
      db
        .insertInto('grants')
        .values({ ...grant(), category: 'my views', askedBy: ids.sam })
        .execute(),
    );
    expect(await views('Sam Hartley')).toEqual([]);
  });

  test('is not opened by a parent who turns their own ask into a gift, also with a passkey checked just now', async () => {
    await database.as('Sam Hartley', (db) =>
      db
        .insertInto('grants')
        .values({ ...grant(), category: 'my views', askedBy: ids.sam })
        .execute(),
    );
    await expect(
      database.as('Sam Hartley', (db) => db.updateTable('grants').set({ givenBy: ids.sam }).where('category', '=', 'my views').execute()),
    ).rejects.toEqual(refusal);
    expect(await views('Sam Hartley')).toEqual([]);
  });

  test('is theirs alone to share once Gillick is decided: the parent may not even ask, nor see what is shared', async () => {
    await decide('gillick');
    const ask = database.as('Sam Hartley', (db) =>
      db
        .insertInto('grants')
        .values({ ...grant(), category: 'my views', askedBy: ids.sam })
        .execute(),
    );
    await expect(ask).rejects.toEqual(refusal);
    expect(await grantsSeen('Sam Hartley')).toEqual([]);
    const own = { ...grant(), category: 'my views', basis: 'young person', agreedBy: ids.maya, givenBy: ids.maya };
    await database.as('Maya Hartley', (db) => db.insertInto('grants').values(own).execute());
    expect(await views('Sam Hartley')).toEqual([{ words: 'Private to Maya.' }]);
  });
});

describe("on a child's 16th birthday", () => {
  test('a parent sees nothing more, nor who else it was shared with; the day before, they saw it all', async () => {
    await setAge(16, 1);
    expect((await database.as('Sam Hartley', (db) => findPlan(db, ids.maya))).sections.length).toBeGreaterThan(0);
    expect((await grantsSeen('Sam Hartley')).length).toBeGreaterThan(0);
    await setAge(16);
    expect((await database.as('Sam Hartley', (db) => findPlan(db, ids.maya))).sections).toEqual([]);
    const seen = await database.as('Sam Hartley', async (db) => ({
      grants: await db.selectFrom('grants').select('id').where('youngPersonId', '=', ids.maya).execute(),
      audit: await db.selectFrom('auditEntries').select('id').where('youngPersonId', '=', ids.maya).execute(),
    }));
    expect(seen).toEqual({ grants: [], audit: [] });
    const ask = database.as('Sam Hartley', (db) =>
      db
        .insertInto('grants')
        .values({ ...grant(), category: 'rating', askedBy: ids.sam })
        .execute(),
    );
    await expect(ask).rejects.toEqual(refusal);
  });

  test('a parent keeps their place, and what the young person chose for it half a year before', async () => {
    await setAge(16, 30);
    const own = { ...grant(), category: 'plan', stage: 'sixteen', basis: 'young person', agreedBy: ids.maya, givenBy: ids.maya };
    await database.as('Maya Hartley', (db) => db.insertInto('grants').values(own).execute());
    await setAge(16);
    expect((await database.as('Sam Hartley', (db) => findPlan(db, ids.maya))).sections.length).toBeGreaterThan(0);
  });
});
