// Do new messages come to everyone who listens, once and in order? `npm run live [seconds]`: 500 people in 250 conversations on
// the real service with an embedded database of its own, and 50 messages a second for 60 seconds, each sent with a form as a page
// sends it. At the end each of the 500 opens their conversation, page by page, and what stands there is held against what was sent.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { hashToken, newToken } from '#access/sign-in.ts';
import { connect, type Db } from '#database/connect.ts';
import { startEmbedded } from '#database/embedded.ts';
import { migrate } from '#database/migrate.ts';
import { buildWhenNeeded } from '#start/build.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';

const seconds = Number(process.argv[2] ?? 60);
const families = 250;
const perSecond = 50;

interface Person {
  session: string;
  thread: string;
  isStaff: boolean;
  /** When their page was told that something changed, in milliseconds since the start of the time. */
  heard: number[];
}
interface Sent {
  by: Person;
  words: string;
  /** When the answer came that it is kept. */
  at: number;
}

/** Made-up families, each with a carer and a key worker who write to each other and are signed in. */
async function addFamilies(db: Db): Promise<Person[]> {
  const people: Person[] = [];
  for (let family = 0; family < families; family++) {
    const [child, carer, keyWorker, thread] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const sessions = [newToken(), newToken()] as const;
    await sql`with
      p as (insert into people (id, name, known_as) values (${child}, 'Child ' || ${family}::text, 'Child'), (${carer}, 'Carer ' || ${family}::text, 'Carer'), (${keyWorker}, 'Key worker ' || ${family}::text, 'Kay')),
      y as (insert into young_people (person_id, born_on, area) values (${child}, '2014-01-01', 'staffordshire')),
      s as (insert into staff (person_id, job, area, phone, email) values (${keyWorker}, 'key worker', 'staffordshire', '01632 960000', ${`k${family}@example.org`})),
      c as (insert into circle_members (young_person_id, person_id, relation, parental_responsibility, from_day) values
        (${child}, ${child}, 'young person', false, today() - 9), (${child}, ${carer}, 'parent or carer', true, today() - 9), (${child}, ${keyWorker}, 'key worker', false, today() - 9)),
      t as (insert into threads (id, young_person_id) values (${thread}, ${child})),
      m as (insert into thread_members (thread_id, person_id) values (${thread}, ${carer}), (${thread}, ${keyWorker}))
      insert into sessions (token_hash, person_id, method, fresh_at) values (${hashToken(sessions[0])}, ${carer}, 'demo', now()), (${hashToken(sessions[1])}, ${keyWorker}, 'demo', now())`.execute(
      db,
    );
    await sql`insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, given_by)
      values (${child}, ${carer}, 'messages', stage_of(${child}), 'parental responsibility', ${carer}, ${keyWorker})`.execute(db);
    people.push(...sessions.map((session, index) => ({ session, thread, isStaff: index === 1, heard: [] })));
  }
  return people;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const now = () => performance.timeOrigin + performance.now();

/** Asks the service for something as a person. Gives the status, and what came. */
function ask(origin: string, path: string, { session }: Person, form?: Record<string, string>): Promise<{ status: number; html: string }> {
  const body = form && String(new URLSearchParams(form));
  return new Promise((resolve, reject) => {
    const asked = request(origin + path, {
      agent,
      method: form ? 'POST' : 'GET',
      headers: { cookie: `session=${session}`, origin, ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) },
    });
    asked.on('error', reject).on('response', (answer) => {
      let html = '';
      answer.setEncoding('utf8').on('data', (part: string) => (html += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, html })).on('error', reject);
    });
    asked.end(body);
  });
}

