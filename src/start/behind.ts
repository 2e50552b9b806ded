import { addressFor, connect } from '#database/connect.ts';
import { smtpMail } from '#notices/mail.ts';
import { demoMail } from '#notices/notices.ts';
import { startWorker, type Worker } from '#notices/worker.ts';
import { openDatabase } from './database.ts';
import type { Environment } from './environment.ts';

/** What stands behind the pages: the database, and the work that happens later. */
export interface Behind {
  /** Starts the work that happens later. `origin` is the site's address, for links in emails. */
  work(origin: string): Promise<void>;
  /** Ends the work in hand, then the database. */
  close(): Promise<void>;
}

/** Opens the database and tells the pages, by the environment of this process, how to reach it. Throws a Problem. */
export async function openBehind(environment: Environment): Promise<Behind> {
  const database = await openDatabase(environment, new Date());
  process.env.ALONGSIDE_WEB_DATABASE = addressFor('web', database.ownerUrl);
  process.env.ALONGSIDE_DEMO = environment.demo ? '1' : '0';
  process.env.ALONGSIDE_LOGINS = JSON.stringify(environment.logins);
  const workerUrl = addressFor('worker', database.ownerUrl);
  const jobs = connect(workerUrl, 4);
  const mail = environment.smtpUrl && !environment.demo ? smtpMail(environment.smtpUrl, environment.mailFrom) : demoMail(jobs);
  let worker: Worker | undefined;
  return {
    work: async (origin) => {
      worker = await startWorker(workerUrl, jobs, mail, origin);
    },
    close: async () => {
      await worker?.stop();
      await jobs.destroy();
      await database.close();
    },
  };
}
