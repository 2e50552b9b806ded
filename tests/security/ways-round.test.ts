import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '#database/connect.ts';
import { migrate } from '#database/migrate.ts';
import { asSession } from '#database/scope.ts';
import { hashToken } from '#access/sign-in.ts';
import { openRecord } from '#people/records.ts';
import { findPlan } from '#plans/plans.ts';
import { root } from '#start/build.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

// Ways round the rules that someone with a way to run SQL as the pages do might try.
let database: TestDatabase;
beforeEach(async () => {
  database = await makeDatabase();
});
afterEach(() => database.close());

const refusal = expect.objectContaining({ code: '42501' });
const people = (db: Db) => db.selectFrom('people').select('id').execute();

describe('someone who can run SQL as the pages do', () => {
  test('becomes nobody else: not another role, nor by the id or the hash of a session', async () => {
    const token = await database.session('Sam Hartley');
    for (const role of ['owner', 'worker', 'postgres']) {
      await expect(database.as('Sam Hartley', (db) => sql`select set_config('role', ${role}, true)`.execute(db))).rejects.toEqual(refusal);
    }
    const { id, tokenHash } = await database.owner
      .selectFrom('sessions')
      .select(['id', 'tokenHash'])
      .where('tokenHash', '=', hashToken(token))
      .executeTakeFirstOrThrow();
    for (const made of [id, tokenHash.toString('hex'), tokenHash.toString('base64url'), `\\x${tokenHash.toString('hex')}`, '']) {
      expect(await asSession(database.web, made, people)).toEqual([]);
    }
  });

  test('makes no table, function or trigger, and no temporary table that a function could mistake for a real one', async () => {
    await migrate(database.ownerUrl);
    for (const make of [
      'create temporary table grants (id int)',
      'create table public.mine (id int)',
      'create schema mine',
      `create function public.f() returns int language sql return 1`,
    ]) {
      await expect(
        database.as('Sam Hartley', (db) => sql`${sql.raw(make)}`.execute(db)),
        make,
      ).rejects.toEqual(refusal);
    }
  });

  test('reads no job of the queue', async () => {
    await expect(database.as('Sam Hartley', (db) => sql`select * from graphile_worker._private_jobs`.execute(db))).rejects.toEqual(refusal);
    await expect(database.as('Sam Hartley', (db) => sql`select graphile_worker.add_job('sendNotice')`.execute(db))).rejects.toEqual(refusal);
  });

  test('does not learn who shares with whom by counting what a change without a condition touches', async () => {
    const [amir, nadia, imran, tom] = [
      await database.id('Amir Khan'),
      await database.id('Nadia Khan'),
      await database.id('Imran Khan'),
      await database.id('Tom Okafor'),
    ];
    await database.owner
      .updateTable('youngPeople')
      .set({ bornOn: sql`today() - 3000` })
      .where('personId', '=', amir)
      .execute();
    const base = { youngPersonId: amir, stage: 'child', basis: 'parental responsibility', givenBy: tom };
    await database.owner
      .insertInto('grants')
      .values([
        { ...base, personId: nadia, category: 'plan', agreedBy: nadia },
        { ...base, personId: imran, category: 'plan', agreedBy: imran },
        { ...base, personId: imran, category: 'rating', agreedBy: imran },
      ])
      .execute();
    const touched = await database.as('Nadia Khan', (db) => db.updateTable('grants').set({ takenBackBy: nadia }).executeTakeFirst());
    expect(Number(touched.numUpdatedRows)).toBe(1);
  });

  test('learns from a refusal the same, whether someone is there or not', async () => {
    const amir = await database.id('Amir Khan');
    const tries = (who: string) => [
      sql`insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, asked_by) values (${who}, current_person(), 'plan', 'child', 'parental responsibility', current_person(), current_person())`,
      sql`insert into freezes (young_person_id, reasons, frozen_by) values (${who}, 'x', current_person())`,
      sql`insert into views (young_person_id, topic, words) values (${who}, 'care', 'x')`,
      sql`insert into decisions (young_person_id, kind, reasons, look_again_on, made_by) values (${who}, 'gillick', 'x', today() + 9, current_person())`,
      sql`select open_record(${who}, '{plan}')`,
      sql`select review_about(${who})`,
      sql`update grants set taken_back_by = current_person() where young_person_id = ${who}`,
    ];
    await database.owner
      .insertInto('freezes')
      .values({ youngPersonId: amir, reasons: 'x', frozenBy: await database.id('Tom Okafor'), frozenAt: new Date() })
      .execute();
    const answer = (query: ReturnType<typeof sql>) =>
      database
        .as('Sam Hartley', (db) => query.execute(db))
        .then(
          ({ rows, numAffectedRows }) => ({ rows, touched: Number(numAffectedRows ?? 0) }),
          ({ code, message }: { code: string; message: string }) => ({ code, message }),
        );
    const [there, nowhere] = [tries(amir), tries(randomUUID())];
    for (const [i, query] of there.entries()) expect(await answer(query), String(i)).toEqual(await answer(nowhere[i]!));
  });
});

describe('the note in the audit', () => {
  test('is made where the reading is kept: what opened a record and then went back can read it no more', async () => {
    const maya = await database.id('Maya Hartley');
    const token = await database.session('Sam Hartley');
    const seen = await asSession(database.web, token, async (db) => {
      await sql`savepoint before`.execute(db);
      await openRecord(db, maya, 'plan');
      await sql`rollback to savepoint before`.execute(db);
      return db.selectFrom('planSections').select('id').execute();
    });
    expect(seen).toEqual([]);
  });

  test('is not carried into the next transaction, nor over to someone else', async () => {
    const maya = await database.id('Maya Hartley');
    const token = await database.session('Sam Hartley');
    expect((await asSession(database.web, token, (db) => findPlan(db, maya))).sections.length).toBeGreaterThan(0);
    expect(await asSession(database.web, token, (db) => db.selectFrom('planSections').select('id').execute())).toEqual([]);
    const other = await database.session('Gwen Ashby');
    const read = asSession(database.web, token, async (db) => {
      await openRecord(db, maya, 'plan');
      await sql`select set_config('app.session', ${other}, true)`.execute(db);
      return db.selectFrom('planSections').select('id').execute();
    });
    expect(await read).toEqual([]);
  });

  // The database can not note what is undone with it. So nothing of ours may undo a part and go on.
  test('is not undone by any page: nothing in the source goes back to a savepoint', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|tsx|astro)$/.test(file));
    expect(files.filter((file) => /\bsavepoint\b|\brollback to\b|startTransaction/i.test(readFileSync(join(root, 'src', file), 'utf8')))).toEqual([]);
  });
});
