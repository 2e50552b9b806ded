import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { defaultLanguage, isLanguageCode } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import { paths } from '#paths.ts';
import { isSafeAt, whenToSend, type Channel } from './choice.ts';
import { nextCheck, Refused, type FailedNotice, type Senders } from './delivery.ts';
import { newsNotice, newsText, sentenceOf } from './notice.ts';
import { addJob, findChoices, isStillForThem } from './tellings.ts';

/** When a delivery is tried, and whether the queue will not try it again. */
interface Attempt {
  now: Date;
  isLast: boolean;
}

/**
 * Sends one notice to one place. What went out is never sent again. Someone who does not want it any more gets nothing, nor
 * someone to whom what it tells of was closed; and nobody gets it in an unsafe time, however late it is tried. Throws what may be mended, so that the queue tries again.
 */
export async function deliverNotice(db: Db, senders: Senders, origin: string, delivery: string, { now, isLast }: Attempt): Promise<void> {
  const row = await findWaiting(db, delivery);
  if (!row) return;
  const channel = row.channel as Channel;
  const { places, times } = await findChoices(db, row.personId);
  const isWanted = senders[channel] !== undefined && places.some((each) => each.channel === channel && each.place === row.place);
  if (!isWanted) return note(db, delivery, 'not wanted', now);
  if (!(await isStillForThem(db, row.noticeId))) return note(db, delivery, 'not wanted', now);
  if (!isSafeAt(now, times)) return addJob(db, 'deliverNotice', { delivery }, { at: whenToSend(now, times) });
  try {
    const providerId = await send(db, senders, origin, channel, row);
    await note(db, delivery, 'sent', now, providerId);
    if (providerId && senders.findOutcome) await checkLater(db, delivery, 0, now);
  } catch (error) {
    if (!(error instanceof Refused) && !isLast) throw error;
    await note(db, delivery, 'refused', now);
    if (channel === 'push' && error instanceof Refused) await db.deleteFrom('pushSubscriptions').where('id', '=', row.place).execute();
  }
}

/** Asks the provider what came of a notice that it took, and notes where it did not arrive. `asked` counts from 0. */
export async function checkDelivery(db: Db, senders: Senders, delivery: string, asked: number, now: Date): Promise<void> {
  const row = await db.selectFrom('noticeDeliveries').select('providerId').where('id', '=', delivery).where('state', '=', 'sent').executeTakeFirst();
  if (!row?.providerId || !senders.findOutcome) return;
  const outcome = await senders.findOutcome(row.providerId);
  if (outcome === 'refused') await note(db, delivery, 'refused', now);
  if (outcome === 'not known') await checkLater(db, delivery, asked + 1, now);
}

/** The notices that did not arrive, of people around those whom the viewer works for, newest first. */
export async function listFailed(db: Db): Promise<FailedNotice[]> {
  const { rows } = await sql<FailedNotice>`select * from failed_notices()`.execute(db);
  return rows;
}

/** Notes that the viewer has seen that notices to someone did not arrive. Only they see it no more. */
export async function seeFailed(db: Db, person: string, channel: Channel): Promise<void> {
  await sql`select see_failed(${person}, ${channel})`.execute(db);
}

type Waiting = NonNullable<Awaited<ReturnType<typeof findWaiting>>>;

function findWaiting(db: Db, delivery: string) {
  return db
    .selectFrom('noticeDeliveries')
    .innerJoin('people', 'people.id', 'noticeDeliveries.personId')
    .select(['noticeId', 'noticeDeliveries.personId', 'says', 'channel', 'place', 'people.language'])
    .where('noticeDeliveries.id', '=', delivery)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
}

async function send(db: Db, { email, text, push }: Senders, origin: string, channel: Channel, { language: code, place, says }: Waiting) {
  const language = isLanguageCode(code) ? code : defaultLanguage;
  const [path, t] = [paths.signIn(language), translator(language)];
  if (channel === 'email') return email(place, newsNotice(says, origin + path, t));
  if (channel === 'text') return text?.(place, newsText(says, origin + path, t));
  const device = await db.selectFrom('pushSubscriptions').select(['endpoint', 'p256dh', 'auth', 'device']).where('id', '=', place).executeTakeFirstOrThrow();
  await push?.(device, sentenceOf(says, t), path);
  return undefined;
}

async function note(db: Db, delivery: string, state: 'sent' | 'refused' | 'not wanted', at: Date, providerId?: string): Promise<void> {
  const change = { state, stateAt: at, ...(providerId && { providerId }) };
  await db.updateTable('noticeDeliveries').set(change).where('id', '=', delivery).execute();
}

async function checkLater(db: Db, delivery: string, asked: number, now: Date): Promise<void> {
  const minutes = nextCheck(asked);
  if (minutes) await addJob(db, 'checkDelivery', { delivery, asked }, { at: new Date(now.getTime() + minutes * 60_000) });
}
