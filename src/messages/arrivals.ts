import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { dueFrom } from './promised.ts';
import type { Answerer } from './promise.ts';

/** For the worker: a message has arrived, 10 seconds after it was sent. Everyone in its thread is told; while the key worker is away, it goes on at once. */
export async function arrive(db: Db, message: string, now: Date): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ goesOn: boolean }>`select arrive(${message}) as goes_on`.execute(transaction);
    if (rows[0]?.goesOn) await giveOn(transaction, message, now);
  });
}

/** For the worker: nobody has answered a message in time. It goes to who covers, then to the team lead, who promise a day of their own. */
export async function passOn(db: Db, message: string, now: Date): Promise<void> {
  await db.transaction().execute((transaction) => giveOn(transaction, message, now));
}

/** For the worker: the people who have not read a message yet. */
export async function listUnread(db: Db, message: string): Promise<string[]> {
  const { rows } = await sql<{ reader: string }>`select unread_by as reader from unread_by(${message})`.execute(db);
  return rows.map(({ reader }) => reader);
}

/** To whom a question went on: the row that says so, and when they work. */
type Passed = Answerer & { pass: string };

async function giveOn(db: Db, message: string, now: Date): Promise<void> {
  const { rows } = await sql<{ passed: Passed | null }>`select pass_on(${message}) as passed`.execute(db);
  const passed = rows[0]?.passed;
  const due = passed && dueFrom(now, passed);
  if (due) await sql`select promise_pass(${passed.pass}, ${due})`.execute(db);
}
