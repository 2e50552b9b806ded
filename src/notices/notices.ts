import { sql } from 'kysely';
import { codeInWords, hashCode, hashToken, newCode, newToken } from '#access/sign-in.ts';
import type { Db } from '#database/connect.ts';
import { defaultLanguage, isLanguageCode } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import { paths } from '#paths.ts';
import { mobileInWords, type Channel } from './choice.ts';
import type { Send, Senders } from './delivery.ts';
import { placeNotice, safetyNotice, signInNotice, staffSignInNotice, wayInNotice, type WayInKind } from './notice.ts';
import { keepNotice, type News, type ToTell } from './tellings.ts';

/**
 * Writes the email for an ask to sign in. The secrets are made here and only their hashes are kept; tried again, it
 * makes new ones. An ask that is used or too old needs no email. `origin` is the site's address.
 */
export async function sendSignIn(db: Db, mail: Send, origin: string, ask: string): Promise<void> {
  const asked = await db
    .selectFrom('signInAsks')
    .innerJoin('people', 'people.id', 'signInAsks.personId')
    .leftJoin('staff', 'staff.personId', 'people.id')
    .select(['signInAsks.address', 'people.language', 'staff.personId as staffId'])
    .where('signInAsks.id', '=', ask)
    .executeTakeFirst();
  if (!asked?.address) return;
  const language = languageOf(asked.language);
  const t = translator(language);
  if (asked.staffId) {
    await mail(asked.address, staffSignInNotice(origin + paths.signIn(language), t));
    return;
  }
  const [token, code] = [newToken(), newCode()];
  await db
    .updateTable('signInAsks')
    .set({ linkHash: hashToken(token), codeHash: await hashCode(code, ask) })
    .where('id', '=', ask)
    .execute();
  await mail(asked.address, signInNotice(origin + paths.signInLink(language, token), codeInWords(code), t));
}

/** Writes the email of a way in. Its secret is made here, as for signing in; one that is used or stopped needs none. */
export async function sendWayIn(db: Db, mail: Send, origin: string, way: string): Promise<void> {
  const row = await db
    .selectFrom('waysIn')
    .leftJoin('people', 'people.id', 'waysIn.personId')
    .select(['waysIn.address', 'waysIn.kind', 'people.language'])
    .where('waysIn.id', '=', way)
    .executeTakeFirst();
  if (!row?.address) return;
  const token = newToken();
  await db
    .updateTable('waysIn')
    .set({ linkHash: hashToken(token) })
    .where('id', '=', way)
    .execute();
  const language = languageOf(row.language ?? defaultLanguage);
  await mail(row.address, wayInNotice(row.kind as WayInKind, origin + paths.join(language, token), translator(language)));
}

/**
 * Tells a person that there is something new, in the way and at the time that they chose; or, for the kinds `security` and
 * `back in`, at once and at each address that they sign in with, that their ways to sign in have changed.
 */
export async function sendNotice(db: Db, mail: Send, origin: string, notice: ToTell, now: Date): Promise<void> {
  const { person, kind } = notice;
  if (kind !== 'security' && kind !== 'back in') return keepNotice(db, notice, now);
  const addresses = await db
    .selectFrom('emailAddresses')
    .innerJoin('people', 'people.id', 'emailAddresses.personId')
    .select(['emailAddresses.address', 'people.language'])
    .where('emailAddresses.personId', '=', person)
    .execute();
  for (const { address, language } of addresses) {
    const code = languageOf(language);
    await mail(address, safetyNotice(kind, origin + paths.signIn(code), translator(code)));
  }
}

/** Sends the code that shows that a place is someone's own. It is made here; tried again, it is a new one. */
export async function sendNoticeCode(db: Db, { email, text }: Senders, ask: string): Promise<void> {
  const asked = await db
    .selectFrom('noticeAsks')
    .innerJoin('people', 'people.id', 'noticeAsks.personId')
    .select(['noticeAsks.channel', 'noticeAsks.place', 'people.language'])
    .where('noticeAsks.id', '=', ask)
    .executeTakeFirst();
  if (!asked) return;
  const code = newCode();
  await db
    .updateTable('noticeAsks')
    .set({ codeHash: await hashCode(code, ask) })
    .where('id', '=', ask)
    .execute();
  const channel = asked.channel as 'email' | 'text';
  await { email, text }[channel]?.(asked.place, placeNotice(channel, codeInWords(code), translator(languageOf(asked.language))));
}

/** Tells those of some news who may still read any of it. What was closed to someone since then is no news to them. */
export async function sendNews(db: Db, news: News[], about: string, now: Date): Promise<void> {
  const { rows } = await sql<{ reader: string }>`select readers_of_news as reader from readers_of_news(${JSON.stringify(news)})`.execute(db);
  for (const { reader } of rows) await keepNotice(db, { person: reader, kind: 'news', about, news: news.filter(({ person }) => person === reader) }, now);
}

/** Tells team leads again of a look in an emergency that nobody has looked back at. */
export async function remindToLookBack(db: Db, emergency: string, now: Date): Promise<void> {
  const { rows } = await sql<{ lead: string }>`select leads_to_remind as lead from leads_to_remind(${emergency})`.execute(db);
  for (const { lead } of rows) await keepNotice(db, { person: lead, kind: 'emergency', about: emergency }, now);
}

/** Tells team leads that nobody answered in time who said that a recommendation has not happened. */
export async function tellLeadsOfChase(db: Db, chase: string, now: Date): Promise<void> {
  const { rows } = await sql<{ lead: string }>`select leads_of_chase as lead from leads_of_chase(${chase})`.execute(db);
  for (const { lead } of rows) await keepNotice(db, { person: lead, kind: 'not answered', about: chase }, now);
}

/** What no longer has to be kept goes: where notices went, what they told of, asks for a code, words begun where someone reads no more. */
export async function forgetOldNotices(db: Db): Promise<void> {
  await sql`select forget_old_notices()`.execute(db);
}

/** What a demo sends with: each email, text and notice on a device is kept for its inbox, and none goes out. */
export function demoSenders(db: Db): Senders {
  const keep = async (channel: Channel, toAddress: string, subject: string, body: string) => {
    await db.insertInto('demoEmails').values({ channel, toAddress, subject, body }).execute();
    return undefined;
  };
  return {
    email: (to, { subject, text }) => keep('email', to, subject, text),
    text: (to, { subject, text }) => keep('text', mobileInWords(to), subject, text),
    push: ({ device }, title) => keep('push', device, title, title),
  };
}

function languageOf(code: string) {
  return isLanguageCode(code) ? code : defaultLanguage;
}
