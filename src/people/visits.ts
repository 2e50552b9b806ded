import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { VisitedPage } from './visit.ts';

/**
 * Notes that the viewer is on a page of a young person, and gives when they were there the time before; null for the first time.
 * What belongs to one visit, with no more than half an hour between two pages, keeps the same time before.
 */
export async function visit(db: Db, youngPerson: string, page: VisitedPage): Promise<Date | null> {
  const row = await db
    .insertInto('visits')
    .values({ personId: sql`current_person()`, youngPersonId: youngPerson, page })
    .onConflict((conflict) =>
      conflict.columns(['personId', 'youngPersonId', 'page']).doUpdateSet({
        beforeAt: sql`case when visits.seen_at < now() - interval '30 minutes' then visits.seen_at else visits.before_at end`,
        seenAt: sql`now()`,
      }),
    )
    .returning('beforeAt')
    .executeTakeFirstOrThrow();
  return row.beforeAt;
}
