import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seed } from '#tests/support/chance.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { circumstances } from './circumstances.ts';
import { tokenOf, writeWorld } from './look.ts';
import { visitsOf, type Visit } from './pages.ts';
import { buildWorld, type World } from './world.ts';
import type { Viewer } from './model.ts';

// The same world as the matrix, over the real pages: each young person's own words stand where the rules let them, and only there.
let database: TestDatabase;
let server: TestServer;
let world: World;
beforeAll(async () => {
  database = await makeDatabase('blank');
  const client = new pg.Client({ connectionString: database.ownerUrl.replace('owner@', 'postgres@') });
  await client.connect();
  const { rows } = await client.query<{ today: string }>('select today()::text as today');
  world = buildWorld(fc.sample(circumstances, { seed, numRuns: 8 }), rows[0]!.today);
  await client.query('begin');
  await writeWorld(client, world);
  // Here time goes on: whoever was just there is there now.
  await client.query(`update sessions set seen_at = now() where seen_at > now() - interval '20 minutes'`);
  await client.query('commit');
  await client.end();
  server = await startServer({ DATABASE_URL: database.ownerUrl, SMTP_URL: 'smtp://127.0.0.1:1' });
}, 240_000);
afterAll(async () => {
  await server?.stop();
  await database.close();
});

async function open(path: string, viewer: Viewer) {
  const response = await fetch(new URL(path, server.origin), { headers: { cookie: `session=${tokenOf(viewer.id)}` }, redirect: 'manual' });
  return { status: response.status, html: await response.text() };
}
const blind = (html: string) => html.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID');

test('a page shows the words of a young person exactly where the rules let it, and else looks as one that is not there', { timeout: 300_000 }, async () => {
  const count = { shown: 0, hidden: 0, gone: 0 };
  const faults: string[] = [];
  const nowhere = new Map<string, string>();
  const visitAll = async (viewer: Viewer, visits: Visit[]) => {
    for (const { page, path, nowhere: instead, status, words } of visits) {
      const found = await open(path, viewer);
      if (found.status !== status) faults.push(`${page} ${path} as ${viewer.id}: ${status}, not ${found.status}`);
      for (const [word, isShown] of words) {
        count[isShown ? 'shown' : 'hidden'] += 1;
        if (found.html.includes(word) !== isShown) faults.push(`${page} ${path} as ${viewer.id}: ${word} ${isShown ? 'is missing' : 'is there'}`);
      }
      if (status !== 404) continue;
      count.gone += 1;
      const key = `${viewer.id} ${instead}`;
      if (!nowhere.has(key)) nowhere.set(key, blind((await open(instead, viewer)).html));
      if (blind(found.html) !== nowhere.get(key)) faults.push(`${page} ${path} as ${viewer.id}: not as a page that is not there`);
    }
  };
  // Four at a time, each someone else.
  const everyone = [...world.viewers, ...world.selves];
  const next = everyone.values();
  const worker = async () => {
    for (const viewer of next) {
      await visitAll(
        viewer,
        world.young.flatMap((about, n) => visitsOf(viewer, about, n, world)),
      );
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  console.log(
    `${count.shown + count.hidden + count.gone} cells over HTTP (${count.shown} shown, ${count.hidden} hidden, ${count.gone} pages not there), seed ${seed}.`,
  );
  expect(faults, `SEED=${seed}`).toEqual([]);
  expect(count.shown).toBeGreaterThan(100);
  expect(count.hidden).toBeGreaterThan(1000);
  expect(count.gone).toBeGreaterThan(100);
});
