import { Problem } from '#problem.ts';

/** Runs a program's `start`, which gives what stops it. A Problem is one line and exit code 1; a signal stops it with 0. */
export async function run(start: () => Promise<() => Promise<void>>): Promise<void> {
  const started = start();
  let stopping = false;
  // Heard from the first moment: a signal during the start waits for it, so that nothing is left running.
  const leave = async () => {
    if (stopping) return;
    stopping = true;
    try {
      const stop = await started;
      await stop();
      process.exit(0);
    } catch (error) {
      fail(error);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave());
  try {
    await started;
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): never {
  if (error instanceof Problem) console.error(`Alongside did not start. ${error.message}`);
  else console.error(error);
  process.exit(1);
}
