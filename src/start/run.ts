import { Problem } from '#problem.ts';

/**
 * Runs a program's `start`, which gives what stops it. A Problem is one line, after `failed`, and exit code 1; a signal
 * stops it with 0, or with the exit code that it has set.
 */
export async function run(start: () => Promise<() => Promise<void>>, failed = 'Alongside did not start.'): Promise<void> {
  const started = start();
  let stopping = false;
  // Heard from the first moment: a signal during the start waits for it, so that nothing is left running.
  const leave = async () => {
    if (stopping) return;
    stopping = true;
    try {
      const stop = await started;
      await stop();
      process.exit();
    } catch (error) {
      fail(error, failed);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave());
  try {
    await started;
  } catch (error) {
    fail(error, failed);
  }
}

function fail(error: unknown, failed: string): never {
  if (error instanceof Problem) console.error(`${failed} ${error.message}`);
  else console.error(error);
  process.exit(1);
}
