import { codeInWords, hashCode, hashToken, newCode, newToken } from '#access/sign-in.ts';
import type { Db } from '#database/connect.ts';
import { defaultLanguage, isLanguageCode } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import { paths } from '#paths.ts';
import type { Mail } from './mail.ts';
import { newsNotice, signInNotice } from './notice.ts';

/**
 * Writes the email for an ask to sign in. The secrets are made here and only their hashes are kept; tried again, it
 * makes new ones. An ask that is used or too old needs no email. `origin` is the site's address.
 */
export async function sendSignIn(db: Db, mail: Mail, origin: string, ask: string): Promise<void> {
  const asked = await db
    .selectFrom('signInAsks')
    .innerJoin('people', 'people.id', 'signInAsks.personId')
    .select(['signInAsks.address', 'people.language'])
    .where('signInAsks.id', '=', ask)
    .executeTakeFirst();
  if (!asked) return;
  const [token, code] = [newToken(), newCode()];
  await db
    .updateTable('signInAsks')
    .set({ linkHash: hashToken(token), codeHash: await hashCode(code, ask) })
    .where('id', '=', ask)
    .execute();
  const language = languageOf(asked.language);
  await mail(asked.address, signInNotice(origin + paths.signInLink(language, token), codeInWords(code), translator(language)));
}

/** Tells a person that there is something new to read, at each of their addresses. Without one, nothing is sent. */
export async function sendNotice(db: Db, mail: Mail, origin: string, person: string): Promise<void> {
  const addresses = await db
    .selectFrom('emailAddresses')
    .innerJoin('people', 'people.id', 'emailAddresses.personId')
    .select(['emailAddresses.address', 'people.language'])
    .where('emailAddresses.personId', '=', person)
    .execute();
  for (const { address, language } of addresses) {
    const code = languageOf(language);
    await mail(address, newsNotice(origin + paths.signIn(code), translator(code)));
  }
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
