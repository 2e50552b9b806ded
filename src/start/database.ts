import pg from 'pg';
import { addressFor, connect } from '#database/connect.ts';
import { startEmbedded } from '#database/embedded.ts';
import { migrate } from '#database/migrate.ts';
import { fillDemo, isDemoDatabase } from '#database/seed.ts';
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
    await checkRoles(database.ownerUrl);
    await demo(database.ownerUrl, environment.demo, now);
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
  let closing = false;
  lock.on('error', () => undefined);
  lock.on('end', () => {
    if (closing) return;
    console.error('The database stopped by itself, so Alongside stops too. Start it again; what was written is kept.');
    process.exit(1);
  });
  try {
    await holdFolder(lock, folder);
  } catch (error) {
    closing = true;
    await lock.end();
    throw error;
  }
  const close = async () => {
    closing = true;
    await lock.end();
    await server.stop();
  };
  return { ownerUrl, close };
}

/** Connects and holds the embedded database of `folder` until the connection ends. Throws a Problem where another process holds it. */
export async function holdFolder(lock: pg.Client, folder: string): Promise<void> {
  await lock.connect();
  const { rows } = await lock.query<{ mine: boolean }>('select pg_try_advisory_lock(4321000) as mine');
  if (!rows[0]?.mine) throw new Problem(`Alongside runs on ${folder} already. Stop that one, or set DATA_DIR to another folder.`);
}

/** Pages and jobs must come as the roles that may do little. Throws a Problem where they can not, or come as another. */
async function checkRoles(ownerUrl: string): Promise<void> {
  for (const role of ['web', 'worker'] as const) {
    const client = new pg.Client({ connectionString: addressFor(role, ownerUrl) });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ name: string }>('select current_user as name');
      if (rows[0]?.name === role) continue;
    } catch {
      // Told below.
    } finally {
      await client.end().catch(() => undefined);
    }
    throw new Problem(`The database does not let the role "${role}" in. Let it sign in with a password, as the owner of DATABASE_URL does.`);
  }
}

async function demo(ownerUrl: string, isOn: boolean, now: Date): Promise<void> {
  const db = connect(ownerUrl, 1);
  try {
    if (isOn) await fillDemo(db, now);
    else if (await isDemoDatabase(db)) throw new Problem('This database holds the made-up people of the demo. Start it with DEMO=1, or use another database.');
  } finally {
    await db.destroy();
  }
}
