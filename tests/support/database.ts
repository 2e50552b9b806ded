import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { connect, addressFor, type Db } from '#database/connect.ts';
import { asSession } from '#database/scope.ts';
import { hashToken, newToken } from '#access/sign-in.ts';

/** A database of one test file's own. */
export interface TestDatabase {
  /** Its address as the owner. */
  ownerUrl: string;
  /** Past row security, to see what is really there. Never what a test is about. */
  owner: Db;
  /** As the pages reach it. */
  web: Db;
  /** Does something as a person of the database, in a session of their own. */
  as<T>(name: string, work: (db: Db) => Promise<T>): Promise<T>;
  /** A new session for a person, as signing in makes one. */
  session(name: string): Promise<string>;
  /** The id of a person by name. */
  id(name: string): Promise<string>;
  /** The ids of those who are in most tests: Maya, her father Sam, and who works for the service. */
  cast(): Promise<Record<'maya' | 'sam' | 'priya' | 'gwen' | 'tom', string>>;
  close(): Promise<void>;
}

/** Makes a database from a template: `demo` has the made-up families, `blank` nobody. */
export async function makeDatabase(template: 'demo' | 'blank' = 'demo'): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = connect(inject('databaseUrl').replace('NAME', 'alongside'), 1);
  // Two files may copy the template at once only one after the other: it must have no other user while it is copied.
  await sql`select pg_advisory_lock(7)`.execute(admin);
  await sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(admin);
  await admin.destroy();

  const ownerUrl = inject('databaseUrl').replace('NAME', name);
  const owner = connect(ownerUrl, 2);
  const web = connect(addressFor('web', ownerUrl), 10);
  const id = async (person: string) => {
    const row = await owner.selectFrom('people').select('id').where('name', '=', person).executeTakeFirstOrThrow();
    return row.id;
  };
  const session = async (person: string) => {
    const token = newToken();
    await owner
      .insertInto('sessions')
      .values({ tokenHash: hashToken(token), personId: await id(person), method: 'demo', freshAt: new Date() })
      .execute();
    return token;
  };
  return {
    ownerUrl,
    owner,
    web,
    id,
    cast: async () => ({
      maya: await id('Maya Hartley'),
      sam: await id('Sam Hartley'),
      priya: await id('Priya Nair'),
      gwen: await id('Gwen Ashby'),
      tom: await id('Tom Okafor'),
    }),
    session,
    as: async (person, work) => asSession(web, await session(person), work),
    close: async () => {
      await web.destroy();
      await owner.destroy();
    },
  };
}
