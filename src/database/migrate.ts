import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { Problem } from '#problem.ts';
import { passwordFor } from './connect.ts';

const folder = new URL('./migrations/', import.meta.url);

// The queue's own log names jobs and their payload; ours says nothing of either.
const quiet = new Logger(() => () => undefined);

// Any number does, so long as every process of this service uses the same: two must not migrate at once.
const migrationLock = 4_321_001;

/**
 * Brings the database to the newest migration: the roles, the job queue, then each SQL file in order, each in its own
 * transaction. Throws a Problem that names the file when one fails, and nothing of it is kept; or when one was changed
 * after it ran here, since what changed would never reach this database.
 */
export async function migrate(ownerUrl: string, files = readMigrations()): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new Problem(`The database can not be reached (${reason(error)}). Check DATABASE_URL, and that the server runs.`);
  }
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    try {
      await makeRoles(client, ownerUrl);
      await makeQueue(client, ownerUrl);
    } catch (error) {
      throw new Problem(`The database could not be made ready (${reason(error)}). Its owner needs the right to create roles, and a server of its own.`);
    }
    await client.query('create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())');
    await client.query('alter table migrations add column if not exists sha256 text');
    await client.query('alter table migrations enable row level security; alter table migrations force row level security');
    await ensureOwnerPolicy(client);
    const { rows } = await client.query<{ name: string; sha256: string | null }>('select name, sha256 from migrations');
    const done = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
    for (const file of files) {
      if (done.has(file.name)) await keep(client, file, done.get(file.name) ?? null);
      else await apply(client, file);
    }
  } finally {
    await client.end();
  }
}

/** A migration: its file name, which gives its place, and its SQL. */
export interface Migration {
  name: string;
  sql: string;
}

/** The migrations of this version, in their order. */
export function readMigrations(): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.toSorted().map((name) => ({ name, sql: readFileSync(new URL(name, folder), 'utf8') }));
}

async function apply(client: pg.Client, { name, sql }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into migrations (name, sha256) values ($1, $2)', [name, hashOf(sql)]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Problem(
      `The migration ${name} failed (${reason(error)}). Nothing of it was kept. Mend that file, or ask whoever gave you this version, and start again.`,
    );
  }
}

// One that ran before hashes were kept is taken as it is now.
async function keep(client: pg.Client, { name, sql }: Migration, sha256: string | null): Promise<void> {
  if (sha256 === null) await client.query('update migrations set sha256 = $2 where name = $1', [name, hashOf(sql)]);
  else if (sha256 !== hashOf(sql)) {
    throw new Problem(`The migration ${name} was changed after it ran on this database. Put it back as it was, and write what is new in a new migration.`);
  }
}

const hashOf = (sql: string) => createHash('sha256').update(sql).digest('hex');

// web: the pages; it may only become a viewer. viewer: whoever asks, by session. worker: what happens later.
async function makeRoles(client: pg.Client, ownerUrl: string): Promise<void> {
  for (const role of ['viewer', 'web', 'worker'] as const) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (!rowCount) await client.query(`create role ${role} ${role === 'viewer' ? 'nologin' : 'login noinherit'}`);
    const password = role === 'viewer' ? undefined : passwordFor(role, ownerUrl);
    if (password) await client.query(`alter role ${role} password '${password}'`);
  }
  await client.query('grant viewer to web with inherit false, set true');
  const { rows } = await client.query<{ database: string }>('select quote_ident(current_database()) as database');
  const database = rows[0]?.database ?? '';
  // Neither another role of this server nor a table of one's own has a place here.
  await client.query(`grant connect on database ${database} to web, worker`);
  await client.query(`revoke connect, temporary on database ${database} from public`);
}

/**
 * The job queue. The owner owns it, and the worker may only do its jobs: whoever owned it could hang a trigger on it,
 * which would then run with the owner's rights when the owner's functions add a job.
 */
async function makeQueue(client: pg.Client, ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: quiet });
  await client.query(`
    grant usage on schema graphile_worker to worker;
    grant select, insert, update, delete on all tables in schema graphile_worker to worker;
    grant usage on all sequences in schema graphile_worker to worker;
  `);
  for (const table of ['_private_jobs', '_private_job_queues', '_private_tasks', '_private_known_crontabs']) {
    const { rowCount } = await client.query(`select from pg_policies where schemaname = 'graphile_worker' and tablename = $1`, [table]);
    if (!rowCount) await client.query(`create policy "the worker does the jobs" on graphile_worker.${table} to worker using (true) with check (true)`);
  }
}

async function ensureOwnerPolicy(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(`select from pg_policies where tablename = 'migrations'`);
  if (!rowCount) await client.query('create policy "the owner keeps every row" on migrations to current_user using (true) with check (true)');
}

function reason(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return (message || code || 'no reason given').split('\n')[0] ?? '';
}
