import { Logger, run, type Task } from 'graphile-worker';
import { openPool, type Db } from '#database/connect.ts';
import { arrive, listUnread, passOn } from '#messages/arrivals.ts';
import { checkDelivery, deliverNotice } from './deliveries.ts';
import type { Senders } from './delivery.ts';
import { forgetOldNotices, remindToLookBack, sendNews, sendNotice, sendNoticeCode, sendSignIn, sendWayIn, tellLeadsOfChase } from './notices.ts';
import { tellPerson, type News } from './tellings.ts';

/** Work that happens after a request. `stop` ends it once the work in hand is done. */
export interface Worker {
  stop(): Promise<void>;
}

/**
 * Starts doing the jobs of the queue. `url` is the database as the role `worker`, `db` the same for queries; `senders` is
 * what sends; `origin` is the site's address, for links.
 */
export async function startWorker(url: string, db: Db, senders: Senders, origin: string): Promise<Worker> {
  // Our own pool: the queue's loses its listeners before its connections end, and a database that stops then ends us too.
  const pool = openPool(url, 4);
  const mail = senders.email;
  const runner = await run({
    pgPool: pool,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 2000,
    // Each day at 3:10 UTC; a service that was not running then does it as it starts.
    crontab: '10 3 * * * forgetOldNotices ?fill=1d',
    logger: new Logger(() => () => undefined),
    taskList: {
      sendSignIn: task<{ ask: string }>(({ ask }) => sendSignIn(db, mail, origin, ask)),
      // What has no name of its own is told once for each job, however often the queue tries it.
      sendNotice: task<{ person: string; kind: string; about?: string; news?: News[] }>(({ about, ...notice }, { id, now }) =>
        sendNotice(db, mail, origin, { ...notice, about: about ?? id }, now),
      ),
      sendNews: task<News[]>((news, { id, now }) => sendNews(db, news, id, now)),
      arrive: task<{ message: string }>(({ message }, { now }) => arrive(db, message, now)),
      passOn: task<{ message: string }>(({ message }, { now }) => passOn(db, message, now)),
      remindUnread: task<{ message: string }>(async ({ message }, { now }) => {
        for (const reader of await listUnread(db, message)) await sendNotice(db, mail, origin, { person: reader, kind: 'unread', about: message }, now);
      }),
      sendWayIn: task<{ way: string }>(({ way }) => sendWayIn(db, mail, origin, way)),
      remindToLookBack: task<{ emergency: string }>(({ emergency }, { now }) => remindToLookBack(db, emergency, now)),
      tellLeadsOfChase: task<{ chase: string }>(({ chase }, { now }) => tellLeadsOfChase(db, chase, now)),
      tellPerson: task<{ person: string }>(({ person }, { now }) => tellPerson(db, person, now)),
      deliverNotice: task<{ delivery: string }>(({ delivery }, attempt) => deliverNotice(db, senders, origin, delivery, attempt)),
      checkDelivery: task<{ delivery: string; asked: number }>(({ delivery, asked }, { now }) => checkDelivery(db, senders, delivery, asked, now)),
      sendNoticeCode: task<{ ask: string }>(({ ask }) => sendNoticeCode(db, senders, ask)),
      forgetOldNotices: task(() => forgetOldNotices(db)),
    },
  });
  runner.promise.catch(() => undefined);
  return {
    stop: async () => {
      await runner.stop();
      await pool.end();
    },
  };
}

/** A job as it is tried: a name that stays the same when it is tried again, the time, and whether it is the last time. */
interface Attempt {
  id: string;
  now: Date;
  isLast: boolean;
}

// What goes wrong is told without the error's own words: a mail server's answer names the address.
function task<Payload>(work: (payload: Payload, attempt: Attempt) => Promise<void>): Task {
  return async (payload, { job }) => {
    try {
      await work(payload as Payload, { id: `job ${job.id}`, now: new Date(), isLast: job.attempts >= job.max_attempts });
    } catch (error) {
      const reason = (error as { code?: string }).code ?? (error as Error).name;
      console.error(`A notice could not be sent (${job.task_identifier}, ${reason}). It will be tried again.`);
      // oxlint-disable-next-line eslint/preserve-caught-error -- the cause would carry the words into the queue's table
      throw new Error(reason);
    }
  };
}
