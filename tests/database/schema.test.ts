import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '#database/connect.ts';
import { root } from '#start/build.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeDatabase('blank');
});
afterAll(() => database.close());

/** What in the database anyone could read past the rules, by name: a table without forced row security or without a policy, or a view. */
async function careless(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class c
    where relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'graphile_worker'::regnamespace)
      and relnamespace::regnamespace::text not like 'pg\_%'
      and (
        relkind in ('v', 'm', 'f')
        or (relkind in ('r', 'p') and (not relrowsecurity or not relforcerowsecurity or not exists (select from pg_policy where polrelid = c.oid)))
        or (relkind in ('r', 'p') and exists (select from pg_policy where polrelid = c.oid and 0 = any (polroles)))
      )
    order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

test('every table has row security, forced, and a policy that someone thought about, for nobody in general', async () => {
  const { rows } = await sql`select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(database.owner);
  expect(rows.length).toBeGreaterThan(20);
  expect(await careless(database.owner)).toEqual([]);
});

test.each([
  ['a table without it', 'create table careless (id int)'],
  [
    'one where it is not forced',
    'create table careless (id int); alter table careless enable row level security; create policy p on careless to owner using (true)',
  ],
  ['one without a policy', 'create table careless (id int); alter table careless enable row level security; alter table careless force row level security'],
  ['one with a policy for everyone', `create table careless (id int); call secure(array['careless']); create policy p on careless using (true)`],
  ['a view, which reads with the rights of its owner', 'create view careless as select * from people'],
  ['a real one, once it is taken away', 'alter table messages no force row level security'],
])('%s is found', async (_, statement) => {
  const undone = new Error('undone');
  let found: string[] = [];
  const change = database.owner.transaction().execute(async (db) => {
    await sql.raw(statement).execute(db);
    found = await careless(db);
    throw undone;
  });
  await expect(change).rejects.toBe(undone);
  expect(found).toEqual([statement.includes('careless') ? 'careless' : 'messages']);
});

test('no role of the service goes past row security by rank', async () => {
  const { rows } = await sql`
    select rolname from pg_roles where rolname in ('owner', 'web', 'viewer', 'worker') and (rolsuper or rolbypassrls)`.execute(database.owner);
  expect(rows).toEqual([]);
});

test('every function that acts with the rights of the owner fixes where it looks for names, and none is for everyone', async () => {
  const { rows } = await sql`
    select proname from pg_proc where pronamespace = 'public'::regnamespace
      and ((prosecdef and coalesce(array_to_string(proconfig, ','), '') not like '%search_path=%')
        or (proname <> 'secure' and has_function_privilege('public', oid, 'execute')))`.execute(database.owner);
  expect(rows).toEqual([]);
});

test('the types of the database are those of the migrations (npm run schema writes them anew)', () => {
  const file = join(root, 'src', 'database', 'schema.ts');
  const check = process.env.WRITE_SCHEMA ? [] : ['--verify'];
  const made = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'kysely-codegen', 'dist', 'cli', 'bin.js'),
      '--dialect',
      'postgres',
      '--camel-case',
      '--date-parser',
      'string',
      '--default-schema',
      'public',
      '--exclude-pattern',
      'graphile_worker.*',
      '--url',
      database.ownerUrl,
      '--out-file',
      file,
      ...check,
    ],
    { encoding: 'utf8' },
  );
  expect(made.stdout + made.stderr).not.toMatch(/error|not up-to-date/i);
  expect(made.status).toBe(0);
});
