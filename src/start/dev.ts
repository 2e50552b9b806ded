import { dev } from 'astro';
import { openBehind } from './behind.ts';
import { root } from './build.ts';
import { readEnvironment } from './environment.ts';
import { checkPort } from './listen.ts';
import { run } from './run.ts';

/** `npm run dev`: the same service, with pages that are made anew as their files change. */
await run(async () => {
  const ours: unknown[] = (['SIGINT', 'SIGTERM'] as const).flatMap((signal) => process.listeners(signal));
  const environment = readEnvironment(process.env);
  await checkPort(environment.port, environment.host);
  const behind = await openBehind(environment);
  process.env.PORT = String(environment.port);
  process.env.HOST = environment.host;
  process.env.ASTRO_DEV_BACKGROUND = '0';
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const server = await dev({ root, server: { port: environment.port, host: environment.host } });
  // The builder leaves at a signal without waiting for anyone; here the database has to stop first.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    for (const listener of process.listeners(signal)) if (!ours.includes(listener)) process.off(signal, listener);
  await behind.work(environment.siteOrigin ?? `http://${environment.host}:${environment.port}`);
  return async () => {
    await server.stop();
    await behind.close();
  };
});
