import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { TestProject } from 'vitest/node';
import { connect } from '#database/connect.ts';
import { startEmbedded } from '#database/embedded.ts';
import { migrate } from '#database/migrate.ts';
import { fillDemo } from '#database/seed.ts';
import { buildWhenNeeded } from '#start/build.ts';
import { findChromium, type Chromium } from './browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the test server's database `name`, with `name` left to fill in. */
    databaseUrl: string;
    /** The browser for tests that need one. */
    chromium: Chromium;
  }
}

/**
 * Once for all tests: the site is built, and one embedded server has two templates, `blank` (migrated) and `demo`
 * (migrated and filled). Each test file makes its own database from one of them.
 */
export default async function setup(project: TestProject) {
  buildWhenNeeded();
  const folder = mkdtempSync(join(tmpdir(), 'alongside-tests-'));
  // What a test loses in a power cut it makes again, and no database lives long enough to be tidied.
  const inNoHurry = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0', 'autovacuum=off'];
  const server = await startEmbedded(folder, [...inNoHurry, 'max_connections=200']);
  await makeTemplates(server.url('owner', 'NAME'));
  project.provide('databaseUrl', server.url('owner', 'NAME'));
  project.provide('chromium', await findChromium());
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function makeTemplates(url: string): Promise<void> {
  const owner = connect(url.replace('NAME', 'alongside'), 1);
  await sql`create database blank`.execute(owner);
  await migrate(url.replace('NAME', 'blank'));
  await sql`create database demo template blank`.execute(owner);
  const demo = connect(url.replace('NAME', 'demo'), 1);
  await fillDemo(demo, new Date());
  await demo.destroy();
  await owner.destroy();
}
