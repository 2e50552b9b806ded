import { sql } from 'kysely';
import type { Db } from './connect.ts';

/**
 * Runs `work` in one transaction as the person whose session token is given. The database looks the token up and
 * decides what every query in it may see; an unknown or ended token sees nothing.
 */
export function asSession<T>(db: Db, token: string, work: (db: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`select set_config('role', 'viewer', true), set_config('app.session', ${token}, true)`.execute(transaction);
    return work(transaction);
  });
}
