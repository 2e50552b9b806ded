import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { TestDatabase } from './database.ts';

/** A family that nobody of the demo may see, with a word in every text column that stands nowhere else. */
export interface Canaries {
  /** What every such word holds. */
  mark: string;
  /** Where a word was hidden, as `messages.words`, by the word. */
  places: Map<string, string>;
  /** Ids of their rows by table, as someone may guess or have seen them. */
  ids: Record<string, string[]>;
}

interface Column {
  name: string;
  type: string;
  isNullable: boolean;
  isGenerated: boolean;
  isKey: boolean;
  refersTo: string | null;
}

// Chance that is the same each time: what was found once is found again.
let drawn = 1;
const chance = () => (drawn = (drawn * 48_271) % 2_147_483_647) / 2_147_483_647;

// Not about anybody: what the service knows of itself, its own secret, and the emails that the demo shows to all.
const notOfPeople = ['migrations', 'demo', 'demo_emails', 'device_secrets'];

/**
 * Hides them in every table there is, by what the database says of its columns and checks: a table that comes later is
 * among them. Throws where it finds no row that a table takes.
 */
export async function hideCanaries(database: TestDatabase): Promise<Canaries> {
  const client = new pg.Client({ connectionString: database.ownerUrl.replace('owner@', 'postgres@') });
  await client.connect();
  const mark = `kanari${randomBytes(4).toString('hex')}`;
  const places = new Map<string, string>();
  const ids: Record<string, string[]> = {};
  const word = (place: string) => {
    const made = `${mark}n${places.size}`;
    places.set(made, place);
    return made;
  };
  try {
    // Triggers would tell people, link the audit, and stamp with who is signed in: here nobody is.
    await client.query('set session_replication_role = replica');
    const person = async (what: string) => {
      const id = randomUUID();
      await client.query('insert into people (id, name, known_as) values ($1, $2, $3)', [
        id,
        word(`people.name of the ${what}`),
        word(`people.known_as of the ${what}`),
      ]);
      (ids.people ??= []).push(id);
      return id;
    };
    const [child, carer, worker, cover] = [await person('child'), await person('carer'), await person('key worker'), await person('cover')];
    await client.query('insert into young_people (person_id, born_on, area) values ($1, $2, $3)', [child, '2012-03-04', word('young_people.area')]);
    // They have left, so that they are no colleagues whom staff may choose.
    for (const id of [worker, cover])
      await client.query(`insert into staff (person_id, job, area, phone, email, left_on) values ($1, 'key worker', $2, $3, $4, '2020-01-01')`, [
        id,
        word('staff.area'),
        word('staff.phone'),
        word('staff.email'),
      ]);
    Object.assign(ids, { young_people: [child], staff: [worker, cover] });
    for (const table of await tablesInOrder(client)) {
      if (['people', 'young_people', 'staff', ...notOfPeople].includes(table)) continue;
      const columns = await columnsOf(client, table);
      const checks = await checksOf(client, table);
      const words = new Map(
        columns.filter(({ type }) => /^(text|_text|varchar|jsonb)$/.test(type)).map(({ name }) => [name, `${mark}n${places.size}x${name}`]),
      );
      const row = await findRow(client, table, columns, checks, { child, people: [carer, worker, child], ids, words });
      for (const [name, value] of Object.entries(row)) if (String(value).includes(mark)) places.set(words.get(name) ?? '', `${table}.${name}`);
      const key = columns.find(({ isKey }) => isKey)?.name;
      if (key) (ids[table] ??= []).push(String(row[key]));
    }
  } finally {
    await client.end();
  }
  return { mark, places, ids };
}

/** Tables after those to which they refer. */
async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(`
    select t.table_name as name, array(
      select distinct f.confrelid::regclass::text from pg_constraint f
      where f.contype = 'f' and f.conrelid = format('public.%I', t.table_name)::regclass and f.confrelid <> f.conrelid
    ) as needs
    from information_schema.tables t where t.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1`);
  const done: string[] = [];
  while (done.length < rows.length) {
    const next = rows.filter(({ name, needs }) => !done.includes(name) && needs.every((need) => done.includes(need)));
    if (next.length === 0) return [...done, ...rows.map(({ name }) => name).filter((name) => !done.includes(name))];
    done.push(...next.map(({ name }) => name));
  }
  return done;
}

