import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listHeads, verifyAudit } from '#audit/audits.ts';
import { addressFor, connect, type Db } from '#database/connect.ts';
import { asSession } from '#database/scope.ts';
import { postMessage } from '#messages/messages.ts';
import { listThreads } from '#messages/threads.ts';
import { openRecord, openRecords } from '#people/records.ts';
import { findPlan } from '#plans/plans.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let superuser: Db;
const ids = { maya: '', leo: '', amir: '' };

beforeEach(async () => {
  database = await makeDatabase();
  superuser = connect(database.ownerUrl.replace('owner@', 'postgres@'), 1);
  ids.maya = await database.id('Maya Hartley');
  ids.leo = await database.id('Leo Hartley');
  ids.amir = await database.id('Amir Khan');
  for (let visit = 0; visit < 3; visit++) await database.as('Priya Nair', (db) => openRecords(db, 'plan', 'reviews'));
});
afterEach(async () => {
  await superuser.destroy();
  await database.close();
});

const breaks = async (noted = [] as Awaited<ReturnType<typeof listHeads>>) => (await verifyAudit(database.owner, noted)).breaks;
const refusal = expect.objectContaining({ code: '42501' });

/** As someone who may do anything in the database, past its triggers. */
async function tamper(...statements: string[]): Promise<void> {
  await sql`set session_replication_role = replica`.execute(superuser);
  for (const statement of statements) await sql.raw(statement).execute(superuser);
}

test('what the service wrote fits, and each entry is in it', async () => {
  const { count } = await database.owner
    .selectFrom('auditEntries')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const found = await verifyAudit(database.owner, await listHeads(database.owner));
  expect(found).toEqual({ entries: Number(count), youngPeople: 4, breaks: [] });
  expect(found.entries).toBeGreaterThan(100);
});

describe('someone who may do anything in the database', () => {
  const spot = () => `c.young_person_id = '${ids.maya}' and c.place = 5`;
  const entry = () => `(select entry_id from audit_chain c where ${spot()})`;

  test.each([
    ['changes who it was', () => [`update audit_entries set actor_id = null, at = at - interval '1 day' where id = ${entry()}`], 'changed'],
    ['changes a time by the smallest part', () => [`update audit_entries set at = at + interval '1 microsecond' where id = ${entry()}`], 'changed'],
    ['hides it from the family', () => [`update audit_entries set for_staff = not for_staff where id = ${entry()}`], 'changed'],
    ['takes an entry away', () => [`delete from audit_entries where id = ${entry()}`], 'missing'],
    ['takes it away with its place', () => [`delete from audit_entries where id = ${entry()}`, `delete from audit_chain c where ${spot()}`], 'missing'],
    [
      'writes a hash of their own for what they changed',
      () => [
        `update audit_entries set what = 'documents' where id = ${entry()}`,
        `update audit_chain c set hash = sha256(b.hash || convert_to(audit_words(e), 'UTF8')) from audit_entries e, audit_chain b
         where ${spot()} and e.id = c.entry_id and b.young_person_id = c.young_person_id and b.place = 4`,
      ],
      'changed',
    ],
    [
      'writes an entry without its place',
      () => [`insert into audit_entries (young_person_id, act, what) values ('${ids.maya}', 'read', 'plan')`],
      'not chained',
    ],
    ['sets the head back', () => [`update audit_heads set place = 4 where young_person_id = '${ids.maya}'`], 'head does not fit'],
  ])('%s: found', async (_, statements, fault) => {
    await tamper(...statements());
    expect(await breaks()).toContainEqual(expect.objectContaining({ youngPerson: ids.maya, fault }));
  });

  test('cuts the last entries away, with chain and head: found by the heads that were noted before', async () => {
    const noted = await listHeads(database.owner);
    const place = noted.find(({ youngPerson }) => youngPerson === ids.maya)?.place ?? 0;
    await tamper(
      `create temporary table gone as select entry_id from audit_chain where young_person_id = '${ids.maya}' and place > 5`,
      `delete from audit_chain where entry_id in (select entry_id from gone)`,
      `delete from audit_entries where id in (select entry_id from gone)`,
      `update audit_heads h set place = 5, hash = c.hash from audit_chain c where ${spot()} and h.young_person_id = c.young_person_id`,
    );
    expect(await breaks()).toEqual([]);
    expect(await breaks(noted)).toEqual([{ youngPerson: ids.maya, place, fault: 'not what was noted outside' }]);
  });
});

