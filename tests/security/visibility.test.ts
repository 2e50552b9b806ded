import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { addressFor, connect } from '#database/connect.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#database/connect.ts';
import { migrate } from '#database/migrate.ts';
import { asSession } from '#database/scope.ts';
import { postMessage } from '#messages/messages.ts';
import { findWholeThread, listThreads } from '#messages/threads.ts';
import { findKeyWorker, findInCaseload, listCaseload } from '#people/people.ts';
import { openRecord } from '#people/records.ts';
import { findPlan } from '#plans/plans.ts';
import { findReview, listReviews } from '#reviews/reviews.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

// Each of these looks as a person, and once more as the owner: what the person does not see is really there.
let database: TestDatabase;
const ids = { maya: '', amir: '', cerys: '', amirsReview: '', nadiasThread: '', imransThread: '' };

beforeAll(async () => {
  database = await makeDatabase();
  const thread = async (name: string) => {
    const row = await database.owner
      .selectFrom('threadMembers')
      .select('threadId')
      .where('personId', '=', await database.id(name))
      .executeTakeFirstOrThrow();
    return row.threadId;
  };
  ids.maya = await database.id('Maya Hartley');
  ids.amir = await database.id('Amir Khan');
  ids.cerys = await database.id('Cerys Bevan');
  ids.amirsReview = (await listReviews(database.owner, ids.amir))[0]?.id ?? '';
  ids.nadiasThread = await thread('Nadia Khan');
  ids.imransThread = await thread('Imran Khan');
});
afterAll(() => database.close());

const refusal = expect.objectContaining({ code: '42501' });

describe('another family', () => {
  test("a carer cannot read another family's plan", async () => {
    expect((await database.as('Sam Hartley', (db) => findPlan(db, ids.amir))).sections).toHaveLength(0);
    expect((await findPlan(database.owner, ids.amir)).sections).toHaveLength(5);
  });

  test("a carer cannot read another family's review, nor who comes to it", async () => {
    expect(await database.as('Sam Hartley', (db) => findReview(db, ids.amirsReview))).toBeUndefined();
    expect(await database.as('Sam Hartley', (db) => db.selectFrom('reviewPeople').selectAll().where('reviewId', '=', ids.amirsReview).execute())).toEqual([]);
    expect((await database.as('Tom Okafor', (db) => findReview(db, ids.amirsReview)))?.people.length).toBeGreaterThan(0);
  });

  test("a carer cannot read another family's conversation, nor write in it", async () => {
    expect(await database.as('Sam Hartley', (db) => findWholeThread(db, ids.nadiasThread))).toBeUndefined();
    const message = { id: randomUUID(), thread: ids.nadiasThread, words: 'Let me in.', language: 'en' as const };
    await expect(database.as('Sam Hartley', (db) => postMessage(db, message, false, new Date()))).rejects.toEqual(refusal);
    expect((await findWholeThread(database.owner, ids.nadiasThread))?.messages).toHaveLength(2);
  });

  test("a carer cannot see another family's key worker, nor that the young person exists", async () => {
    expect(await database.as('Sam Hartley', (db) => findKeyWorker(db, ids.amir))).toBeUndefined();
    expect(await database.as('Sam Hartley', (db) => db.selectFrom('people').select('id').where('id', '=', ids.amir).execute())).toEqual([]);
    expect((await findKeyWorker(database.owner, ids.amir))?.name).toBe('Tom Okafor');
  });
});

describe('parents who live apart', () => {
  test("see what their child shares with each, and neither sees the other's conversation", async () => {
    for (const [parent, theirs, sections] of [
      ['Nadia Khan', ids.nadiasThread, 5],
      ['Imran Khan', ids.imransThread, 4],
    ] as const) {
      expect((await database.as(parent, (db) => findPlan(db, ids.amir))).sections).toHaveLength(sections);
      expect((await database.as(parent, (db) => listThreads(db, ids.amir))).map(({ id }) => id)).toEqual([theirs]);
    }
  });

  test("neither learns the other's name, address or place in the circle", async () => {
    const imran = await database.id('Imran Khan');
    const seen = await database.as('Nadia Khan', async (db) => ({
      people: await db.selectFrom('people').select('name').execute(),
      places: await db.selectFrom('circleMembers').select('personId').where('personId', '=', imran).execute(),
      addresses: await db.selectFrom('emailAddresses').select('address').execute(),
    }));
    expect(seen.people.map(({ name }) => name)).not.toContain('Imran Khan');
    expect(seen.places).toEqual([]);
    expect(seen.addresses).toEqual([{ address: 'nadia.khan@example.org' }]);
  });

  test('and their child sees both in the circle', async () => {
    const names = await database.as('Amir Khan', (db) => db.selectFrom('people').select('name').execute());
    expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(['Nadia Khan', 'Imran Khan', 'Ruth Adeyemi', 'Tom Okafor']));
  });
});

