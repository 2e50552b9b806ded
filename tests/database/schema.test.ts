import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '#start/build.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeDatabase('blank');
});
afterAll(() => database.close());

test('every table has row security, forced, and a policy that someone thought about', async () => {
  const { rows } = await sql<{ name: string; enabled: boolean; forced: boolean; policies: string }>`
    select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced,
      (select count(*) from pg_policies where tablename = relname) as policies
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`.execute(database.owner);
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(({ enabled, forced, policies }) => !enabled || !forced || Number(policies) === 0)).toEqual([]);
});

test('a table without it is found', async () => {
  await sql`create table careless (id int)`.execute(database.owner);
  const { rows } = await sql`select from pg_class where relname = 'careless' and not relforcerowsecurity`.execute(database.owner);
  expect(rows).toHaveLength(1);
  await sql`drop table careless`.execute(database.owner);
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
