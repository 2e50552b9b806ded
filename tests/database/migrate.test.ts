import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { addressFor, connect } from '#database/connect.ts';
import { migrate, readMigrations } from '#database/migrate.ts';

async function emptyDatabase(): Promise<string> {
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  const owner = connect(inject('databaseUrl').replace('NAME', 'alongside'), 1);
  await sql`create database ${sql.id(name)}`.execute(owner);
  await owner.destroy();
  return inject('databaseUrl').replace('NAME', name);
}

async function tablesOf(url: string): Promise<string[]> {
  const db = connect(url, 1);
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db);
  await db.destroy();
  return rows.map(({ name }) => name).toSorted();
}

test('a migration that fails is named in one line, and nothing of it is kept', async () => {
  const url = await emptyDatabase();
  const files = [
    { name: '0001_good.sql', sql: 'create table good (id int)' },
    { name: '0002_bad.sql', sql: 'create table half (id int); create table bad (id nonsense);' },
  ];
  await expect(migrate(url, files)).rejects.toThrow(
    /^The migration 0002_bad\.sql failed \(type "nonsense" does not exist\)\. Nothing of it was kept\. [^\n]+$/,
  );
  expect(await tablesOf(url)).toEqual(['good', 'migrations']);
  await migrate(url, [files[0]!, { name: '0002_bad.sql', sql: 'create table mended (id int)' }]);
  expect(await tablesOf(url)).toEqual(['good', 'mended', 'migrations']);
});

test('a migration that was changed after it ran is named in one line, since its change would never come', async () => {
  const url = await emptyDatabase();
  const file = { name: '0001_good.sql', sql: 'create table good (id int)' };
  await migrate(url, [file]);
  await migrate(url, [file, { name: '0002_next.sql', sql: 'create table next (id int)' }]);
  const changed = { ...file, sql: 'create table good (id bigint)' };
  await expect(migrate(url, [changed])).rejects.toThrow(/^The migration 0001_good\.sql was changed after it ran on this database\. [^\n]+$/);
  await migrate(url, [file]);
});

test('a migration that ran before its words were kept is taken as it is, and held to that', async () => {
  const url = await emptyDatabase();
  const file = { name: '0001_good.sql', sql: 'create table good (id int)' };
  await migrate(url, [file]);
  const db = connect(url, 1);
  await db.updateTable('migrations').set({ sha256: null }).execute();
  await db.destroy();
  await migrate(url, [file]);
  await expect(migrate(url, [{ ...file, sql: 'create table other (id int)' }])).rejects.toThrow('was changed after it ran');
});

test('two that start at once migrate once', async () => {
  const url = await emptyDatabase();
  await Promise.all([migrate(url), migrate(url)]);
  const db = connect(url, 1);
  expect((await db.selectFrom('migrations').select('name').execute()).map(({ name }) => name)).toEqual(readMigrations().map(({ name }) => name));
  await db.destroy();
});

test('what was written before keeps its day, and the audit says of no upgrade that someone changed a record', async () => {
  const url = await emptyDatabase();
  const files = readMigrations();
  await migrate(
    url,
    files.filter(({ name }) => name < '0016'),
  );
  const db = connect(url, 1);
  for (const statement of [
    `insert into people (name, known_as) values ('Maya Hartley', 'Maya')`,
    `insert into young_people (person_id, born_on, area) select id, '2014-03-09', 'x' from people`,
    `insert into plan_sections (young_person_id, section, headline, words, written_on) select id, 'matters to me', 'x', 'x', '2025-07-01' from people`,
    `insert into goals (young_person_id, words, who_helps, by_day) select id, 'x', 'x', '2026-07-01' from people`,
    `insert into views (young_person_id, question, words) select id, 'safe', 'x' from people`,
    `insert into ratings (young_person_id, rating, since) select id, 'green', '2025-07-01' from people`,
  ])
    await sql.raw(statement).execute(db);
  const audit = async () => (await sql`select * from audit_entries order by id`.execute(db)).rows;
  const before = await audit();
  expect(before.length).toBeGreaterThan(2);
  await migrate(url, files);
  expect(await audit()).toEqual(before);
  const { rows } = await sql<{ writtenAt: Date }>`select written_at as "writtenAt" from plan_sections`.execute(db);
  expect(rows.map(({ writtenAt }) => writtenAt.toISOString())).toEqual(['2025-06-30T23:00:00.000Z']);
  await db.destroy();
});

test('a database that can not be reached is one line that says what to check', async () => {
  await expect(migrate('postgres://owner@localhost:1/none')).rejects.toThrow(
    /^The database can not be reached \([^)]+\)\. Check DATABASE_URL, and that the server runs\.$/,
  );
});

test('the address of a role takes its password from the owner, and none from an owner who has none', () => {
  expect(addressFor('web', 'postgres://owner@/alongside?host=%2Fsocket')).toBe('postgres://web@/alongside?host=%2Fsocket');
  const web = addressFor('web', 'postgres://me:s%40cret@db.example.org:5432/alongside');
  expect(web).toMatch(/^postgres:\/\/web:[\da-f]{64}@db\.example\.org:5432\/alongside$/);
  expect(addressFor('worker', 'postgres://me:s%40cret@db.example.org:5432/alongside')).not.toContain(new URL(web).password);
});
