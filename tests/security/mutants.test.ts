import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { circumstances, cornerAges, idOf, type Circumstances } from './matrix/circumstances.ts';
import { compareWorld } from './matrix/compare.ts';
import { tryingFunction, writeWorld } from './matrix/look.ts';
import { heldTwice, notFound } from './matrix/held-twice.ts';
import { mutateFunctions, mutatePolicies, ruleFunctions, type Mutant } from './matrix/mutate.ts';
import { openAsks, openWays } from './matrix/record-rows.ts';
import { placeOf } from './matrix/places.ts';
import { openPlaceAsks } from './matrix/telling.ts';
import { buildWorld, type World } from './matrix/world.ts';

/*
 * A test of the tests: each rule of the database loses one part at a time, and the matrix, on one fixed world, has to find
 * it. What may go unfound stands in held-twice.ts, each with its reason; those are tried only with MUTANTS=all.
 */
let databases: TestDatabase[];
let clients: pg.Client[];
let world: World;

// Ages at every edge, then children; and three at 17: one for whom both decisions stand, one whose decision was ended, one whose day is past.
function fixedCases(): Circumstances[] {
  const cases = fc.sample(circumstances, { seed: 5, numRuns: 18 });
  const capacity = { kind: 'capacity' as const, isConfirmed: true, isEnded: false, lookAgain: 30 as const };
  const decided: Record<number, Circumstances['decisions']> = {
    15: [{ ...capacity, lookAgain: -1 }],
    16: [{ ...capacity, isEnded: true }],
    17: [{ ...capacity, kind: 'gillick' }, capacity],
  };
  return cases.map((drawn, n) => ({
    ...drawn,
    // More is given and asked here than in one draw, so that each way to be refused is met.
    probes: [5, 9, 13].reduce((all, step) => [...all, ...cases[(n + step) % cases.length]!.probes], drawn.probes),
    age: cornerAges[n] ?? { kind: 'days', years: decided[n] ? 17 : 12, off: n },
    decisions: decided[n] ?? drawn.decisions,
    isFrozen: !decided[n] && !withViews.includes(n) && n !== withTalk && drawn.isFrozen,
    ...(n === withTalk ? { self: { ...drawn.self, from: -400, to: null } } : {}),
    ties: tiesOf(drawn, n),
  }));
}

/** The young people there with whose views something is sure to be tried, by carers and by those who help at meetings. */
const withViews = [12, 13];
const reader = (relation: string, wasHereBefore = false): Partial<Circumstances['ties'][number]> => ({
  relation,
  wasHereBefore,
  from: -400,
  to: null,
  restriction: null,
  grants: (['my views', 'reviews'] as const).map((category) => ({
    category,
    stage: 'now',
    basis: 'right',
    agreed: 'right',
    anyone: 0,
    state: 'given',
    on: -20,
  })),
});
// One was a carer before and helps now, one is both, and one is to be a carer tomorrow (world.ts).
const readers: Record<number, Partial<Circumstances['ties'][number]>> = {
  13: reader('parent or carer'),
  14: { ...reader('parent or carer'), hasResponsibility: true },
  15: { ...reader('advocate', true), hasResponsibility: true },
  16: reader('other family'),
  17: reader('other professional'),
};

/** The young person there with a conversation of their key worker and a parent for good; someone has left it, and someone goes today. */
const withTalk = 14;
const talker = (relation: string, thread: Circumstances['ties'][number]['thread']): Partial<Circumstances['ties'][number]> => {
  const { grants, ...rest } = reader(relation);
  return { ...rest, thread, grants: grants!.slice(0, 1).map((grant) => ({ ...grant, category: 'messages' as const })) };
};
const talkers: Record<number, Partial<Circumstances['ties'][number]>> = {
  0: talker('key worker', 'in'),
  14: talker('parent or carer', 'in'),
  16: talker('other family', 'left'),
  18: talker('other family', 'until today'),
  20: talker('other family', 'until yesterday'),
  // Family, and staff until yesterday.
  10: talker('other family', 'until today'),
};
function tiesOf({ ties }: Circumstances, n: number): Circumstances['ties'] {
  if (n === withTalk) return ties.map((tie, v) => ({ ...tie, thread: null, ...talkers[v] })) as Circumstances['ties'];
  return (withViews.includes(n) ? ties.map((tie, v) => ({ ...tie, ...readers[v] })) : ties) as Circumstances['ties'];
}

