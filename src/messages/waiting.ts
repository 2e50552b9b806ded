import type { Db } from '#database/connect.ts';
import { openRecords } from '#people/records.ts';

/** Families whose last word has no answer yet: since when the oldest such message waits, and how many wait. */
export interface Waiting {
  youngPersonId: string;
  threadId: string;
  authorName: string;
  since: Date;
  count: number;
}

/** What waits for an answer in the viewer's threads, longest first. */
export async function listWaiting(db: Db): Promise<Waiting[]> {
  await openRecords(db, 'messages');
  const rows = await db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.threadId')
    .innerJoin('people', 'people.id', 'messages.authorId')
    .select((eb) => [
      'threads.youngPersonId',
      'messages.threadId',
      'people.name as authorName',
      eb.fn.min('messages.sentAt').as('since'),
      eb.fn.countAll<string>().as('count'),
    ])
    .where('messages.authorId', 'not in', (eb) => eb.selectFrom('staff').select('personId'))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('messages as answer')
            .select('answer.id')
            .whereRef('answer.threadId', '=', 'messages.threadId')
            .whereRef('answer.sentAt', '>', 'messages.sentAt')
            .where('answer.authorId', 'in', (inner) => inner.selectFrom('staff').select('personId')),
        ),
      ),
    )
    .groupBy(['threads.youngPersonId', 'messages.threadId', 'people.name'])
    .orderBy('since')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
