import { createHmac } from 'node:crypto';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.ts';

/** A connection to the database, or a transaction in it. */
export type Db = Kysely<DB>;

// A day is a day: without this the driver turns it into a moment in the server's time zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

/** Opens a pool on a database address. `max` is the most connections at once. Nothing is connected until asked. */
export function openPool(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  // Without a listener, a server that goes away would end this process: the pool's own are for idle
  // connections, the client's for those at work. Each query still gets its own error.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Opens a database by its address, with a pool of its own. */
export function connect(url: string, max = 10): Db {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool: openPool(url, max) }),
    plugins: [new CamelCasePlugin()],
  });
}

/**
 * The address of the same database for another role, from the owner's address. Where the owner has a password, the
 * role's password is derived from it, so that one setting is enough and every process finds the same.
 */
export function addressFor(role: 'web' | 'worker', ownerUrl: string): string {
  const password = passwordFor(role, ownerUrl);
  return ownerUrl.replace(/^(postgres(?:ql)?:\/\/)[^@/]*@/, `$1${role}${password ? `:${password}` : ''}@`);
}

/** The password of a role, derived from the owner's. Undefined where the owner has none (a local socket). */
export function passwordFor(role: string, ownerUrl: string): string | undefined {
  const secret = /^postgres(?:ql)?:\/\/[^:@/]*:([^@/]*)@/.exec(ownerUrl)?.[1];
  return secret ? createHmac('sha256', decodeURIComponent(secret)).update(`alongside ${role}`).digest('hex') : undefined;
}
