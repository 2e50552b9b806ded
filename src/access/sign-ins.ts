import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import { webDatabase } from '#database/web.ts';
import { hashCode, hashToken, newToken, type SignInCode } from './sign-in.ts';

/** The device that someone signs in on, as its person knows it, and whether others use it too. */
export interface Device {
  name: string;
  isShared: boolean;
}

/** Asks for an email with a link and a code. Gives the ask's id, the same whether or not anyone has this address. */
export async function askToSignIn(address: string): Promise<string> {
  const ask = randomUUID();
  await sql`select ask_to_sign_in(${ask}, ${address})`.execute(webDatabase());
  return ask;
}

/** Signs in by the secret of an emailed link. Gives a new session token; undefined for a link used, old or made up. */
export function useSignInLink(link: string, { name, isShared }: Device): Promise<string | undefined> {
  return openSession((session) => sql`use_sign_in_link(${hashToken(link)}, ${session}, ${name}, ${isShared})`);
}

/** Signs in by an emailed code. Gives a new session token; undefined for a wrong one, and after 5 tries for any. */
export async function useSignInCode({ ask, code }: SignInCode, { name, isShared }: Device): Promise<string | undefined> {
  const hash = await hashCode(code, ask);
  return openSession((session) => sql`use_sign_in_code(${ask}, ${hash}, ${session}, ${name}, ${isShared})`);
}

/** Signs in as a made-up person. The database refuses where the demo did not fill it. */
export function useDemoPerson(person: string, { name }: Device): Promise<string | undefined> {
  return openSession((session) => sql`demo_sign_in(${person}, ${session}, ${name})`);
}

/** The button that stands for a passkey check where nobody has a passkey. The database refuses where the demo did not fill it. */
export async function freshenDemo(token: string): Promise<void> {
  await sql`select demo_freshen(${hashToken(token)})`.execute(webDatabase());
}

/** Ends a session at once, on every page and device that holds its token. */
export async function endSession(token: string): Promise<void> {
  await sql`select end_session(${hashToken(token)})`.execute(webDatabase());
}

/** Ends the session that a browser had, as someone has signed in there with a new one. What the same person has on that device stays. */
export async function replaceSession(old: string, next: string): Promise<void> {
  await sql`select replace_session(${hashToken(old)}, ${hashToken(next)})`.execute(webDatabase());
}

/**
 * Runs a function of the database that signs someone in, with the hash of a new session token. Gives the token; undefined
 * where nobody was signed in. The token is always made here: one that was set before the sign-in opens nothing.
 */
export async function openSession(use: (session: Buffer) => ReturnType<typeof sql>): Promise<string | undefined> {
  const token = newToken();
  const { rows } = await sql<{ person: string | null }>`select ${use(hashToken(token))} as person`.execute(webDatabase());
  return rows[0]?.person ? token : undefined;
}

/** Asks the database as someone who is not signed in: only what the functions of signing in tell anyone. Gives the rows. */
export async function askAtTheDoor<Row>(question: RawBuilder<Row>): Promise<Row[]> {
  return (await question.execute(webDatabase())).rows;
}
