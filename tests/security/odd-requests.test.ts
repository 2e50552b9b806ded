import { connect, type Socket } from 'node:net';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { typedMark } from '#tests/support/attacks.ts';
import { hideCanaries, type Canaries } from '#tests/support/canaries.ts';
import { seed } from '#tests/support/chance.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { listActions, listFields, listPages, oddRequests, type OddRequest, type Parts } from '#tests/support/odd-requests.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';

// As many as it takes, and 90 seconds at most on two cores that do nothing else.
const count = Number(process.env.ODD_REQUESTS ?? 20_000);
const atOnce = 16;
const people = ['Sam Hartley', 'Amir Khan', 'Priya Nair', 'Gwen Ashby'];

let database: TestDatabase;
let server: TestServer;
let canaries: Canaries;
let parts: Parts;
const tokens = new Map<string, string>();

beforeAll(async () => {
  database = await makeDatabase();
  canaries = await hideCanaries(database);
  // As a real service: in the demo its first page names everyone.
  await database.owner.deleteFrom('demo').execute();
  server = await startServer({ DATABASE_URL: database.ownerUrl, SMTP_URL: 'smtp://localhost:1' });
  const ids: Record<string, string[]> = {};
  for (const table of Object.keys(canaries.ids)) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`select to_jsonb(t) as row from ${sql.table(table)} t limit 200`.execute(database.owner);
    const own = rows.map(({ row }) => String(row.id ?? row.personId ?? ''));
    const given = [...new Set([...own, ...(canaries.ids[table] ?? [])])].filter((id) => /^[\da-f-]{36}$/.test(id));
    if (given.length > 0) ids[table] = given;
  }
  parts = { people, pages: listPages(), actions: await listActions(), fields: listFields(), ids };
  for (const name of people) tokens.set(name, await database.session(name));
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await database.close();
});

/** Sends bytes as they are, on a connection of their own, and gives all that came back. Undefined where nothing ended it in time. */
async function send(bytes: string, comesMore = false): Promise<string | undefined> {
  const { hostname, port } = new URL(server.origin);
  const socket: Socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    answer += chunk;
    // What goes on until its reader leaves has answered as soon as it has begun.
    if (/^content-type: text\/event-stream[\s\S]*^retry:/im.test(answer)) socket.destroy();
  });
  // A connection that is cut is an answer too, to what is no request.
  socket.on('error', () => undefined);
  socket.setTimeout(20_000);
  let isLate = false;
  socket.on('timeout', () => {
    isLate = true;
    socket.destroy();
  });
  socket.write(bytes, 'utf8');
  // Of what says that more will come, nothing does.
  if (comesMore) setTimeout(() => socket.end(), 100);
  await new Promise((resolve) => socket.once('close', resolve));
  return isLate ? undefined : answer;
}

function bytesOf({ who, method, path, headers, body, version, times }: OddRequest): string {
  const { host } = new URL(server.origin);
  const fill = (text: string) => text.replaceAll('{host}', host).replaceAll('{token}', tokens.get(who ?? '') ?? '');
  const says = headers.map(([name]) => name.toLowerCase());
  const lines = headers.map(([name, value]) => `${name}: ${fill(value)}`);
  if (body !== undefined && !says.includes('content-length') && !says.includes('transfer-encoding')) lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  const one = (last: boolean) =>
    `${[`${method} ${fill(path)} HTTP/${version}`, ...lines, ...(last ? ['Connection: close'] : [])].join('\r\n')}\r\n\r\n${body ?? ''}`;
  return one(false).repeat(times - 1) + one(true);
}

function isUnfinished({ headers }: OddRequest): boolean {
  return headers.some(([name, value]) => name === 'Transfer-Encoding' || (name === 'Content-Length' && value !== '-1'));
}

// What they did to one another is made good, so that the next ones find people at work.
async function makeGood(): Promise<void> {
  for (const statement of [
    `update staff set left_on = null where not person_id = any ('{${canaries.ids.staff?.join()}}')`,
    `update circle_members set to_day = null where to_day is not null and young_person_id <> '${canaries.ids.young_people?.[0]}'`,
    'update freezes set thawed_at = now(), thawed_by = frozen_by where thawed_by is null',
  ])
    await sql.raw(statement).execute(database.owner);
  for (const name of people) tokens.set(name, await database.session(name));
}

