import { subscribe } from 'node:diagnostics_channel';
import pg from 'pg';

type Hear = () => void;

/** How often the connection is tried out, in milliseconds: one that is cut without a word hears nothing, and says nothing. */
const tryOut = 30_000;
/** The longest pause before the next connection, in milliseconds. */
const longestPause = 10_000;

const hearers = new Map<string, Set<Hear>>();
let connection: pg.Client | undefined;
let tries = 0;
let isOver = false;

subscribe('alongside:stopping', () => {
  isOver = true;
  void connection?.end().catch(() => undefined);
});

/**
 * Calls `hear` whenever something changes about what has this id, whichever process changed it: all that a process hears comes
 * on one connection. It is also called after that was lost for a while, as nobody knows what changed meanwhile. Gives what ends it.
 */
export function onChange(id: string, hear: Hear): () => void {
  const here = hearers.get(id) ?? new Set();
  hearers.set(id, here.add(hear));
  if (!connection && !isOver) void connect();
  return () => {
    here.delete(hear);
    if (here.size === 0 && hearers.get(id) === here) hearers.delete(id);
  };
}

/** How many wait for a change in this process. */
export function countHearers(): number {
  return [...hearers.values()].reduce((sum, { size }) => sum + size, 0);
}

async function connect(): Promise<void> {
  const client = new pg.Client({
    connectionString: process.env.ALONGSIDE_WEB_DATABASE,
    application_name: 'alongside changes',
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  });
  connection = client;
  client.on('error', () => undefined);
  client.on('notification', ({ payload = '' }) => hearers.get(payload)?.forEach((hear) => hear()));
  const asks = setInterval(() => void client.query('select 1').catch(() => client.end()), tryOut);
  try {
    const lost = new Promise<void>((resolve) => client.once('end', resolve));
    await client.connect();
    await client.query('listen changed');
    // Whoever came while there was no connection may have missed something.
    for (const each of hearers.values()) for (const hear of each) hear();
    tries = 0;
    await lost;
  } catch {
    await client.end().catch(() => undefined);
  } finally {
    clearInterval(asks);
  }
  if (isOver) return;
  tries += 1;
  setTimeout(() => void connect(), Math.min(longestPause, 100 * 2 ** tries)).unref();
}
