import { join } from 'node:path';
import { readAreas } from '#areas/areas.ts';
import { addressFor, connect } from '#database/connect.ts';
import { readGuides } from '#guides/guides.ts';
import { smtpMail } from '#notices/mail.ts';
import { demoMail } from '#notices/notices.ts';
import { startWorker } from '#notices/worker.ts';
import { Problem } from '#problem.ts';
import { buildWhenNeeded, root } from './build.ts';
import { openDatabase } from './database.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { checkPort, serve, stopServing } from './listen.ts';

/** `npm start`: the whole service in one process, from the port to the database, and back when it is stopped. */
async function start(): Promise<void> {
  const environment = readEnvironment(process.env);
  await checkPort(environment.port, environment.host);
  readGuides(join(root, 'content'));
  readAreas(join(root, 'content'));
  buildWhenNeeded();

  const database = await openDatabase(environment, new Date());
  process.env.ALONGSIDE_WEB_DATABASE = addressFor('web', database.ownerUrl);
  process.env.ALONGSIDE_DEMO = environment.demo ? '1' : '0';
  const server = await serve(environment.port, environment.host);
  const origin = environment.siteOrigin ?? `http://${isEverywhere(environment.host) ? 'localhost' : environment.host}:${process.env.PORT}`;
  const workerUrl = addressFor('worker', database.ownerUrl);
  const jobs = connect(workerUrl, 4);
  const worker = await startWorker(workerUrl, jobs, mailFor(environment, jobs), origin);
  welcome(origin, environment);

  const stop = async () => {
    await stopServing(server);
    await worker.stop();
    await jobs.destroy();
    await database.close();
    process.exit(0);
  };
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => (stopping ??= stop()));
}

function mailFor({ demo, smtpUrl, mailFrom }: Environment, jobs: Parameters<typeof demoMail>[0]) {
  return smtpUrl && !demo ? smtpMail(smtpUrl, mailFrom) : demoMail(jobs);
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function welcome(origin: string, { demo }: Environment): void {
  console.log(`\nAlongside is ready at ${origin}\n`);
  if (demo) {
    console.log(`All people in it are made up. Be one of them at ${origin}/demo`);
    console.log('  Sam Hartley      carer of Maya (12) and Leo (7)');
    console.log('  Priya Nair       their key worker');
    console.log(`Their emails are at ${origin}/demo/inbox\n`);
  }
  console.log('Press Ctrl and C to stop.');
}

try {
  await start();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(`Alongside did not start. ${error.message}`);
  process.exit(1);
}
