import { Problem } from '#problem.ts';

/** Runs a program's `start`, which gives what stops it. A Problem is one line and exit code 1; a signal stops it with 0. */
export async function run(start: () => Promise<() => Promise<void>>): Promise<void> {
  try {
    const stop = await start();
    let stopping: Promise<void> | undefined;
    const leave = async () => {
      try {
        await stop();
        process.exit(0);
      } catch (error) {
        console.error(`Alongside stopped, but not well (${(error as Error).message}).`);
        process.exit(1);
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => (stopping ??= leave()));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`Alongside did not start. ${error.message}`);
    process.exit(1);
  }
}
