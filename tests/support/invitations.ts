import { sql } from 'kysely';
import { emailTo } from './families.ts';
import type { DemoService } from './service.ts';
import type { TestDatabase } from './database.ts';
import { visitor, type Visitor } from './visitor.ts';

/** Someone with a session that was just checked, as the database of the test makes it. */
export async function freshly(demo: DemoService, name: string): Promise<Visitor> {
  const person = visitor(demo.origin);
  person.cookies.set('session', await demo.database.session(name));
  return person;
}

/** Invites someone about a young person, as the form of the desk does, and gives the visitor who did. */
export async function invite(demo: DemoService, staff: string, about: string, fields: Record<string, string>): Promise<Visitor> {
  const worker = await freshly(demo, staff);
  await worker.open(`/desk/families/${await demo.database.id(about)}/invite`);
  await worker.press('Invite them', fields);
  return worker;
}

/** The link of the newest way in that was sent to an address. */
export async function linkTo(origin: string, address: string, words = '/join/'): Promise<string> {
  const { body } = await emailTo(origin, address, words);
  return /\S+\/join\/\S+/.exec(body)?.[0] ?? '';
}

/** Someone new who opened a link and pressed Start. */
export async function startBy(origin: string, link: string): Promise<Visitor> {
  const person = visitor(origin);
  await person.open(link);
  await person.press('Start');
  return person;
}

/** Everything that the database holds, as text: each row of each table, the queue too. */
export async function everythingIn({ owner }: TestDatabase): Promise<string> {
  const { rows: tables } = await sql<{ schemaname: string; tablename: string }>`
    select schemaname, tablename from pg_tables where schemaname in ('public', 'graphile_worker')`.execute(owner);
  const all = [];
  for (const { schemaname, tablename } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(`${schemaname}.${tablename}`)} t`.execute(owner);
    all.push(...rows.map(({ row }) => row));
  }
  return all.join('\n');
}
