import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { Task } from './task.ts';

/** What waits at the desk for the viewer, the longest first. */
export async function listTasks(db: Db): Promise<Task[]> {
  const { rows } = await sql<Task>`
    select young_person_id as "youngPersonId", kind from (
      select * from waiting_for_me()
      union all select * from plan_tasks()
      union all select * from review_tasks()
    ) as tasks order by since nulls last`.execute(db);
  return rows;
}
