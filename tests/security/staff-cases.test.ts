import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRecord } from '#people/records.ts';
import { findPlan } from '#plans/plans.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

// The days of those who work for the service. Each has a database of its own.
let database: TestDatabase;
let ids: Awaited<ReturnType<TestDatabase['cast']>>;
beforeEach(async () => {
  database = await makeDatabase();
  ids = await database.cast();
});
afterEach(() => database.close());

const refusal = expect.objectContaining({ code: '42501' });
describe('two members of staff are needed', () => {
  const restriction = () => ({
    youngPersonId: ids.maya,
    personId: ids.sam,
    categories: ['plan', 'hard times'],
    why: 'safety',
    reasons: 'x',
    lookAgainOn: sql<string>`today() + 30`,
    setBy: ids.priya,
  });
  const change = (name: string, set: object) => database.as(name, (db) => db.updateTable('restrictions').set(set).where('personId', '=', ids.sam).execute());
  const isOut = async () => (await database.as('Sam Hartley', (db) => findPlan(db, ids.maya))).sections.length === 0;

  test('to restrict: one alone can not, and nothing is closed until the second agrees', async () => {
    await database.as('Priya Nair', (db) =>
      db
        .insertInto('restrictions')
        .values(restriction() as never)
        .execute(),
    );
    expect(await isOut()).toBe(false);
    await expect(change('Priya Nair', { confirmedBy: ids.priya })).rejects.toEqual(refusal);
    await expect(change('Priya Nair', { confirmedBy: ids.gwen })).rejects.toEqual(refusal);
    expect(await isOut()).toBe(false);
    await change('Gwen Ashby', { confirmedBy: ids.gwen });
    expect(await isOut()).toBe(true);
  });

  test('to lift: one alone can not ask and do it, in one step or in two', async () => {
    await database.owner
      .insertInto('restrictions')
      .values({ ...restriction(), confirmedBy: ids.gwen, setAt: sql`now()` } as never)
      .execute();
    await expect(change('Priya Nair', { liftedBy: ids.priya })).rejects.toEqual(refusal);
    await expect(change('Priya Nair', { liftAskedBy: ids.priya, liftedBy: ids.priya })).rejects.toEqual(refusal);
    await expect(change('Priya Nair', { liftAskedBy: ids.gwen, liftedBy: ids.priya })).rejects.toEqual(refusal);
    await change('Priya Nair', { liftAskedBy: ids.priya });
    await expect(change('Priya Nair', { liftedBy: ids.priya })).rejects.toEqual(refusal);
    expect(await isOut()).toBe(true);
    await change('Gwen Ashby', { liftedBy: ids.gwen });
    expect(await isOut()).toBe(false);
  });

  test('to let someone back in: a place that is over is not opened again by one', async () => {
    const end = (day: string) =>
      database.as('Priya Nair', (db) =>
        db
          .updateTable('circleMembers')
          .set({ toDay: sql`${sql.raw(day)}` })
          .where('personId', '=', ids.sam)
          .where('youngPersonId', '=', ids.maya)
          .executeTakeFirst(),
      );
    expect(Number((await end('today() - 1')).numUpdatedRows)).toBe(1);
    expect(await isOut()).toBe(true);
    expect(Number((await end('today() + 1000')).numUpdatedRows)).toBe(0);
    expect(await isOut()).toBe(true);
  });
});

