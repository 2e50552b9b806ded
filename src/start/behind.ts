import { addressFor, connect } from '#database/connect.ts';
import { smtpMail } from '#notices/mail.ts';
import { demoSenders } from '#notices/notices.ts';
import type { Senders } from '#notices/delivery.ts';
import { govNotify } from '#notices/notify.ts';
import { webPushes } from '#notices/web-push.ts';
import { startWorker, type Worker } from '#notices/worker.ts';
import { openDatabase } from './database.ts';
import type { NoticeSettings } from '#site.ts';
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
  const senders = environment.demo ? demoSenders(jobs) : makeSenders(environment);
  process.env.ALONGSIDE_NOTICES = JSON.stringify({
    texts: senders.text !== undefined,
    pushKey: environment.push?.publicKey,
    pushHosts: environment.push?.hosts ?? [],
  } satisfies NoticeSettings);
  let worker: Worker | undefined;
  return {
    work: async (origin) => {
      worker = await startWorker(workerUrl, jobs, senders, origin);
    },
    close: async () => {
      await worker?.stop();
      await jobs.destroy();
      await database.close();
    },
  };
}

// Emails go by GOV.UK Notify where it has a template for them, else by the mail server. The environment has one of both.
function makeSenders({ mailFrom, notify: set, push, smtpUrl = '' }: Environment): Senders {
  const notify = set && govNotify(set.key, set.url);
  return {
    email: notify && set.emailTemplate ? notify.email(set.emailTemplate) : smtpMail(smtpUrl, mailFrom),
    text: notify && set.textTemplate ? notify.text(set.textTemplate) : undefined,
    push: push && webPushes(push, push.hosts),
    findOutcome: notify?.findOutcome,
  };
}
