import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { Category } from './category.ts';

/**
 * Opens categories of a young person's record for this transaction, and notes in the audit that the viewer looked. Without
 * it the database shows nothing of someone else's record. What the viewer may not see stays shut, and is not noted.
 */
export async function openRecord(db: Db, youngPerson: string, ...wanted: Category[]): Promise<void> {
  await sql`select open_record(${youngPerson}, ${wanted})`.execute(db);
}

/** The same for everyone whose record the viewer may see. */
export async function openRecords(db: Db, ...wanted: Category[]): Promise<void> {
  await sql`select open_record(null, ${wanted})`.execute(db);
}
