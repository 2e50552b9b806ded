import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { root } from '#start/build.ts';

/** The real service in a process of its own, as `npm start` runs it. */
export interface TestServer {
  origin: string;
  /** Everything that it has printed. */
  output(): string;
  process: ChildProcess;
  /** Asks it to stop, and waits. Gives its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the service on any free port. Throws with what it printed where it does not come up. */
export async function startServer(variables: Record<string, string>): Promise<TestServer> {
  const run = runStart({ PORT: '0', ...variables });
  const ready = await new Promise<string | undefined>((resolve) => {
    createInterface({ input: run.process.stdout! }).on('line', (line) => {
      const origin = /ready at (\S+)/.exec(line)?.[1];
      if (origin) resolve(origin);
    });
    run.process.once('exit', () => resolve(undefined));
  });
  if (!ready) throw new Error(`The service did not start:\n${run.output()}`);
  const port = /:(\d+)/.exec(ready)?.[1];
  return { ...run, origin: variables.SITE_ORIGIN ? `http://localhost:${port}` : ready };
}

/** Runs the start and lets it end by itself, for what it says when it can not come up. */
export async function runToEnd(variables: Record<string, string>, folder = root): Promise<{ code: number | null; output: string }> {
  const run = runStart({ PORT: '0', ...variables }, folder);
  const code = await run.ended;
  return { code, output: run.output() };
}

/** Runs the start, as `npm start` does, without waiting for anything. */
export function runStart(variables: Record<string, string>, folder = root) {
  return runProgram('start.ts', [], variables, folder);
}

const compiled = join(root, '.cache', 'compiled');

/** Runs a program of src/start, without waiting for anything. */
export function runProgram(program: string, parameters: string[], variables: Record<string, string>, folder = root) {
  let printed = '';
  const child = spawn(process.execPath, [join(folder, 'src', 'start', program), ...parameters], {
    cwd: folder,
    // What Node has compiled once it keeps for the next start: there are a hundred of them.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, NODE_COMPILE_CACHE: compiled, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => (printed += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (printed += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { process: child, output: () => printed, ended, stop };
}
