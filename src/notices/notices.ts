import { sql } from 'kysely';
import { codeInWords, hashCode, hashToken, newCode, newToken } from '#access/sign-in.ts';
import type { Db } from '#database/connect.ts';
import { defaultLanguage, isLanguageCode } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import { paths } from '#paths.ts';
import type { Mail } from './mail.ts';
import { newsNotice, safetyNotice, signInNotice, staffSignInNotice, wayInNotice, type WayInKind } from './notice.ts';

/**
 * Writes the email for an ask to sign in. The secrets are made here and only their hashes are kept; tried again, it
 * makes new ones. An ask that is used or too old needs no email. `origin` is the site's address.
 */
export async function sendSignIn(db: Db, mail: Mail, origin: string, ask: string): Promise<void> {
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
  if (asked.staffId) return mail(asked.address, staffSignInNotice(origin + paths.signIn(language), t));
  const [token, code] = [newToken(), newCode()];
  await db
    .updateTable('signInAsks')
    .set({ linkHash: hashToken(token), codeHash: await hashCode(code, ask) })
    .where('id', '=', ask)
    .execute();
  await mail(asked.address, signInNotice(origin + paths.signInLink(language, token), codeInWords(code), t));
}

/** Writes the email of a way in. Its secret is made here, as for signing in; one that is used or stopped needs none. */
export async function sendWayIn(db: Db, mail: Mail, origin: string, way: string): Promise<void> {
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
 * Tells a person, at each of their addresses, that there is something new to read; or, for the kinds `security` and
 * `back in`, that their ways to sign in have changed. Without an address nothing is sent.
 */
export async function sendNotice(db: Db, mail: Mail, origin: string, person: string, kind: string): Promise<void> {
  const addresses = await db
    .selectFrom('emailAddresses')
    .innerJoin('people', 'people.id', 'emailAddresses.personId')
    .select(['emailAddresses.address', 'people.language'])
    .where('emailAddresses.personId', '=', person)
    .execute();
  for (const { address, language } of addresses) {
    const code = languageOf(language);
    const [link, t] = [origin + paths.signIn(code), translator(code)];
    await mail(address, kind === 'security' || kind === 'back in' ? safetyNotice(kind, link, t) : newsNotice(link, t));
  }
}

/** Something new about a young person, and for whom: `category` is what it is shared as. */
export interface News {
  person: string;
  youngPerson: string;
  category: string;
}

/** Tells those of some news who may still read any of it. What was closed to someone since then is no news to them. */
export async function sendNews(db: Db, mail: Mail, origin: string, news: News[]): Promise<void> {
  const { rows } = await sql<{ reader: string }>`select readers_of_news as reader from readers_of_news(${JSON.stringify(news)})`.execute(db);
  for (const { reader } of rows) await sendNotice(db, mail, origin, reader, 'news');
}

/** Tells team leads again of a look in an emergency that nobody has looked back at. */
export async function remindToLookBack(db: Db, mail: Mail, origin: string, emergency: string): Promise<void> {
  const { rows } = await sql<{ lead: string }>`select leads_to_remind as lead from leads_to_remind(${emergency})`.execute(db);
  for (const { lead } of rows) await sendNotice(db, mail, origin, lead, 'emergency');
}

/** Tells team leads that nobody answered in time who said that a recommendation has not happened. */
export async function tellLeadsOfChase(db: Db, mail: Mail, origin: string, chase: string): Promise<void> {
  const { rows } = await sql<{ lead: string }>`select leads_of_chase as lead from leads_of_chase(${chase})`.execute(db);
  for (const { lead } of rows) await sendNotice(db, mail, origin, lead, 'not answered');
}

/** A demo's mail: each email is kept for its inbox, and none is sent. */
export function demoMail(db: Db): Mail {
  return async (toAddress, { subject, text }) => {
    await db.insertInto('demoEmails').values({ toAddress, subject, body: text }).execute();
  };
}

function languageOf(code: string) {
  return isLanguageCode(code) ? code : defaultLanguage;
}
