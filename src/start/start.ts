import { openBehind } from './behind.ts';
import { buildWhenNeeded } from './build.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { checkPort, serve, stopServing } from './listen.ts';
import { run } from './run.ts';

/** `npm start`: the whole service in one process, from the port to the database, and back when it is stopped. */
await run(async () => {
  const environment = readEnvironment(process.env);
  await checkPort(environment.port, environment.host);
  buildWhenNeeded();

  const behind = await openBehind(environment);
  try {
    const server = await serve(environment.port, environment.host);
    const origin = environment.siteOrigin ?? addressOf(environment.host);
    await behind.work(origin);
    welcome(origin, environment);
    return async () => {
      await stopServing(server);
      await behind.close();
    };
  } catch (error) {
    await behind.close();
    throw error;
  }
});

function addressOf(host: string): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${process.env.PORT}`;
}

function welcome(origin: string, { demo }: Environment): void {
  const people = [
    `All people in it are made up. Be one of them at ${origin}/demo`,
    '  Sam Hartley      carer of Maya (12) and Leo (7)',
    '  Priya Nair       their key worker',
    `Their emails are at ${origin}/demo/inbox`,
    '',
  ];
  console.log(['', `Alongside is ready at ${origin}`, '', ...(demo ? people : []), 'Press Ctrl and C to stop.'].join('\n'));
}
