import { connect, type Db } from './connect.ts';

let pool: Db | undefined;

/**
 * The database as the pages reach it: as the role `web`, which by itself may run the sign-in functions and nothing
 * else. The start gives the address in `ALONGSIDE_WEB_DATABASE`; the pool opens on first use and is shared.
 */
export function webDatabase(): Db {
  pool ??= connect(process.env.ALONGSIDE_WEB_DATABASE ?? '', 20);
  return pool;
}
