import { sql, type RawBuilder } from 'kysely';
import type { Db } from '#database/connect.ts';
import { findBreaks, type Entry, type Findings, type Head, type Link } from './chain.ts';
import { daysAtOnce, type Emergency, type Looked } from './look.ts';

/** True where the viewer may know who looked at a young person's page: it is theirs, they answer for them, or they work for them. */
export async function maySeeWhoLooked(db: Db, youngPerson: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select
    (${youngPerson} = current_person() and ${youngPerson} in (select my_young_people()))
    or i_answer_now(${youngPerson}) or ${youngPerson} in (select my_charges()) as may`.execute(db);
  return rows[0]?.may === true;
}

/**
 * What the viewer may know of who looked at a young person's page and who changed it: of the newest days, or of those
 * before a day (`2026-05-04`).
 */
export async function listLooked(db: Db, youngPerson: string, before?: string): Promise<Looked> {
  const end = before === undefined ? sql`'infinity'::timestamptz` : midnight(before);
  const newest = await newestDay(db, youngPerson, end);
  if (newest === undefined) return { rows: [], older: undefined };
  const first = new Date(Date.parse(newest) - (daysAtOnce - 1) * 86_400_000).toISOString().slice(0, 10);
  const { rows } = await sql<Looked['rows'][number]>`
    select seen.*, p.name, c.relation from (
      select (at at time zone 'Europe/London')::date as day, actor_id, act, what, max(at) as at from audit_entries
      where young_person_id = ${youngPerson} and what <> 'emergency' and at >= ${midnight(first)} and at < ${end}
      group by 1, 2, 3, 4
    ) seen
    left join people p on p.id = seen.actor_id
    left join lateral (
      select relation from circle_members where young_person_id = ${youngPerson} and person_id = seen.actor_id order by from_day desc limit 1
    ) c on true
    order by seen.at desc`.execute(db);
  return { rows, older: (await newestDay(db, youngPerson, midnight(first))) && first };
}

// The start of a day in England.
function midnight(day: string): RawBuilder<Date> {
  return sql`(${day}::timestamp at time zone 'Europe/London')`;
}

async function newestDay(db: Db, youngPerson: string, end: RawBuilder<unknown>): Promise<string | undefined> {
  const { rows } = await sql<{ day: string }>`select (at at time zone 'Europe/London')::date as day from audit_entries
    where young_person_id = ${youngPerson} and what <> 'emergency' and at < ${end} order by at desc limit 1`.execute(db);
  return rows[0]?.day;
}

/** Who opened a young person's page in an emergency, newest first, 50 at most. The reasons are there for staff only. */
export async function listEmergencies(db: Db, youngPerson: string): Promise<Emergency[]> {
  // The first entry of an emergency is of who looked; what follows is of who looked back at it.
  const { rows } = await sql<Emergency>`
    select e.at, p.name, b.reasons from (
      select distinct on (row_id) row_id, actor_id, at from audit_entries
      where young_person_id = ${youngPerson} and what = 'emergency' order by row_id, id
    ) e
    left join people p on p.id = e.actor_id left join break_glass b on b.id = e.row_id
    order by e.at desc limit 50`.execute(db);
  return rows;
}

/** Goes through every entry there is, as it stood at one moment, as the owner. `noted` are heads from a file outside. */
export function verifyAudit(db: Db, noted: Head[]): Promise<Findings> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (moment) => findBreaks(readLinks(moment), await listHeads(moment), noted));
}

/** The last place of each chain, as the owner. */
export async function listHeads(db: Db): Promise<Head[]> {
  const { rows } = await sql<{ youngPerson: string; place: string; hash: string }>`
    select young_person_id::text as young_person, place::text, encode(hash, 'hex') as hash from audit_heads order by young_person_id`.execute(db);
  return rows.map((head) => ({ ...head, place: Number(head.place) }));
}

/** As many rows at once as take little memory and few round trips. */
const pageOfRows = 5000;

const entryAsText = sql`e.id::text, e.young_person_id::text as child,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, e.transaction::text, e.actor_id::text as actor, e.act, e.what,
  e.row_id::text as "row", e.for_staff`;

type TextRow = { [K in keyof Omit<Entry, 'youngPerson'>]: Entry[K] | null } & { youngPerson: string; child: string; place: string | null; hash: string | null };

// Each page begins after the key of the last row before it, so that a million rows neither fill the memory nor are counted over.
async function* readLinks(db: Db): AsyncGenerator<Link> {
  let after = sql`true`;
  for (;;) {
    const { rows } = await sql<TextRow>`
      select c.young_person_id::text as young_person, c.place::text, encode(c.hash, 'hex') as hash, ${entryAsText}
      from audit_chain c left join audit_entries e on e.id = c.entry_id
      where ${after} order by c.young_person_id, c.place limit ${pageOfRows}`.execute(db);
    yield* rows.map(asLink);
    const last = rows.at(-1);
    if (!last || rows.length < pageOfRows) break;
    after = sql`(c.young_person_id, c.place) > (${last.youngPerson}::uuid, ${last.place}::bigint)`;
  }
  const { rows } = await sql<TextRow>`
    select e.young_person_id::text as young_person, null as place, null as hash, ${entryAsText}
    from audit_entries e where not exists (select from audit_chain c where c.entry_id = e.id) order by e.id`.execute(db);
  yield* rows.map(asLink);
}

function asLink({ youngPerson, place, hash, id, child, at, transaction, actor, act, what, row, forStaff }: TextRow): Link {
  const entry =
    id === null
      ? null
      : { id, youngPerson: child, at: at ?? '', transaction: transaction ?? '', actor, act: act ?? '', what: what ?? '', row, forStaff: forStaff === true };
  return { youngPerson, place: place === null ? null : Number(place), hash, entry };
}
