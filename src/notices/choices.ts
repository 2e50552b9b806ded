import { sql } from 'kysely';
import { hashCode } from '#access/sign-in.ts';
import type { Db } from '#database/connect.ts';
import { Mistake } from '#problem.ts';
import type { Channel, Choices, MyNotices, PlaceCode } from './choice.ts';
import { isPushAddress, type NewSubscription } from './push.ts';

/** How the viewer is told, and where. */
export async function findMyNotices(db: Db): Promise<MyNotices> {
  const chosen = await db
    .selectFrom('noticeChoices')
    .selectAll()
    .where('personId', '=', sql<string>`current_person()`)
    .executeTakeFirst();
  const addresses = await db.selectFrom('emailAddresses').select('address').orderBy('address').execute();
  const devices = await db.selectFrom('pushSubscriptions').select(['id', 'device', 'madeAt']).orderBy('madeAt', 'desc').execute();
  const { rows } = await sql<NonNullable<MyNotices['ask']>>`select * from my_place_ask()`.execute(db);
  const { safeFrom: from, safeUntil: until } = chosen ?? {};
  return {
    choices: {
      email: chosen?.byEmail ?? true,
      text: chosen?.byText ?? false,
      push: chosen?.byPush ?? false,
      times: from && until ? { from: from.slice(0, 5), until: until.slice(0, 5) } : undefined,
    },
    addresses: chosen?.email ? [chosen.email] : addresses.map(({ address }) => address),
    hasOwnAddress: Boolean(chosen?.email),
    mobile: chosen?.mobile ?? undefined,
    devices,
    ask: rows[0],
  };
}

/** Keeps how the viewer wants to be told. The database refuses texts without a number. */
export async function keepChoices(db: Db, { email, text, push, times }: Choices): Promise<void> {
  const chosen = { byEmail: email, byText: text, byPush: push, safeFrom: times?.from ?? null, safeUntil: times?.until ?? null };
  // The change comes first: a new row with texts would be refused for want of a number, though the row that is there has one.
  const { numUpdatedRows } = await db
    .updateTable('noticeChoices')
    .set(chosen)
    .where('personId', '=', sql<string>`current_person()`)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) return;
  await db
    .insertInto('noticeChoices')
    .values({ personId: sql`current_person()`, ...chosen })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet(chosen))
    .execute();
}

/** Sends a code to an address or a number, to see that it is the viewer's. `id` is the form's own: again, it is the same ask. */
export async function askForPlace(db: Db, id: string, channel: 'email' | 'text', place: string): Promise<void> {
  await sql`select ask_for_place(${id}, ${channel}, ${place})`.execute(db);
}

/** Forgets the place that waits for its code. */
export async function stopPlaceAsk(db: Db): Promise<void> {
  await sql`select stop_place_ask()`.execute(db);
}

/** Notices go to the place from now on. Gives false for a wrong code, and after 5 tries or 15 minutes for any. */
export async function confirmPlace(db: Db, { ask, code }: PlaceCode): Promise<boolean> {
  const hash = await hashCode(code, ask);
  const { rows } = await sql<{ isRight: boolean }>`select confirm_place(${ask}, ${hash}) as is_right`.execute(db);
  return rows[0]?.isRight ?? false;
}

/** Takes the viewer's own address for notices, or their number, away. */
export async function forgetPlace(db: Db, channel: Channel): Promise<void> {
  await sql`select forget_place(${channel})`.execute(db);
}

/** Turns notices on in the browser that gave this. Throws a Mistake where it is told at an address that we do not know. */
export async function addPush(db: Db, { endpoint, p256dh, auth }: NewSubscription, device: string, hosts: string[]): Promise<void> {
  if (!isPushAddress(endpoint, hosts)) throw new Mistake('push', 'pushNone');
  await sql`select add_push(${endpoint}, ${p256dh}, ${auth}, ${device})`.execute(db);
}

/** Turns notices off on a device of the viewer's. */
export async function removePush(db: Db, device: string): Promise<void> {
  await db.deleteFrom('pushSubscriptions').where('id', '=', device).execute();
}
