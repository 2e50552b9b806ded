import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashCode, hashToken } from '#access/sign-in.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await makeDatabase();
});
afterEach(() => database.close());

describe('a stolen database', () => {
  test('holds no value that signs anyone in: not as a cookie, a link, a card or a code', async () => {
    const [sam, maya, priya] = [await database.id('Sam Hartley'), await database.id('Maya Hartley'), await database.id('Priya Nair')];
    const [ask, code] = [randomUUID(), '12345678'];
    await database.session('Sam Hartley');
    await sql`select ask_to_sign_in(${ask}, 'sam.hartley@example.org')`.execute(database.owner);
    await database.owner
      .updateTable('signInAsks')
      .set({ linkHash: hashToken('a'.repeat(43)), codeHash: await hashCode(code, ask) })
      .execute();
    await database.owner
      .insertInto('waysIn')
      .values({ kind: 'back in', personId: sam, cardNumber: 123_456, linkHash: hashToken('b'.repeat(43)), wordsHash: await hashCode('three short words', ask) })
      .execute();
    await sql`select make_challenge(${randomUUID()}, 'a challenge of some length')`.execute(database.owner);
    await database.owner
      .insertInto('passkeys')
      .values({ id: 'passkey of priya', personId: priya, publicKey: Buffer.from('public'), counter: 0 })
      .execute();
    const values = await everyValue(database.ownerUrl.replace('owner@', 'postgres@'));
    expect(values.size).toBeGreaterThan(400);
    for (const secret of [code, 'a'.repeat(43), 'b'.repeat(43), 'three short words']) expect(values.has(secret)).toBe(false);
    expect(values.has(maya)).toBe(true);
    const given = [...values];
    const cookies = await database.web.transaction().execute(async (db) => {
      await sql`select set_config('role', 'viewer', true)`.execute(db);
      return sql`select v from unnest(${given}::text[]) as v where (select set_config('app.session', v, true)) is not null and current_person() is not null`.execute(
        db,
      );
    });
    expect(cookies.rows).toEqual([]);
    const way = await database.owner.selectFrom('waysIn').select('id').executeTakeFirstOrThrow();
    for (const value of given) {
      const hashes = [hashToken(value), ...(/^\\x[\da-f]{64}$/.test(value) ? [hashToken(Buffer.from(value.slice(2), 'hex').toString('base64url'))] : [])];
      for (const hash of hashes) {
        const { rows } = await sql`select use_sign_in_link(${hash}, ${hash}, '', false) as link, use_way_in(${hash}, ${hash}, '', false) as way`.execute(
          database.web,
        );
        expect(rows).toEqual([{ link: null, way: null }]);
      }
    }
    // Of a card and a code only five tries count: what could be one is tried by its hash, as the owner.
    for (const value of given.filter((one) => /^[\d ]{8,9}$/.test(one) || / /.test(one)).slice(0, 20)) {
      const hash = await hashCode(value, ask);
      expect(
        (await sql`select 1 from sign_in_asks where code_hash = ${hash} union select 1 from ways_in where words_hash = ${hash}`.execute(database.owner)).rows,
      ).toEqual([]);
    }
    expect((await sql`select use_card(${way.id}, ${await hashCode('wrong', ask)}, 'x', '', false) as card`.execute(database.web)).rows).toEqual([
      { card: null },
    ]);
  });
});

/** Every value of every row of every table, and of the queue. */
async function everyValue(url: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')`,
  );
  const values = new Set<string>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${name} t`);
    for (const { row } of rows)
      for (const value of Object.values(row)) if (value !== null && value !== '') values.add(typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  await client.end();
  return values;
}
