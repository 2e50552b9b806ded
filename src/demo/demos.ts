import { sql } from 'kysely';
import { webDatabase } from '#database/web.ts';

/** A made-up person whom anyone may be in the demo. */
export interface DemoPerson {
  id: string;
  name: string;
  /** What they are to `youngPerson`: a relation of people/person.ts. */
  place: string;
  youngPerson: string;
  bornOn: string;
}

/** An email that the demo did not send. */
export interface DemoEmail {
  id: string;
  channel: 'email' | 'text' | 'push';
  toAddress: string;
  subject: string;
  body: string;
  sentAt: Date;
}

/** The made-up people. The database refuses where the demo did not fill it. */
export async function listDemoPeople(): Promise<DemoPerson[]> {
  const { rows } = await sql<DemoPerson>`select * from demo_people() order by young_person, place, name`.execute(webDatabase());
  return rows;
}

/** The emails of the demo, newest first. The database refuses where the demo did not fill it. */
export async function listDemoEmails(): Promise<DemoEmail[]> {
  const { rows } = await sql<DemoEmail>`select * from demo_inbox()`.execute(webDatabase());
  return rows;
}