beforeAll(async () => {
  databases = await Promise.all([makeDatabase('blank'), makeDatabase('blank')]);
  clients = databases.map(({ ownerUrl }) => new pg.Client({ connectionString: ownerUrl.replace('owner@', 'postgres@') }));
  for (const client of clients) {
    await client.connect();
    await client.query(tryingFunction);
    const { rows } = await client.query<{ today: string }>('select today()::text as today');
    world ??= buildWorld(fixedCases(), rows[0]!.today);
    await client.query('begin');
    await writeWorld(client, world);
  }
}, 300_000);
afterAll(async () => {
  for (const client of clients) await client.end();
  for (const database of databases) await database.close();
});

// What no viewer sees, because it is asked about someone else: staff who have left are told of nothing.
async function tellsNobodyWhoLeft(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(`select from unnest(array[$1, $2]::uuid[]) as who, charges_of(who)`, [idOf('a', 9), idOf('a', 10)]);
  return rows.length === 0;
}

// What the worker sees: secrets that may still be written, and no others.
async function isWorkerKeptIn(client: pg.Client): Promise<boolean> {
  await client.query('savepoint worker; set local role worker');
  const { rows } = await client.query<{ ways: string; asks: string; places: string }>(
    'select (select count(*) from ways_in) as ways, (select count(*) from sign_in_asks) as asks, (select count(id) from notice_asks) as places',
  );
  await client.query('rollback to savepoint worker');
  return Number(rows[0]?.ways) === openWays(world.young.length) && Number(rows[0]?.asks) === openAsks && Number(rows[0]?.places) === openPlaceAsks(world);
}

const isAll = process.env.MUTANTS === 'all';
/** How many a run of all tests tries: the same each time, and others with another SEED. `npm run mutants` tries all. */
const few = 40;

/** True where the check finds that a rule has lost a part. An error of the database is found too: no page would come. */
async function isCaught(client: pg.Client, { name, sql }: Mutant): Promise<boolean> {
  await client.query('savepoint mutant');
  try {
    await client.query(sql);
    if (!(await tellsNobodyWhoLeft(client)) || !(await isWorkerKeptIn(client))) return true;
    return (await compareWorld(client, world, new Map(), 0, placeOf(name))).length > 0;
  } catch (error) {
    // Only what the database says: a fault of this test is no find.
    if (error instanceof pg.DatabaseError) return true;
    throw error;
  } finally {
    await client.query('rollback to savepoint mutant');
  }
}

test('with nothing taken out, and each function written out anew, the fixed world is as the rules say', { timeout: 600_000 }, async () => {
  const [client] = clients;
  const functions = await mutateFunctions(client!, 'whole');
  expect(functions.map(({ name }) => name)).toEqual(ruleFunctions.toSorted());
  await client!.query('savepoint whole');
  for (const { sql } of functions) await client!.query(sql);
  expect(await compareWorld(client!, world, new Map())).toEqual([]);
  expect([await tellsNobodyWhoLeft(client!), await isWorkerKeptIn(client!)]).toEqual([true, true]);
  await client!.query('rollback to savepoint whole');
});

test('whatever part of a rule is taken out, a test finds it', { timeout: 3_600_000 }, async () => {
  const mutants = [...(await mutatePolicies(clients[0]!)), ...(await mutateFunctions(clients[0]!))];
  const names = mutants.map(({ name }) => name);
  const held = new Set(heldTwice.flatMap(({ mutants: list }) => list));
  const missed = new Set(notFound.flatMap(({ mutants: list }) => list));
  const rest = mutants.filter(({ name }) => !held.has(name) && !missed.has(name));
  const tried = isAll ? mutants : fc.sample(fc.shuffledSubarray(rest, { minLength: few, maxLength: few }), 1)[0]!;
  const next = tried.values();
  const unfound: string[] = [];
  // On two databases at once: what one is changing, the other would have to wait for.
  const worker = async (client: pg.Client) => {
    for (const mutant of next) if (!(await isCaught(client, mutant))) unfound.push(mutant.name);
  };
  await Promise.all(clients.map(worker));
  const slipped = unfound.filter((name) => !held.has(name));
  const count = tried.filter(({ name }) => !held.has(name)).length;
  const found = count - slipped.length;
  console.log(`${mutants.length} mutants, ${count} tried: ${found} found. ${held.size} change nothing, each with its reason in matrix/held-twice.ts.`);
  expect(slipped.filter((name) => !missed.has(name))).toEqual([]);
  // Each reason is about a rule that is there; and, where they are tried, still goes unfound.
  expect([...held, ...missed].filter((name) => !names.includes(name) || (isAll && !unfound.includes(name)))).toEqual([]);
  expect(found / count).toBeGreaterThanOrEqual(0.95);
});
