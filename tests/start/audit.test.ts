import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '#database/connect.ts';
import { openRecords } from '#people/records.ts';
import { makeDatabase } from '#tests/support/database.ts';
import { signInAs } from '#tests/support/families.ts';
import { runProgram, startServer } from '#tests/support/server.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-audit-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs one of the programs of the audit to its end. */
async function run(program: 'verify' | 'heads', parameters: string[], variables: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { ended, output } = runProgram(`audit-${program}.ts`, parameters, variables);
  return { code: await ended, output: output() };
}

const whole = (more = '') => ({
  code: 0,
  output: expect.stringMatching(new RegExp(`^Checked \\d+ entries about 4 young people${more}\\. All of it fits\\.\\n$`)),
});
const oneLine = (words: RegExp) => ({
  code: 1,
  output: expect.stringMatching(new RegExp(`^The (audit was not checked|heads were not written)\\. ${words.source}[^\\n]*\\n$`)),
});

test('on a database of one’s own: whole, then changed, then cut, each told in a line', async () => {
  const database = await makeDatabase();
  const variables = { DATABASE_URL: database.ownerUrl };
  await database.as('Priya Nair', (db) => openRecords(db, 'plan', 'reviews'));
  expect(await run('verify', [], variables)).toEqual(whole());

  const file = join(folder, 'heads');
  expect(await run('heads', [file], variables)).toEqual({ code: 0, output: `Noted 4 heads in ${file}. Keep it away from the database.\n` });
  expect(readFileSync(file, 'utf8')).toMatch(/^([\da-f-]{36} \d+ [\da-f]{64}\n){4}$/);
  expect(await run('verify', [file], variables)).toEqual(whole(', and 4 noted heads'));
  // What comes later does not trouble what was noted.
  await database.as('Priya Nair', (db) => openRecords(db, 'plan'));
  expect(await run('verify', [file], variables)).toEqual(whole(', and 4 noted heads'));

  const maya = await database.id('Maya Hartley');
  const superuser = connect(database.ownerUrl.replace('owner@', 'postgres@'), 1);
  await sql`set session_replication_role = replica`.execute(superuser);
  await sql`delete from audit_entries where id in (select entry_id from audit_chain where young_person_id = ${maya} and place = 3)`.execute(superuser);
  expect(await run('verify', [], variables)).toEqual({
    code: 1,
    output: expect.stringMatching(new RegExp(`^${maya}, place 3: missing\\nChecked \\d+ entries about 4 young people\\. It does not fit: 1 fault\\.\\n$`)),
  });
  await sql`delete from audit_heads where young_person_id = ${maya}`.execute(superuser);
  await sql`create temporary table gone as select entry_id from audit_chain where young_person_id = ${maya}`.execute(superuser);
  await sql`delete from audit_chain where young_person_id = ${maya}`.execute(superuser);
  await sql`delete from audit_entries where id in (select entry_id from gone)`.execute(superuser);
  await superuser.destroy();
  expect(await run('verify', [], variables)).toMatchObject({ code: 0 });
  expect(await run('verify', [file], variables)).toMatchObject({
    code: 1,
    output: expect.stringMatching(new RegExp(`^${maya}, place \\d+: not what was noted outside\\n`)),
  });
  await database.close();
});

test('beside a service that runs, which goes on; and without one, which leaves nothing running', async () => {
  const dataDir = join(folder, 'data');
  const variables = { DATA_DIR: dataDir };
  const server = await startServer(variables);
  const nadia = await signInAs(server.origin, 'Nadia Khan');
  expect(await run('verify', [], variables)).toEqual(whole());
  const file = join(folder, 'embedded-heads');
  expect((await run('heads', [file], variables)).code).toBe(0);
  expect((await nadia.open('/en/family')).status).toBe(200);
  expect(await server.stop(), server.output()).toBe(0);

  const lock = join(dataDir, 'postgres', 'postmaster.pid');
  expect(existsSync(lock)).toBe(false);
  expect(await run('verify', [file], variables)).toEqual(whole(', and 4 noted heads'));
  expect(existsSync(lock)).toBe(false);

  // What a killed service left is used, and left to the next start.
  const killed = await startServer(variables);
  killed.process.kill('SIGKILL');
  await new Promise((resolve) => killed.process.once('exit', resolve));
  expect(await run('verify', [file], variables)).toEqual(whole(', and 4 noted heads'));
  expect(existsSync(lock)).toBe(true);
  const next = await startServer(variables);
  expect(await next.stop(), next.output()).toBe(0);
});

test('what can not be read or written is one line that says what to do', async () => {
  const database = await makeDatabase();
  const variables = { DATABASE_URL: database.ownerUrl };
  const taken = join(folder, 'taken');
  writeFileSync(taken, 'dear diary\n');
  expect(await run('verify', [taken], variables)).toEqual(oneLine(/The file \S+ holds something else\. Give a file/));
  expect(await run('verify', [join(folder, 'nowhere')], variables)).toEqual(oneLine(/The file \S+ can not be read \(ENOENT\)\./));
  expect(await run('heads', [taken], variables)).toEqual(oneLine(/The file \S+ is there already\. Give the name of a new one\./));
  expect(readFileSync(taken, 'utf8')).toBe('dear diary\n');
  expect(await run('heads', [join(taken, 'heads')], variables)).toEqual(oneLine(/The file \S+ can not be written \(\w+\)\./));
  expect(await run('heads', [], variables)).toEqual(oneLine(/Say which new file to write: npm run audit:heads <file>/));
  expect(await run('verify', [], { DATA_DIR: join(folder, 'never') })).toEqual(oneLine(/There is no database in \S+\. Set DATA_DIR/));
  expect(existsSync(join(folder, 'never'))).toBe(false);
  expect(await run('verify', [], { DATABASE_URL: 'postgres://owner:secret@localhost:1/none' })).toEqual(
    oneLine(/The database can not be read \(ECONNREFUSED\)\./),
  );
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  await database.close();
});