describe('nobody who serves', () => {
  test.each(['viewer', 'web', 'worker', 'owner'])('changes, deletes or empties what is noted: not the role %s', async (role) => {
    const url = role === 'owner' || role === 'viewer' ? database.ownerUrl : addressFor(role as 'web', database.ownerUrl);
    const db = role === 'viewer' ? superuser : connect(url, 1);
    if (role === 'viewer') await sql`set role viewer`.execute(db);
    for (const statement of [
      'update audit_entries set what = what',
      'delete from audit_entries',
      'truncate audit_entries cascade',
      'update audit_chain set hash = hash',
      'delete from audit_chain',
      'truncate audit_chain',
    ])
      await expect(sql.raw(statement).execute(db), statement).rejects.toEqual(refusal);
    if (role !== 'owner') {
      for (const statement of [
        'delete from audit_heads',
        'update audit_heads set place = 1',
        `insert into audit_entries (young_person_id, act, what) values ('${ids.maya}', 'read', 'plan')`,
        'alter table audit_entries disable trigger all',
        'set session_replication_role = replica',
      ])
        await expect(sql.raw(statement).execute(db), statement).rejects.toEqual(refusal);
      await expect(sql`drop trigger stays on audit_entries`.execute(db)).rejects.toEqual(refusal);
    }
    if (db !== superuser) await db.destroy();
    expect(await breaks()).toEqual([]);
  });
});

describe('a transaction', () => {
  const count = async () =>
    Number(
      (
        await database.owner
          .selectFrom('auditEntries')
          .select((eb) => eb.fn.countAll<string>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );

  test('that is taken back leaves no entry, also one that asked for the links at once', async () => {
    const before = await count();
    for (const trick of ['select 1', 'set constraints all immediate', 'set constraints link_audit immediate']) {
      await expect(
        database.as('Priya Nair', async (db) => {
          await openRecord(db, ids.maya, 'plan');
          await sql.raw(trick).execute(db);
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
    }
    expect(await count()).toBe(before);
    expect(await breaks()).toEqual([]);
  });

  test('that asks for the links at once, and then for later, is linked as a whole', async () => {
    const before = await count();
    await database.as('Priya Nair', async (db) => {
      await sql`set constraints all immediate`.execute(db);
      await openRecord(db, ids.maya, 'plan');
      await sql`set constraints all deferred`.execute(db);
      await openRecord(db, ids.leo, 'plan', 'reviews');
      await sql`savepoint here`.execute(db);
      await openRecord(db, ids.maya, 'documents');
      await sql`rollback to savepoint here`.execute(db);
      await openRecord(db, ids.maya, 'contacts');
    });
    expect(await count()).toBe(before + 4);
    expect(await breaks()).toEqual([]);
  });

  test('reads nothing that it did not note', async () => {
    const seen = await database.as('Priya Nair', (db) => db.selectFrom('planSections').select('words').execute());
    expect(seen).toEqual([]);
    expect((await database.as('Priya Nair', (db) => findPlan(db, ids.maya))).sections.length).toBeGreaterThan(0);
  });

  test('50 of them at once, about the same and crossed young people, give whole chains', async () => {
    const crowd = connect(addressFor('web', database.ownerUrl), 50);
    const tokens = await Promise.all(['Priya Nair', 'Gwen Ashby', 'Sam Hartley'].map((name) => database.session(name)));
    const before = await count();
    const children = [ids.maya, ids.leo];
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        asSession(crowd, tokens[index % 3] ?? '', async (db) => {
          const order = index % 2 ? children : children.toReversed();
          for (const child of order) await openRecord(db, child, 'plan');
          await sql`select pg_sleep(${(index % 5) / 100})`.execute(db);
          for (const child of order.toReversed()) await openRecord(db, child, 'reviews');
        }),
      ),
    );
    await crowd.destroy();
    expect(await count()).toBe(before + 200);
    expect(await breaks()).toEqual([]);
  });
});

test('what was said is not in the audit: who, when and which kind, and no words', async () => {
  const canary = `canary ${randomUUID()}`;
  const [thread] = await database.as('Sam Hartley', (db) => listThreads(db, ids.maya));
  await database.as('Sam Hartley', (db) => postMessage(db, { id: randomUUID(), thread: thread?.id ?? '', words: canary, language: 'en' }, false, new Date()));
  await database.as('Maya Hartley', async (db) =>
    sql`insert into views (young_person_id, topic, words) values (current_person(), 'safe', ${canary})`.execute(db),
  );
  await database.as('Priya Nair', (db) =>
    db
      .insertInto('freezes')
      .values({ id: randomUUID(), youngPersonId: ids.maya, reasons: canary, frozenBy: sql`current_person()` } as never)
      .execute(),
  );
  const { rows } = await sql<{ entry: string }>`select to_jsonb(e)::text as entry from audit_entries e`.execute(database.owner);
  expect(rows.filter(({ entry }) => entry.includes('canary'))).toEqual([]);
  const kinds = await database.owner.selectFrom('auditEntries').select('what').distinct().where('act', '=', 'change').execute();
  expect(kinds.map(({ what }) => what)).toEqual(expect.arrayContaining(['messages', 'my views', 'freeze']));
});