test('whatever is sent, nobody gets a 5xx or a word of another child, and the service lives on', async () => {
  const told = `Send the same again with SEED=${seed}.`;
  const requests = fc.sample(oddRequests(parts), { numRuns: count, seed });
  const statuses: Record<string, number> = {};
  const faults: string[] = [];
  const began = Date.now();
  let next = 0;
  const fault = (what: string, request: OddRequest) => faults.push(`${what}: ${JSON.stringify(request).slice(0, 4000)}`);
  const work = async () => {
    for (let index = next++; index < requests.length; index = next++) {
      const request = requests[index]!;
      if (index % 2000 === 1999) await makeGood();
      const answer = await send(bytesOf(request), isUnfinished(request));
      if (answer === undefined) fault('no answer', request);
      const whole = (answer ?? '').replace(/\r\n[\da-f]+\r\n/g, '');
      const all = [...(answer ?? '').matchAll(/(?:^|\n|\r|>)HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
      for (const status of all.length > 0 ? all : [0]) statuses[status] = (statuses[status] ?? 0) + 1;
      if (all.some((status) => status >= 500)) fault(String(all), request);
      if (whole.includes(canaries.mark)) fault(`the word of ${canaries.places.get(/kanari\w+/.exec(whole)?.[0] ?? '')}`, request);
      if (request.who && /^location: \/\w+\/sign-in\b/im.test(answer ?? '')) tokens.set(request.who, await database.session(request.who));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));

  console.log(
    `${requests.length} odd requests at ${parts.pages.length} addresses and ${parts.actions.length} actions, ${canaries.places.size} hidden words, in ${Math.round((Date.now() - began) / 1000)} s:`,
    statuses,
  );
  expect(
    faults.slice(0, 20),
    `${faults.length} faults. ${told} It said: ${[...new Set(server.output().match(/^.*(?:could not|Error\b).*$/gm))].slice(0, 10).join('\n')}`,
  ).toEqual([]);
  expect(requests).toHaveLength(count);
  // Not all are turned away at the door.
  for (const status of [200, 303, 400, 404]) expect(statuses[status], `${status}. ${told}`).toBeGreaterThan(count / 200);
  for (const part of [...parts.pages.map((page) => page.split('[')[0] ?? ''), ...parts.actions])
    expect(requests.filter(({ path }) => path.includes(part)).length, `${part}. ${told}`).toBeGreaterThan(0);
  // Neither a private word nor anything that someone typed is in what it prints.
  for (const words of [canaries.mark, typedMark]) expect(server.output(), told).not.toContain(words);
  expect(server.process.exitCode, `${server.output()} ${told}`).toBeNull();
  await makeGood();
  const alive = await send(
    bytesOf({
      who: 'Priya Nair',
      method: 'GET',
      path: '/desk',
      headers: [
        ['Host', '{host}'],
        ['Cookie', 'session={token}'],
      ],
      body: undefined,
      version: '1.1',
      times: 1,
    }),
  );
  expect(alive).toMatch(/^HTTP\/1\.1 200 [\s\S]*Maya/);
}, 3_600_000);

test('the words are really there: their own key worker would read them', async () => {
  const { rows } = await sql<{ words: string }>`select words from plan_sections where young_person_id = ${canaries.ids.young_people?.[0]}`.execute(
    database.owner,
  );
  expect(rows[0]?.words).toContain(canaries.mark);
  // And no column for words is left out, but those that a check keeps to a list.
  const hidden = [...canaries.places.values()];
  for (const place of [
    'messages.words',
    'documents.words',
    'views.words',
    'goals.words',
    'reviews.purpose',
    'review_places.place',
    'restrictions.reasons',
    'break_glass.reasons',
    'email_addresses.address',
  ])
    expect(hidden).toContain(place);
  expect(hidden.length).toBeGreaterThan(40);
});