describe('those who work for the service', () => {
  test('a key worker has their own list and not the list of another', async () => {
    const names = (await database.as('Priya Nair', (db) => listCaseload(db, '2026-11-22'))).map(({ name }) => name);
    expect(names).toEqual(['Leo Hartley', 'Maya Hartley']);
    expect(await database.as('Priya Nair', (db) => findInCaseload(db, ids.amir, '2026-11-22'))).toBeUndefined();
  });

  test('a team lead sees every young person of theirs, with the rating, and reads no conversation', async () => {
    const families = await database.as('Gwen Ashby', (db) => listCaseload(db, '2026-11-22'));
    expect(families.map(({ rating }) => rating).toSorted()).toEqual(['amber', 'blue', 'green', 'red']);
    expect(await database.as('Gwen Ashby', (db) => db.selectFrom('messages').select('id').execute())).toEqual([]);
  });

  test('a rating is for the young person, and for the family only where it is shared with them', async () => {
    const seen = (name: string) =>
      database.as(name, async (db) => (await openRecord(db, ids.amir, 'rating'), db.selectFrom('ratings').select('rating').execute()));
    for (const name of ['Nadia Khan', 'Imran Khan', 'Ruth Adeyemi']) expect(await seen(name)).toEqual([]);
    expect(await seen('Amir Khan')).toEqual([{ rating: 'blue' }]);
  });
});

describe('a place in the circle that has ended', () => {
  test('takes the plan, the reviews and the conversation with it, at once', async () => {
    const own = await makeDatabase();
    const imran = await own.id('Imran Khan');
    const amir = await own.id('Amir Khan');
    const token = await own.session('Imran Khan');
    expect((await own.as('Imran Khan', (db) => findPlan(db, amir))).sections).toHaveLength(4);
    await own.owner
      .updateTable('circleMembers')
      .set({ toDay: sql`today() - 1` })
      .where('personId', '=', imran)
      .execute();
    const seen = await asSession(own.web, token, async (db) => [await findPlan(db, amir), await listReviews(db, amir), await listThreads(db, amir)]);
    expect(seen).toEqual([{ sections: [], goals: [] }, [], []]);
    await own.close();
  });
});

describe('a session', () => {
  const people = (db: Db) => db.selectFrom('people').select('id').execute();

  test('that was made up, has ended or is too old sees nothing', async () => {
    expect(await asSession(database.web, 'made up', people)).toEqual([]);
    const ended = await database.session('Sam Hartley');
    expect((await asSession(database.web, ended, people)).length).toBeGreaterThan(0);
    await database.owner.updateTable('sessions').set({ endedAt: new Date() }).execute();
    expect(await asSession(database.web, ended, people)).toEqual([]);
    const old = await database.session('Sam Hartley');
    await database.owner
      .updateTable('sessions')
      .set({ expiresAt: new Date(0) })
      .where('endedAt', 'is', null)
      .execute();
    expect(await asSession(database.web, old, people)).toEqual([]);
  });

  test('is needed for everything: the web role by itself reads no table', async () => {
    await expect(people(database.web)).rejects.toEqual(refusal);
  });

  test('cannot be read or made by a viewer', async () => {
    await expect(database.as('Sam Hartley', (db) => db.selectFrom('sessions').selectAll().execute())).rejects.toEqual(refusal);
    await expect(database.as('Sam Hartley', (db) => db.selectFrom('signInAsks').selectAll().execute())).rejects.toEqual(refusal);
  });
});

describe('what was said stays said', () => {
  test('nobody writes in another name, in the past, or changes a message', async () => {
    const sam = await database.id('Sam Hartley');
    const tom = await database.id('Tom Okafor');
    await expect(
      database.as('Nadia Khan', (db) =>
        db.insertInto('messages').values({ id: randomUUID(), threadId: ids.nadiasThread, authorId: tom, words: 'I am Tom.' }).execute(),
      ),
    ).rejects.toEqual(refusal);
    await expect(
      database.as('Nadia Khan', (db) =>
        db
          .insertInto('messages')
          .values({ id: randomUUID(), threadId: ids.nadiasThread, authorId: sam, words: 'x', sentAt: new Date(0) })
          .execute(),
      ),
    ).rejects.toEqual(refusal);
    await expect(database.as('Nadia Khan', (db) => db.updateTable('messages').set({ words: 'No.' }).execute())).rejects.toEqual(refusal);
    await expect(database.as('Nadia Khan', (db) => db.deleteFrom('messages').execute())).rejects.toEqual(refusal);
  });
});

describe('the role that sends emails', () => {
  test('reads no name, no message and no plan, and can not hang anything on the queue that would run as the owner', async () => {
    const worker = connect(addressFor('worker', database.ownerUrl), 1);
    for (const table of ['messages', 'plan_sections', 'circle_members', 'sessions']) {
      await expect(sql`select * from ${sql.table(table)}`.execute(worker)).rejects.toEqual(refusal);
    }
    await expect(sql`select name from people`.execute(worker)).rejects.toEqual(refusal);
    await expect(sql`create function public.spy() returns trigger language plpgsql as 'begin return new; end'`.execute(worker)).rejects.toEqual(refusal);
    await expect(sql`create function graphile_worker.spy() returns trigger language plpgsql as 'begin return new; end'`.execute(worker)).rejects.toEqual(
      refusal,
    );
    await expect(
      sql`create trigger spy before insert on graphile_worker._private_jobs for each row execute function suppress_redundant_updates_trigger()`.execute(worker),
    ).rejects.toEqual(refusal);
    await expect(sql`set role owner`.execute(worker)).rejects.toEqual(refusal);
    await worker.destroy();
  });

  test('and the role of the pages makes nothing, not even a table for itself', async () => {
    // A copy of a template has the rights of any new database until it is made ready, as each start does.
    await migrate(database.ownerUrl);
    await expect(sql`create temporary table mine (id int)`.execute(database.web)).rejects.toEqual(refusal);
    await expect(sql`create table mine (id int)`.execute(database.web)).rejects.toEqual(refusal);
    await expect(sql`set role worker`.execute(database.web)).rejects.toEqual(refusal);
    await expect(sql`set role owner`.execute(database.web)).rejects.toEqual(refusal);
  });
});
