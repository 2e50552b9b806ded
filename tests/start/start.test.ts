import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDatabase } from '#tests/support/database.ts';
import { root } from '#start/build.ts';
import { signInAs } from '#tests/support/families.ts';
import { runStart, runToEnd, startServer } from '#tests/support/server.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The process of the embedded database in a data folder, if it runs. */
function databaseProcess(dataDir: string): number | undefined {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

test('a newcomer starts it, writes, stops it, and finds everything again', async () => {
  const dataDir = join(folder, 'data');
  const first = await startServer({ DATA_DIR: dataDir });
  expect(first.output()).toContain('/demo');
  expect(first.output()).toContain('Sam Hartley');
  const nadia = await signInAs(first.origin, 'Nadia Khan');
  await nadia.follow('Messages');
  await nadia.press('Send', { words: 'Still here tomorrow.' });

  const second = await runToEnd({ DATA_DIR: dataDir });
  expect(second).toEqual({ code: 1, output: expect.stringMatching(/^Alongside did not start\. Alongside runs on \S+ already\. [^\n]+\n$/) });

  const pid = databaseProcess(dataDir) ?? 0;
  expect(await first.stop(), first.output()).toBe(0);
  expect(() => process.kill(pid, 0)).toThrow();

  const again = await startServer({ DATA_DIR: dataDir });
  nadia.page = { ...nadia.page, address: again.origin };
  const later = await signInAs(again.origin, 'Nadia Khan');
  await later.follow('Messages');
  expect(later.page.text).toContain('Still here tomorrow.');

  again.process.kill('SIGKILL');
  await new Promise((resolve) => again.process.once('exit', resolve));
  const afterCrash = await startServer({ DATA_DIR: dataDir });
  expect((await fetch(`${afterCrash.origin}/en`)).status).toBe(200);
  const adopted = databaseProcess(dataDir) ?? 0;
  const code = await afterCrash.stop();
  expect(code, afterCrash.output()).toBe(0);
  expect(() => process.kill(adopted, 0)).toThrow();
});

const oneLine = (words: RegExp) => ({ code: 1, output: expect.stringMatching(new RegExp(`^Alongside did not start\\. ${words.source}[^\\n]*\\n$`)) });

test('what a killed start or another machine left in the data folder is no hindrance', async () => {
  const dataDir = join(folder, 'left');
  mkdirSync(join(dataDir, 'postgres.new'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18');
  const first = await startServer({ DATA_DIR: dataDir });
  expect(await first.stop(), first.output()).toBe(0);
  // The number of a process that lives and is no database of ours.
  writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n${dataDir}/postgres\n1\n5432\n\n`);
  const second = await startServer({ DATA_DIR: dataDir });
  expect(await second.stop(), second.output()).toBe(0);
});

test('a signal while it starts ends it with nothing left running', async () => {
  const dataDir = join(folder, 'early');
  const run = runStart({ PORT: '0', DATA_DIR: dataDir });
  while (!databaseProcess(dataDir)) await new Promise((resolve) => setTimeout(resolve, 10));
  const pid = databaseProcess(dataDir) ?? 0;
  run.process.kill('SIGTERM');
  await run.ended;
  expect(() => process.kill(pid, 0)).toThrow();
});

test('when its database dies, it says so and ends, so that whatever watches it can start it again', async () => {
  const dataDir = join(folder, 'dies');
  const server = await startServer({ DATA_DIR: dataDir });
  process.kill(databaseProcess(dataDir) ?? 0, 'SIGKILL');
  const code = await new Promise((resolve) => server.process.once('exit', resolve));
  expect(code).toBe(1);
  expect(server.output()).toContain('The database stopped by itself');
});

test('a guide with a mistake: the file, the line, what to do, and no database was touched', async () => {
  const copy = join(folder, 'copy');
  for (const part of ['src', 'content', 'public', 'package.json', 'astro.config.mjs', 'tsconfig.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const guide = join(copy, 'content', 'guides', 'en', 'key-workers.md');
  writeFileSync(guide, readFileSync(guide, 'utf8').replace('\nlisten:', '\nlistenn:'));
  const dataDir = join(folder, 'untouched');
  expect(await runToEnd({ DATA_DIR: dataDir }, copy)).toEqual(
    oneLine(/content\/guides\/en\/key-workers\.md, line \d+: there is no picture "listenn"\. Choose a name from/),
  );
  expect(existsSync(dataDir)).toBe(false);
});

test('a port that is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, 'localhost', resolve));
  const { port } = other.address() as { port: number };
  expect(await runToEnd({ PORT: String(port), DATA_DIR: join(folder, 'never') })).toEqual(
    oneLine(/Port \d+ is taken by another program\. Stop that one, or choose another port: PORT=\d+ npm start/),
  );
  expect(existsSync(join(folder, 'never'))).toBe(false);
  await new Promise((resolve) => other.close(resolve));
});

test('a data folder that can not be written', async () => {
  writeFileSync(join(folder, 'a-file'), '');
  expect(await runToEnd({ DATA_DIR: join(folder, 'a-file', 'data') })).toEqual(
    oneLine(/The folder \S+ can not be written\. Give this user the right to write in it, or set DATA_DIR/),
  );
});

test('a database that can not be reached', async () => {
  expect(await runToEnd({ DATABASE_URL: 'postgres://owner:x@localhost:1/none', DEMO: '1' })).toEqual(
    oneLine(/The database can not be reached \([^)]+\)\. Check DATABASE_URL/),
  );
});

test('a demo on a database that holds other people', async () => {
  const real = await makeDatabase('blank');
  await real.owner.insertInto('people').values({ name: 'Someone Real', knownAs: 'Someone' }).execute();
  expect(await runToEnd({ DATABASE_URL: real.ownerUrl, DEMO: '1' })).toEqual(oneLine(/This database holds people whom the demo did not make up/));
  await real.close();
});

test('a service without email, since nobody could sign in', async () => {
  const real = await makeDatabase('blank');
  expect(await runToEnd({ DATABASE_URL: real.ownerUrl })).toEqual(oneLine(/Nobody can sign in without email\. Set SMTP_URL/));
  await real.close();
});