/** Listens to a person's conversation as their page does. Gives what ends it. */
function listen(origin: string, person: Person): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}/live/${person.thread}`, { agent: false, headers: { cookie: `session=${person.session}` } });
    asked.on('error', reject).on('response', (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`Listening gave ${answer.statusCode}.`));
      answer.setEncoding('utf8').on('data', (part: string) => {
        for (const _ of part.matchAll(/^event: changed$/gm)) person.heard.push(now());
      });
      answer.on('error', () => undefined);
      resolve(() => asked.destroy());
    });
    asked.end();
  });
}

const pageOf = ({ isStaff, thread }: Person) => (isStaff ? `/desk/messages/${thread}` : `/en/family/messages/${thread}`);

/** The numbers of the messages that a person reads in their conversation, in the order of the pages, from the oldest on. */
async function readAll(origin: string, person: Person): Promise<string[]> {
  const found: string[] = [];
  for (let part: string | undefined = '?oldest=yes'; part;) {
    const { status, html } = await ask(origin, pageOf(person) + part, person);
    if (status !== 200) throw new Error(`Reading gave ${status}.`);
    found.push(...[...html.matchAll(/Message no (\S+) of the night/g)].map(([, number = '']) => number));
    part = /href="(\?after=[\w-]+)"/.exec(html)?.[1];
  }
  return found;
}

/** Runs `work` on each, at most so many at once. */
async function each<T>(all: T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let one = left.shift(); one; one = left.shift()) await work(one);
    }),
  );
}

/** The processor time in seconds that a process has used, and the memory in MB that it holds (Linux). */
function usedBy(pid: number): { cpu: number; memory: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return { cpu: (Number(stat[11]) + Number(stat[12])) / 100, memory: Number(memory) / 1024 };
  } catch {
    return { cpu: Number.NaN, memory: Number.NaN };
  }
}

const at = (values: number[], part: number) => Math.round(values.toSorted((one, other) => one - other)[Math.ceil(values.length * part) - 1] ?? Number.NaN);

buildWhenNeeded();
const folder = mkdtempSync(join(tmpdir(), 'alongside-live-'));
const database = await startEmbedded(folder);
const ownerUrl = database.url('owner', 'alongside');
await migrate(ownerUrl);
const owner = connect(ownerUrl, 2);
let server: TestServer | undefined;
try {
  const people = await addFamilies(owner);
  // The demo's mail: each email is kept beside the messages, and none goes out.
  await owner.insertInto('demo').defaultValues().execute();
  server = await startServer({ DATABASE_URL: ownerUrl, DEMO: '1' });
  const { origin } = server;
  const pid = server.process.pid ?? 0;
  const leave = await Promise.all(people.map((person) => listen(origin, person)));
  // The connection to the database begins with the first of them, who then hears once for that.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  for (const person of people) person.heard.length = 0;

  const before = usedBy(pid);
  const begun = now();
  const sent: Sent[] = [];
  const sending: Promise<void>[] = [];
  let refused = 0;
  const answers: number[] = [];
  // Each conversation has its own pace, so that two messages of one never race: the order in which they were sent is known.
  for (let number = 0; number < seconds * perSecond; number++) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + (number * 1000) / perSecond - now())));
    const family = number % families;
    const by = people[family * 2 + (Math.floor(number / families) % 2)]!;
    const form = { id: randomUUID(), thread: by.thread, language: 'en', words: `Message no ${number} of the night` };
    const asked = now();
    sending.push(
      ask(origin, `${pageOf(by)}?_action=messages.post`, by, form).then(({ status }) => {
        answers.push(now() - asked);
        if (status === 303) sent.push({ by, words: String(number), at: now() });
        else refused += 1;
      }),
    );
  }
  await Promise.all(sending);
  const took = (now() - begun) / 1000;
  const peak = usedBy(pid);
  // Each arrives 10 seconds after it was sent: until then whoever wrote it can take it back.
  for (const last = now() + 60_000; now() < last;) {
    const { rows } = await sql<{ left: number }>`select count(*)::int as left from messages where arrived_at is null`.execute(owner);
    if (rows[0]?.left === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const after = usedBy(pid);
  const told = people.map(({ heard }) => [...heard]);
  for (const end of leave) end();

  const { rows: kept } = await sql<{
    number: string;
    arrivesAt: Date;
    threadId: string;
  }>`select substring(words from '\\d+') as number, arrives_at as "arrivesAt",
    thread_id as "threadId" from messages order by sent_at, id`.execute(owner);
  const arrives = new Map(kept.map(({ number, arrivesAt }) => [number, arrivesAt.getTime()]));
  let [lost, doubled, disordered, untold] = [0, 0, 0, 0];
  const delays: number[] = [];
  await each([...people.keys()], 8, async (index) => {
    const person = people[index]!;
    const expected = sent.filter(({ by }) => by.thread === person.thread).map(({ words }) => words);
    const inOrder = expected.toSorted((one, other) => Number(one) - Number(other));
    const read = await readAll(origin, person);
    lost += inOrder.filter((number) => !read.includes(number)).length;
    doubled += read.length - new Set(read).size;
    disordered += read.filter((number, place) => place > 0 && Number(number) < Number(read[place - 1])).length;
    for (const number of inOrder) {
      const due = arrives.get(number) ?? Number.NaN;
      const heard = told[index]?.find((moment) => moment >= due - 50);
      if (heard === undefined) untold += 1;
      else delays.push(heard - due);
    }
  });
  console.table({
    'people who listen': people.length,
    'messages sent': sent.length,
    'messages a second': Math.round((sent.length / took) * 10) / 10,
    'refused or failed': refused,
    'read by their readers': sent.length * 2 - lost,
    lost,
    doubled,
    'out of order': disordered,
    'nobody was told': untold,
    'sending, median (ms)': at(answers, 0.5),
    'sending, 95 of 100 (ms)': at(answers, 0.95),
    'delay after the 10 s, median (ms)': at(delays, 0.5),
    'delay, 95 of 100 (ms)': at(delays, 0.95),
    'delay, longest (ms)': at(delays, 1),
    'processor of the service (%)': Math.round(((peak.cpu - before.cpu) / took) * 100),
    'memory before and after (MB)': `${Math.round(before.memory)}, ${Math.round(after.memory)}`,
  });
  process.exitCode = lost + doubled + disordered + untold + refused === 0 ? 0 : 1;
} catch (error) {
  console.error(server?.output().slice(-3000));
  throw error;
} finally {
  await server?.stop();
  await owner.destroy();
  await database.stop();
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}
