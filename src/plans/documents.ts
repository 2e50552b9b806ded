import type { Db } from '#database/connect.ts';
import { openRecord } from '#people/records.ts';
import type { Document } from './document.ts';

/** The papers about a young person that the viewer may read, newest first. */
export async function listDocuments(db: Db, youngPerson: string): Promise<Document[]> {
  await openRecord(db, youngPerson, 'documents');
  return db
    .selectFrom('documents')
    .select(['id', 'title', 'words', 'datedOn'])
    .where('youngPersonId', '=', youngPerson)
    .orderBy('datedOn', 'desc')
    .orderBy('id')
    .execute();
}
