import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { connect, type Db } from '#database/connect.ts';
import { startEmbedded } from '#database/embedded.ts';
import { Problem } from '#problem.ts';
import { holdFolder } from './database.ts';
import { readPlace } from './environment.ts';

/**
 * Does something as the owner of the database, beside the service or without it: an embedded one that runs is used and
 * left running, one that does not is started and stopped again. Throws a Problem where there is none, or none of this version.
 */
export async function asOwner<T>(variables: Record<string, string | undefined>, work: (db: Db) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = readPlace(variables);
  if (databaseUrl) return withDatabase(databaseUrl, work);
  if (!existsSync(join(dataDir, 'postgres'))) throw new Problem(`There is no database in ${dataDir}. Set DATA_DIR to its folder, or DATABASE_URL.`);
  const server = await startEmbedded(dataDir);
  const url = server.url('owner', 'alongside');
  if (server.wasRunning) return withDatabase(url, work);
  const lock = new pg.Client({ connectionString: url });
  try {
    // A service that starts meanwhile must not use what is about to be stopped.
    await holdFolder(lock, dataDir);
    return await withDatabase(url, work);
  } finally {
    await lock.end();
    await server.stop();
  }
}

async function withDatabase<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = connect(url, 1);
  try {
    return await work(db);
  } catch (error) {
    if (error instanceof Problem) throw error;
    const { code, message } = error as { code?: string; message?: string };
    // Undefined table or column (PostgreSQL, appendix A).
    if (code === '42P01' || code === '42703') throw new Problem('The database is not of this version. Start Alongside once, and try again.');
    throw new Problem(`The database can not be read (${code ?? message ?? 'no reason given'}). Check DATABASE_URL, and that the server runs.`);
  } finally {
    await db.destroy();
  }
}