describe('an emergency', () => {
  const breakGlass = (born: string, name = 'Maya Hartley') =>
    database.as(
      'Tom Okafor',
      async (db) => (await sql<{ id: string | null }>`select break_the_glass(${name}, ${born}, 'She is at our door.') as id`.execute(db)).rows[0]?.id,
    );
  const tomSees = () => database.as('Tom Okafor', (db) => findPlan(db, ids.maya));

  test('opens the record for an hour to staff who do not work for them; the lead is told, and the young person sees who looked', async () => {
    expect((await tomSees()).sections).toEqual([]);
    expect(await breakGlass('2014-03-09')).toBe(ids.maya);
    expect((await tomSees()).sections).toHaveLength(14);
    const { rows } = await sql<{ payload: { person: string } }>`select payload from graphile_worker._private_jobs where payload->>'kind' = 'emergency'`.execute(
      database.owner,
    );
    expect(rows.map(({ payload }) => payload.person)).toEqual([ids.gwen]);
    const seen = await database.as('Maya Hartley', (db) =>
      db.selectFrom('auditEntries').innerJoin('people', 'people.id', 'actorId').select(['people.name', 'what']).execute(),
    );
    for (const what of ['emergency', 'plan', 'hard times']) expect(seen).toContainEqual({ name: 'Tom Okafor', what });
    await database.owner
      .updateTable('breakGlass')
      .set({ endsAt: sql`now()` })
      .execute();
    expect((await tomSees()).sections).toEqual([]);
  });

  test('reads no conversation, also not for someone who was once in it, and changes nothing', async () => {
    const thread = await database.owner.selectFrom('threads').select('id').where('youngPersonId', '=', ids.maya).executeTakeFirstOrThrow();
    await database.owner.insertInto('threadMembers').values({ threadId: thread.id, personId: ids.tom }).execute();
    await breakGlass('2014-03-09');
    const read = database.as(
      'Tom Okafor',
      async (db) => (await openRecord(db, ids.maya, 'messages'), db.selectFrom('messages').select('id').where('threadId', '=', thread.id).execute()),
    );
    expect(await read).toEqual([]);
    await expect(
      database.as('Tom Okafor', (db) =>
        db
          .insertInto('messages')
          .values({ id: sql`uuidv7()`, threadId: thread.id, authorId: ids.tom, words: 'x' })
          .execute(),
      ),
    ).rejects.toEqual(refusal);
    await expect(
      database.as('Tom Okafor', (db) =>
        db
          .insertInto('freezes')
          .values({ youngPersonId: ids.maya, reasons: 'x', frozenBy: ids.tom, frozenAt: sql`now()` })
          .execute(),
      ),
    ).rejects.toEqual(refusal);
  });

  test('gives a worker who is the parent too nothing back of what is theirs at home, while sharing is frozen', async () => {
    const as = { youngPersonId: ids.maya, personId: ids.tom, relation: 'parent or carer', parentalResponsibility: true, fromDay: '2020-01-01' } as const;
    await database.owner.insertInto('circleMembers').values(as).execute();
    const answersFor = () => database.as('Tom Okafor', (db) => sql`select my_answers()`.execute(db).then(({ rows }) => rows.length));
    expect(await answersFor()).toBe(1);
    await database.owner
      .insertInto('freezes')
      .values({ youngPersonId: ids.maya, reasons: 'x', frozenBy: ids.priya, frozenAt: sql`now()` })
      .execute();
    expect(await breakGlass('2014-03-09')).toBe(ids.maya);
    expect(await answersFor()).toBe(0);
  });

  test('opens nobody their own record: a worker who is a young person too asks their key worker, as all do', async () => {
    await database.owner.insertInto('youngPeople').values({ personId: ids.tom, bornOn: '2003-05-04', area: 'staffordshire' }).execute();
    expect(await breakGlass('2003-05-04', 'Tom Okafor')).toBeNull();
  });

  test('opens nothing to someone who is restricted, and says no more than for someone who is not there', async () => {
    const restriction = {
      youngPersonId: ids.maya,
      personId: ids.tom,
      categories: ['rating'],
      why: 'court order',
      reasons: 'x',
      lookAgainOn: '2020-01-01',
      setBy: ids.priya,
      confirmedBy: ids.gwen,
      setAt: sql`now()`,
    };
    await database.owner
      .insertInto('restrictions')
      .values(restriction as never)
      .execute();
    expect(await breakGlass('2014-03-09')).toBe(await breakGlass('1999-01-01'));
    await database.owner.insertInto('breakGlass').values({ youngPersonId: ids.maya, staffId: ids.tom, reasons: 'x' }).execute();
    expect((await tomSees()).sections).toEqual([]);
    expect(await database.as('Tom Okafor', (db) => db.selectFrom('people').select('id').where('id', '=', ids.maya).execute())).toEqual([]);
    expect(await database.as('Tom Okafor', (db) => db.selectFrom('restrictions').select('id').execute())).toEqual([]);
  });
});
