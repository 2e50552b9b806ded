import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { Task } from './task.ts';

/** What waits at the desk for the viewer, the longest first. */
export async function listTasks(db: Db): Promise<Task[]> {
  const { rows } = await sql<Task>`select young_person_id as "youngPersonId", kind from waiting_for_me()`.execute(db);
  return rows;
}
