import { sql } from 'kysely';
import type { TestDatabase } from './database.ts';

/** What moves when time passes: columns of moments, by table. */
const moments = {
  messages: ['sent_at', 'arrives_at', 'arrived_at', 'answer_due_at'],
  message_reads: ['read_at'],
  passes: ['passed_at', 'due_at'],
  drafts: ['kept_at'],
  notices: ['made_at', 'hour_from', 'tell_at'],
  notice_deliveries: ['state_at'],
  notice_asks: ['asked_at', 'expires_at'],
  thread_members: ['joined_at', 'left_at', 'reads_from'],
  'graphile_worker._private_jobs': ['run_at'],
};

/**
 * Lets time pass in the conversations of a database, as `11 seconds`: all that was said and all that is still to do moves into
 * the past by as much. Then waits until the service has done what is due.
 */
export async function passTime({ owner }: TestDatabase, time: string): Promise<void> {
  await owner.transaction().execute(async (db) => {
    for (const [table, columns] of Object.entries(moments)) {
      const earlier = columns.map((column) => sql`${sql.id(column)} = ${sql.id(column)} - ${time}::interval`);
      await sql`update ${sql.table(table)} set ${sql.join(earlier)}`.execute(db);
    }
  });
  await workDone({ owner });
}

/** Waits until the service has done each job that is due. */
export async function workDone({ owner }: Pick<TestDatabase, 'owner'>): Promise<void> {
  for (;;) {
    // The queue hears of new jobs by this, and looks by itself only every 2 seconds.
    await sql`select pg_notify('jobs:insert', '{"r":"0","count":4}')`.execute(owner);
    const { rows } = await sql<{ due: number }>`
      select count(*)::int as due from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts`.execute(owner);
    if (rows[0]?.due === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
