import { Logger, run, type Task } from 'graphile-worker';
import { openPool, type Db } from '#database/connect.ts';
import { arrive, listUnread, passOn } from '#messages/arrivals.ts';
import type { Mail } from './mail.ts';
import { remindToLookBack, sendNews, sendNotice, sendSignIn, sendWayIn, tellLeadsOfChase, type News } from './notices.ts';

/** Work that happens after a request. `stop` ends it once the work in hand is done. */
export interface Worker {
  stop(): Promise<void>;
}

/**
 * Starts doing the jobs of the queue. `url` is the database as the role `worker`, `db` the same for queries; `origin`
 * is the site's address, for links.
 */
export async function startWorker(url: string, db: Db, mail: Mail, origin: string): Promise<Worker> {
  // Our own pool: the queue's loses its listeners before its connections end, and a database that stops then ends us too.
  const pool = openPool(url, 4);
  const runner = await run({
    pgPool: pool,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 2000,
    logger: new Logger(() => () => undefined),
    taskList: {
      sendSignIn: task<{ ask: string }>(({ ask }) => sendSignIn(db, mail, origin, ask)),
      sendNotice: task<{ person: string; kind: string }>(({ person, kind }) => sendNotice(db, mail, origin, person, kind)),
      sendNews: task<News[]>((news) => sendNews(db, mail, origin, news)),
      arrive: task<{ message: string }>(({ message }) => arrive(db, message, new Date())),
      passOn: task<{ message: string }>(({ message }) => passOn(db, message, new Date())),
      remindUnread: task<{ message: string }>(async ({ message }) => {
        for (const reader of await listUnread(db, message)) await sendNotice(db, mail, origin, reader, 'unread');
      }),
      sendWayIn: task<{ way: string }>(({ way }) => sendWayIn(db, mail, origin, way)),
      remindToLookBack: task<{ emergency: string }>(({ emergency }) => remindToLookBack(db, mail, origin, emergency)),
      tellLeadsOfChase: task<{ chase: string }>(({ chase }) => tellLeadsOfChase(db, mail, origin, chase)),
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

// What goes wrong is told without the error's own words: a mail server's answer names the address.
function task<Payload>(work: (payload: Payload) => Promise<void>): Task {
  return async (payload, { job }) => {
    try {
      await work(payload as Payload);
    } catch (error) {
      const reason = (error as { code?: string }).code ?? (error as Error).name;
      console.error(`An email could not be sent (${job.task_identifier}, ${reason}). It will be tried again.`);
      // oxlint-disable-next-line eslint/preserve-caught-error -- the cause would carry the words into the queue's table
      throw new Error(reason);
    }
  };
}