async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select c.column_name as name, c.udt_name as type, c.is_nullable = 'YES' as "isNullable",
       c.is_identity = 'YES' or c.is_generated = 'ALWAYS' as "isGenerated",
       exists (select from pg_constraint p where p.contype = 'p' and p.conrelid = $2::regclass and a.attnum = any (p.conkey)) as "isKey",
       (select f.confrelid::regclass::text from pg_constraint f where f.contype = 'f' and f.conrelid = $2::regclass and f.conkey = array[a.attnum]
         -- What a table is known by: the id of a session is not what a session is found by.
         and f.confkey = (select p.conkey from pg_constraint p where p.contype = 'p' and p.conrelid = f.confrelid) limit 1) as "refersTo"
     from information_schema.columns c join pg_attribute a on a.attrelid = $2::regclass and a.attname = c.column_name
     where c.table_schema = 'public' and c.table_name = $1`,
    [table, `public.${table}`],
  );
  return rows;
}

async function checksOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(
    `select pg_get_constraintdef(oid) as text from pg_constraint where contype = 'c' and conrelid = $1::regclass`,
    [`public.${table}`],
  );
  return rows.map(({ text }) => text);
}

interface Known {
  child: string;
  people: string[];
  ids: Record<string, string[]>;
  words: Map<string, string>;
}

// Tries what a column may hold until the table takes the row; columns that no check names hold their word at once.
async function findRow(client: pg.Client, table: string, columns: Column[], checks: string[], known: Known): Promise<Record<string, unknown>> {
  let why: unknown;
  for (let attempt = 0; attempt < 1000; attempt++) {
    const chosen = columns.filter(({ isGenerated }) => !isGenerated).map((column) => [column.name, valueFor(column, checks, known, attempt)] as const);
    const row = Object.fromEntries(chosen);
    try {
      const names = chosen.map(([name]) => `"${name}"`).join(', ');
      const { rows } = await client.query(
        `insert into "${table}" (${names}) values (${chosen.map((_, index) => `$${index + 1}`).join(', ')}) returning *`,
        chosen.map(([, value]) => value),
      );
      return { ...rows[0], ...row };
    } catch (error) {
      why = error;
    }
  }
  throw new Error(`No row could be made for the table ${table}, so no word is hidden in it: ${(why as Error).message}`);
}

function valueFor({ name, type, isNullable, refersTo, isKey }: Column, checks: string[], known: Known, attempt: number): unknown {
  const mine = checks.filter((check) => new RegExp(`\\b${name}\\b`).test(check));
  const listed = mine.flatMap((check) => [...check.matchAll(/'([^']+)'::text/g)].map(([, value]) => value ?? ''));
  const pick = <T>(from: readonly T[]) => from[Math.floor(chance() * from.length)];
  const word = known.words.get(name);
  // The first tries leave nothing out; then what a check of several columns may want to be empty.
  if (isNullable && mine.length > 0 && attempt > 5 && chance() < 0.5) return null;
  if (name === 'young_person_id') return known.child;
  if (refersTo === 'people') return pick(known.people);
  if (refersTo) return pick(known.ids[refersTo] ?? []) ?? null;
  switch (type) {
    case 'text':
      return listed.length > 0 && (mine.some((check) => /ANY \(ARRAY/.test(check)) || attempt > 100) ? pick(listed) : word;
    case '_text':
      // Not where a check wants words or these, and not both.
      return listed.length > 0 ? [pick(listed)] : attempt > 5 && chance() < 0.5 ? [] : [word];
    case 'jsonb':
      // The steps of a goal.
      return JSON.stringify([{ words: word }]);
    case 'uuid':
      return isKey || !isNullable ? randomUUID() : null;
    case 'bool':
      return chance() < 0.5;
    case 'date':
      return pick(['2026-01-05', '2026-02-05']);
    case 'time':
      return pick(['09:00', '17:00']);
    case 'timestamptz':
      return pick([new Date(), new Date(Date.now() + 86_400_000)]);
    case 'bytea':
      return randomBytes(32);
    case 'xid8':
      return '1';
    default:
      return pick([1, 2, 5, 100_000 + Math.floor(chance() * 900_000)]);
  }
}
