import pg from 'pg';
import { connect } from '#database/connect.ts';
import { startEmbedded } from '#database/embedded.ts';
import { migrate } from '#database/migrate.ts';
import { fillDemo } from '#database/seed.ts';
import { Problem } from '#problem.ts';
import type { Environment } from './environment.ts';

/** The database, ready: its address as the owner, and how to leave it. */
export interface OpenDatabase {
  ownerUrl: string;
  close(): Promise<void>;
}

/** Starts or reaches the database, brings it up to date and, in a demo, fills it once. Throws a Problem where it can not. */
export async function openDatabase(environment: Environment, now: Date): Promise<OpenDatabase> {
  const database = environment.databaseUrl ? { ownerUrl: environment.databaseUrl, close: async () => undefined } : await openEmbedded(environment.dataDir);
  try {
    await migrate(database.ownerUrl);
    if (environment.demo) await demo(database.ownerUrl, now);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

async function openEmbedded(folder: string): Promise<OpenDatabase> {
  const server = await startEmbedded(folder);
  const ownerUrl = server.url('owner', 'alongside');
  // Held as long as this process lives, however it ends: a second one on the same folder would stop the database under it.
  const lock = new pg.Client({ connectionString: ownerUrl });
  lock.on('error', () => undefined);
  await lock.connect();
  const { rows } = await lock.query<{ mine: boolean }>('select pg_try_advisory_lock(4321000) as mine');
  if (!rows[0]?.mine) {
    await lock.end();
    throw new Problem(`Alongside runs on ${folder} already. Stop that one, or set DATA_DIR to another folder.`);
  }
  const close = async () => {
    await lock.end();
    await server.stop();
  };
  return { ownerUrl, close };
}

async function demo(ownerUrl: string, now: Date): Promise<void> {
  const db = connect(ownerUrl, 1);
  try {
    await fillDemo(db, now);
  } finally {
    await db.destroy();
  }
}
