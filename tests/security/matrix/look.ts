import { createHash } from 'node:crypto';
import pg from 'pg';
import { idOf } from './circumstances.ts';
import { askedWhoReads } from './conversing.ts';
import { coveringQueries } from './covering.ts';
import { askedWhatWasRaised } from './leading.ts';
import { changedQuery } from './moments.ts';
import { allOpened, halfOpened } from './reads.ts';
import { rowsOf } from './rows.ts';
import { deviceSecret, isShared, tellingQueries } from './telling.ts';
import type { Viewer } from './model.ts';
import type { World } from './world.ts';

/** Writes a world in a transaction that is open, one statement a table, past every trigger: nothing in it was done by anyone here. */
export async function writeWorld(client: pg.Client, world: World): Promise<void> {
  await client.query(`set local session_replication_role = replica; set local jit = off`);
  for (const [table, rows] of rowsOf(world)) {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    if (!columns) continue;
    const isCounted = table === 'audit_entries' ? 'overriding system value' : '';
    await client.query(`insert into ${table} (${columns}) ${isCounted} select ${columns} from json_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  }
  const sessions = [...world.viewers, ...world.selves].map(({ id, session: { method, state, isFresh } }, n) => ({
    token_hash: `\\x${createHash('sha256').update(tokenOf(id)).digest('hex')}`,
    person_id: id,
    method,
    ended_at: state === 'ended' ? ago(1) : null,
    started_at: ago(30),
    expires_at: state === 'expired' ? ago(1) : ago(-60),
    idle: isShared(id) ? 300 : 1200,
    seen_at: state === 'idle' ? ago(21) : ago(isShared(id) ? 4 : 19),
    fresh_at: isFresh ? ago(4) : n % 2 ? ago(6) : null,
  }));
  // Someone whose session here is stale may have a fresh one elsewhere: that one does not count here.
  const elsewhere = sessions
    .filter(({ fresh_at: fresh }) => !fresh || fresh < ago(5))
    .map((session, n) => ({ ...session, token_hash: `\\x${String(n).padStart(64, '0')}`, fresh_at: ago(1) }));
  sessions.push(...elsewhere);
  const columns = Object.keys(sessions[0]!).join(', ');
  await client.query(`insert into sessions (${columns}) select ${columns} from json_populate_recordset(null::sessions, $1)`, [JSON.stringify(sessions)]);
  await client.query(`update device_secrets set secret = '\\x${deviceSecret}'`);
  await client.query(`update audit_entries set transaction = pg_current_xact_id() where transaction = '4'`);
  // By name: without one it would also hold what all databases share, until this transaction ends.
  await client.query(
    `set local session_replication_role = origin; analyze sessions, ${rowsOf(world)
      .map(([table]) => table)
      .join(', ')}`,
  );
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
/** The secret of the session that someone of a world has, in the shape of a real one. */
export const tokenOf = (id: string) => `token-${id}-`;

const byYoungPerson = (table: string, key = `'x'`, where = 'true', of = 'young_person_id') =>
  `select '${table}' as what, ${of}::text as whose, string_agg(${key}, ',') as keys from ${from(table)} where ${where} group by 2`;
const from = (table: string) =>
  ({
    plan: 'plan_sections',
    'hard times': 'plan_sections',
    'young person': 'young_people',
    circle: 'circle_members',
    emergencies: 'break_glass',
    audit: 'audit_entries',
    notes: 'audit_entries',
    hours: 'working_hours',
    addresses: 'email_addresses',
    remarks: 'plan_remarks',
    agreements: 'plan_agreements',
  })[table] ?? table.replace(' ', '_');

const standsOrStood = `case when replaces is null then 'before' else 'x' end`;
/** What someone reads of everybody, by table. */
const queries: Record<string, string> = {
  plan: byYoungPerson('plan', standsOrStood, `section <> 'when things get hard'`),
  'hard times': byYoungPerson('hard times', standsOrStood, `section = 'when things get hard'`),
  goals: byYoungPerson('goals', standsOrStood),
  ...each(['review people', 'recommendations'], `'x'`),
  ...each(['review requests', 'recommendation chases'], 'id::text'),
  raised: `select 'raised' as what, young::text as whose, string_agg('x', ',') as keys
    from unnest(array['${askedWhatWasRaised.map((n) => idOf('b', n)).join("', '")}']::uuid[]) as young cross join lateral raised(young) group by 2`,
  views: byYoungPerson('views', `author_id || ' ' || audience`),
  ...each(['reviews', 'review places', 'hospital stays', 'hospital visits', 'discharge steps', 'ratings', 'documents', 'invitations'], `'x'`),
  messages: byYoungPerson('messages', 'id::text', 'true', 'thread_id'),
  drafts: byYoungPerson('drafts', `person_id || ' ' || thread_id`, 'true', 'thread_id'),
  passes: byYoungPerson('passes', 'id::text', 'true', 'thread_id'),
  'my readers': `select 'my readers' as what, thread::text as whose, string_agg(thread || ' ' || reader, ',') as keys
    from unnest(array['${askedWhoReads.flatMap((n) => [idOf('e', n * 2), idOf('e', n * 2 + 1)]).join("', '")}']::uuid[]) as thread cross join lateral my_readers(thread) as reader group by 2`,
  ...each(['threads', 'grants', 'restrictions', 'decisions', 'emergencies', 'remarks', 'agreements'], 'id::text'),
  changed: changedQuery,
  'waiting in team': `select 'waiting in team' as what, thread_id::text as whose, string_agg(thread_id || ' ' || count || ' ' || cardinality(answerers), ',') as keys from waiting_in_team() group by 2`,
  visits: byYoungPerson('visits', `'x'`),
  'young person': byYoungPerson('young person', `'x'`, 'true', 'person_id'),
  circle: byYoungPerson('circle', `person_id || ' ' || relation || ' ' || (from_day - today())`),
  'message reads': byYoungPerson('message reads', `message_id || ' ' || person_id`, 'true', 'message_id'),
  recoveries: byYoungPerson('recoveries', `'x'`),
  'share links': byYoungPerson('share links', 'id::text'),
  'share opens': byYoungPerson('share opens', 'link_id::text'),
  'ways in': byYoungPerson('ways in', 'id::text', 'true', 'id'),
  'whose review': `select 'whose review' as what, review_about(id)::text as whose, 'x' as keys
    from (select ('22222222-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid as id from generate_series(0, 39) as n) ids where review_about(id) is not null`,
  notes: byYoungPerson('notes', 'what', `act = 'read' and transaction = pg_current_xact_id() and id < 500000 and actor_id = current_person()`),
  freezes: byYoungPerson('freezes', `'x'`, 'thawed_by is null'),
  audit: byYoungPerson('audit', 'row_id::text', 'id >= 1000000'),
};
/** Whom someone knows, by table. */
const peopleQueries: Record<string, string> = {
  people: byYoungPerson('people', 'id::text', 'true', `'all'`),
  ...Object.fromEntries(
    ['staff', 'hours', 'absences', 'addresses', 'calendar feeds', 'reading settings'].map((table) => [
      table,
      byYoungPerson(table, 'person_id::text', 'true', `'all'`),
    ]),
  ),
  ...tellingQueries,
  ...coveringQueries,
};
function each(tables: string[], key: string): Record<string, string> {
  return Object.fromEntries(tables.map((table) => [table, byYoungPerson(table, key)]));
}

/** The tables of the record, which someone has to open first; those around it; and those of people. */
export const recordTables = [
  'plan',
  'hard times',
  'goals',
  'remarks',
  'agreements',
  'reviews',
  'review people',
  'recommendations',
  'review requests',
  'recommendation chases',
  'raised',
  'review places',
  'hospital stays',
  'hospital visits',
  'discharge steps',
  'ratings',
  'views',
  'documents',
  'messages',
];
export const aroundTables = Object.keys(queries).filter((table) => !recordTables.includes(table) && table !== 'notes');
export const peopleTables = Object.keys(peopleQueries);
export const allTables = [...recordTables, ...aroundTables, ...peopleTables];

/** What someone saw: `table whose` to the keys of the rows, in order. */
export type Seen = Map<string, string>;

async function readAll(client: pg.Client, tables: string[]): Promise<Seen> {
  if (tables.length === 0) return new Map();
  const text = tables.map((table) => queries[table] ?? peopleQueries[table]).join(' union all ');
  // With a name it is planned once: all viewers have the same role.
  const name = createHash('sha256').update(text).digest('hex').slice(0, 40);
  const { rows } = await client.query<{ what: string; whose: string; keys: string }>({ name, text });
  // Where the number in an id is not that of the young person, how many there are of each.
  const perYoungPerson: Record<string, number> = {
    messages: 2,
    drafts: 2,
    passes: 2,
    'my readers': 2,
    changed: 2,
    'waiting in team': 2,
    'message reads': 200,
    'ways in': 4,
  };
  const whose = (what: string, id: string) => (id === 'all' ? 0 : Math.floor(Number(id.slice(24)) / (perYoungPerson[what] ?? 1)));
  const seen: Seen = new Map();
  for (const { what, whose: id, keys } of rows) {
    const key = `${what} ${whose(what, id)}`;
    seen.set(key, [...(seen.get(key)?.split(',') ?? []), ...keys.split(',')].toSorted().join(','));
  }
  return seen;
}

/** Becomes a viewer for the rest of a savepoint. */
export async function become(client: pg.Client, viewer: Viewer): Promise<void> {
  await client.query(`select set_config('role', 'viewer', true), set_config('app.session', $1, true)`, [tokenOf(viewer.id)]);
}

/** The young person whose whole record is opened by name, beside half of everyone's. */
export const openedByName = 1;

/** Looks as someone: before anything is opened, with half of the categories, and with all. Leaves no trace but what it gives: what was noted. */
export async function lookAround(
  client: pg.Client,
  viewer: Viewer,
  tables = allTables,
): Promise<{ shut: Seen; half: Seen; all: Seen; people: Seen; notes: Seen }> {
  const record = tables.filter((table) => recordTables.includes(table));
  await client.query('savepoint looking');
  await become(client, viewer);
  const shut = await readAll(
    client,
    tables.filter((table) => table in queries),
  );
  const people = await readAll(
    client,
    tables.filter((table) => table in peopleQueries),
  );
  let [half, all, notes]: Seen[] = [new Map(), new Map(), new Map()];
  if (record.length > 0) {
    await client.query('select open_record(null, $1), open_record($2, $3)', [halfOpened, idOf('b', openedByName), allOpened]);
    half = await readAll(client, record);
    await client.query('select open_record(null, $1)', [allOpened]);
    all = await readAll(client, record);
    await client.query(`select set_config('role', 'none', true)`);
    notes = await readAll(client, ['notes']);
  }
  await client.query('rollback to savepoint looking');
  return { shut, half: half!, all: all!, people, notes: notes! };
}

/**
 * Puts a function into the database that tries statements one by one and undoes each. It says `done`, `no` (refused, or no
 * row is there), `there already`, or the code of another error. `changes` runs a statement and says whose rows of a table it changed.
 */
export const tryingFunction = `
  create schema matrix; grant usage on schema matrix to viewer;
  create function matrix.try_each(statements text[]) returns text[] language plpgsql set jit = off as $$
  declare one text; touched int; answers text[] := '{}';
  begin
    foreach one in array statements loop
      begin
        execute one;
        get diagnostics touched = row_count;
        raise exception using errcode = 'TRY00', message = case when touched = 0 then 'no' else 'done' end;
      exception when others then
        answers := answers || case sqlstate when 'TRY00' then sqlerrm when '42501' then 'no' when '23505' then 'there already' else sqlstate end;
      end;
    end loop;
    return answers;
  end $$;
  grant execute on function matrix.try_each to viewer;
  create function matrix.state_of(name text, mine text) returns text[] language plpgsql security definer set search_path = public as $$
  declare state text[];
  begin
    execute format('select array[md5(string_agg(t::text, '','' order by t::text) filter (where %1$s)), md5(string_agg(t::text, '','' order by t::text) filter (where (%1$s) is not true))] from %2$I t', mine, name)
      into state;
    return state;
  end $$;
  create function matrix.changes(statement text, name text, mine text) returns text language plpgsql as $$
  declare was text[]; is_now text[];
  begin
    was := matrix.state_of(name, mine);
    execute statement;
    is_now := matrix.state_of(name, mine);
    return nullif(concat_ws(' and ', case when was[1] is distinct from is_now[1] then 'mine' end, case when was[2] is distinct from is_now[2] then 'others' end), '');
  end $$;
  create function matrix.covering(absence uuid) returns text language plpgsql security definer set search_path = public as $$
  begin
    if not exists (select from absences where id = absence) then return 'gone'; end if;
    return (select coalesce(string_agg(young_person_id || ' ' || person_id, ',' order by young_person_id::text), '') from circle_members where absence_id = absence);
  end $$;
  grant execute on all functions in schema matrix to viewer;`;

/** Tries statements as someone who has opened all that they may. Each is undone. */
export async function tryAll(client: pg.Client, viewer: Viewer, statements: string[]): Promise<string[]> {
  await client.query('savepoint trying');
  await become(client, viewer);
  await client.query('select open_record(null, $1)', [allOpened]);
  const { rows } = await client.query<{ answers: string[] }>('select matrix.try_each($1) as answers', [statements]);
  await client.query('rollback to savepoint trying');
  return rows[0]?.answers ?? [];
}
