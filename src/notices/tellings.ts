import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { howToTell, isSafeAt, placeInHour, whenToSend, type Channel, type Choices } from './choice.ts';

/** Something to tell someone: what kind of thing, and what it is about, so that the same is told once. */
export interface ToTell {
  person: string;
  kind: string;
  about: string;
  /** Of whose record it is, where it is of one: asked again as it goes out. */
  news?: News[] | undefined;
}

/** Something new about a young person, and for whom: `category` is what it is shared as. */
export interface News {
  person: string;
  youngPerson: string;
  category: string;
}

/** Where someone wants a notice: by which channel, at an address, a number, or the id of a device. */
export interface NoticePlace {
  channel: Channel;
  place: string;
}

/**
 * Notes that there is something to tell. What is due goes out at once; what comes in unsafe times, or in an hour with many,
 * later. The same person, kind and thing again tells nothing more.
 */
export async function keepNotice(db: Db, { person, kind, about, news }: ToTell, now: Date): Promise<void> {
  await oneAtATime(db, person, async (tx) => {
    const { times } = await findChoices(tx, person);
    const last = await tx
      .selectFrom('notices')
      .select(({ fn }) => ['hourFrom as from', fn.countAll<string>().as('count')])
      .where('personId', '=', person)
      .groupBy('hourFrom')
      .orderBy('hourFrom', 'desc')
      .limit(1)
      .executeTakeFirst();
    const { hourFrom, waits, tellAt: at } = placeInHour(last && { from: last.from, count: Number(last.count) }, kind, now);
    const tellAt = whenToSend(at, times);
    const row = { personId: person, kind, about, news: news ? JSON.stringify(news) : null, madeAt: now, hourFrom, waits, tellAt };
    const kept = await tx
      .insertInto('notices')
      .values(row)
      .onConflict((conflict) => conflict.columns(['personId', 'kind', 'about']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!kept) return;
    if (tellAt <= now) await tellDue(tx, person, now);
    else await tellLater(tx, person, tellAt);
  });
}

/** Tells someone what is due: the job for what had to wait. In unsafe times, chosen since then, it waits on. */
export async function tellPerson(db: Db, person: string, now: Date): Promise<void> {
  await oneAtATime(db, person, async (tx) => {
    await tellDue(tx, person, now);
    // The clocks of the queue and of this process may differ by a little: what is not due yet must not be forgotten.
    const { at } = await tx
      .selectFrom('notices')
      .select(({ fn }) => fn.min('tellAt').as('at'))
      .where('personId', '=', person)
      .where('toldBy', 'is', null)
      .where('tellAt', '>', now)
      .executeTakeFirstOrThrow();
    if (at) await tellLater(tx, person, at);
  });
}

/** How someone wants to be told. Without a word from them: by email to where they sign in, at any time. */
export async function findChoices(db: Db, person: string): Promise<Choices & { places: NoticePlace[] }> {
  const chosen = await db.selectFrom('noticeChoices').selectAll().where('personId', '=', person).executeTakeFirst();
  const addresses = await db.selectFrom('emailAddresses').select('address').where('personId', '=', person).orderBy('address').execute();
  const devices = await db.selectFrom('pushSubscriptions').select('id').where('personId', '=', person).orderBy('id').execute();
  const choices = { email: chosen?.byEmail ?? true, text: chosen?.byText ?? false, push: chosen?.byPush ?? false };
  const emails = chosen?.email ? [chosen.email] : addresses.map(({ address }) => address);
  const all: Record<Channel, string[]> = { email: emails, text: chosen?.mobile ? [chosen.mobile] : [], push: devices.map(({ id }) => id) };
  const places = (['email', 'text', 'push'] as const).flatMap((channel) => (choices[channel] ? all[channel].map((place) => ({ channel, place })) : []));
  const { safeFrom: from, safeUntil: until } = chosen ?? {};
  return { ...choices, times: from && until ? { from: from.slice(0, 5), until: until.slice(0, 5) } : undefined, places };
}

/** Adds a job to the queue, in the transaction that is open. */
export async function addJob(db: Db, name: string, payload: object, { at, key, tries }: { at?: Date; key?: string; tries?: number } = {}): Promise<void> {
  await sql`select graphile_worker.add_job(${name}::text, ${JSON.stringify(payload)}::json, run_at => ${at ?? null}::timestamptz,
    job_key => ${key ?? null}::text, max_attempts => ${tries ?? null}::int)`.execute(db);
}

/** True where at least one of the notices that a notice tells of is still there for its person to read. */
export async function isStillForThem(db: Db, speaker: string): Promise<boolean> {
  const told = await db.selectFrom('notices').select(isForThem).where('toldBy', '=', speaker).execute();
  return told.some((each) => each.isForThem);
}

const isForThem = sql<boolean>`is_for_them(notices.id)`.as('isForThem');

/** Tries for one notice to one place, which is a little more than a day: the queue waits longer after each. */
const tries = 14;

async function tellDue(tx: Db, person: string, now: Date): Promise<void> {
  const { places, times } = await findChoices(tx, person);
  if (!isSafeAt(now, times)) return tellLater(tx, person, whenToSend(now, times));
  const due = await tx
    .selectFrom('notices')
    .select(['id', 'kind', 'waits', isForThem])
    .where('personId', '=', person)
    .where('toldBy', 'is', null)
    .where('tellAt', '<=', now)
    .orderBy('id')
    .execute();
  // What is no longer theirs to read while it waited is put away untold.
  for (const { id } of due.filter((each) => !each.isForThem)) await tx.updateTable('notices').set({ toldBy: id }).where('id', '=', id).execute();
  for (const { ids, says } of howToTell(due.filter((each) => each.isForThem))) {
    const [speaker = ''] = ids;
    await tx.updateTable('notices').set({ toldBy: speaker }).where('id', 'in', ids).execute();
    for (const place of places) {
      const row = { noticeId: speaker, personId: person, says, ...place };
      const { id } = await tx.insertInto('noticeDeliveries').values(row).returning('id').executeTakeFirstOrThrow();
      await addJob(tx, 'deliverNotice', { delivery: id }, { tries });
    }
  }
}

// One job for each person and moment, however many notices wait for it.
function tellLater(tx: Db, person: string, at: Date): Promise<void> {
  return addJob(tx, 'tellPerson', { person }, { at, key: `tell ${person} ${at.toISOString()}` });
}

// Two notices at once must not each be the third of an hour, nor both tell what waits.
async function oneAtATime(db: Db, person: string, work: (tx: Db) => Promise<void>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`tell ${person}`}, 0))`.execute(tx);
    await work(tx);
  });
}
