import { randomUUID } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { webDatabase } from '#database/web.ts';
import { Mistake } from '#problem.ts';
import { site } from '#site.ts';
import type { NewPasskey, Passkey, PasskeyAnswer, PasskeyAsk } from './passkey.ts';
import { hashToken, newToken } from './sign-in.ts';
import { openSession, type Device } from './sign-ins.ts';

/** How long a device waits for its person, in milliseconds. A challenge lives 5 minutes; some of them pass before the button. */
const patience = 4 * 60 * 1000;

/**
 * Asks for a passkey to sign with. With `passkeys` only for one of these; without, for any of this site that the device
 * has, so that nobody types who they are.
 */
export async function askForPasskey(passkeys: Passkey[] = []): Promise<PasskeyAsk<PublicKeyCredentialRequestOptionsJSON>> {
  const options = await generateAuthenticationOptions({
    rpID: site.name,
    userVerification: 'required',
    allowCredentials: passkeys.map(({ id, transports }) => ({ id, transports })),
    timeout: patience,
  });
  return keepChallenge(options);
}

/** Asks a device to make a passkey for a person. `name` is what the device shows it by; `passkeys` are those they have. */
export async function askForNewPasskey(person: string, name: string, passkeys: Passkey[]): Promise<PasskeyAsk<PublicKeyCredentialCreationOptionsJSON>> {
  const options = await generateRegistrationOptions({
    rpName: 'Alongside',
    rpID: site.name,
    userID: Buffer.from(person.replaceAll('-', ''), 'hex'),
    userName: name,
    userDisplayName: name,
    excludeCredentials: passkeys.map(({ id, transports }) => ({ id, transports })),
    // Discoverable, so that nobody types an address; and with the person's face, finger or lock each time.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    timeout: patience,
  });
  return keepChallenge(options);
}

async function keepChallenge<Options extends { challenge: string }>(options: Options): Promise<PasskeyAsk<Options>> {
  const challenge = randomUUID();
  await sql`select make_challenge(${challenge}, ${options.challenge})`.execute(webDatabase());
  return { challenge, options };
}

/** Signs in with a passkey. Gives a new session token. Throws a Mistake where it is too late or the passkey is not known. */
export async function usePasskey(given: PasskeyAnswer, { name, isShared }: Device): Promise<string> {
  const counter = await checkSignature(given);
  const token = await openSession((session) => sql`use_passkey(${given.answer.id}, ${given.challenge}, ${counter}, ${session}, ${name}, ${isShared})`);
  if (!token) throw new Mistake('passkey', 'passkeyWrong');
  return token;
}

/**
 * Checks what a passkey signed: our challenge, on our site, by the key that we keep, with its person there. Gives the
 * passkey's counter. Throws a Mistake.
 */
export async function checkSignature({ answer, challenge }: PasskeyAnswer): Promise<number> {
  const expectedChallenge = await findChallenge(challenge);
  const { rows } = await sql<{ publicKey: Buffer; counter: string }>`select public_key, counter from find_passkey(${answer.id})`.execute(webDatabase());
  const [kept] = rows;
  if (!kept) throw new Mistake('passkey', 'passkeyWrong');
  const { authenticationInfo: signed } = await trust(() =>
    verifyAuthenticationResponse({
      response: answer,
      expectedChallenge,
      expectedOrigin: site.origins,
      expectedRPID: site.name,
      requireUserVerification: true,
      credential: { id: answer.id, publicKey: Uint8Array.from(kept.publicKey), counter: Number(kept.counter) },
    }),
  );
  return signed.newCounter;
}

/** What a new passkey is, once it is checked as `checkSignature` does: what the database keeps of it. Throws a Mistake. */
export async function checkNewPasskey({ answer, challenge }: NewPasskey) {
  const expectedChallenge = await findChallenge(challenge);
  const { registrationInfo } = await trust(() =>
    verifyRegistrationResponse({
      response: answer as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge,
      expectedOrigin: site.origins,
      expectedRPID: site.name,
      requireUserVerification: true,
    }),
  );
  return { challenge, transports: answer.response.transports, ...registrationInfo!.credential };
}

async function findChallenge(challenge: string): Promise<string> {
  const { rows } = await sql<{ challenge: string | null }>`select find_challenge(${challenge}) as challenge`.execute(webDatabase());
  if (!rows[0]?.challenge) throw new Mistake('passkey', 'passkeyLate');
  return rows[0].challenge;
}

// The library throws at what it does not trust, and says why in words that hold what was sent.
async function trust<T extends { verified: boolean }>(verify: () => Promise<T>): Promise<T> {
  const result = await verify().catch(() => undefined);
  if (!result?.verified) throw new Mistake('passkey', 'passkeyWrong');
  return result;
}

/**
 * Notes that it is still the viewer. Gives the session's new token; undefined where the passkey is not theirs or was used
 * for this already.
 */
export async function freshen(db: Db, { answer, challenge }: PasskeyAnswer, counter: number): Promise<string | undefined> {
  const { rows } = await sql<{ done: boolean }>`select freshen(${answer.id}, ${challenge}, ${counter}) as done`.execute(db);
  return rows[0]?.done ? renewSession(db) : undefined;
}

async function renewSession(db: Db): Promise<string> {
  const token = newToken();
  await sql`select renew_session(${hashToken(token)})`.execute(db);
  return token;
}

/** Keeps a checked passkey of the viewer. Gives the session's new token; undefined where they may not have it: staff with one use that first. */
export async function addPasskey(db: Db, made: Awaited<ReturnType<typeof checkNewPasskey>>, device: string): Promise<string | undefined> {
  const { rows } = await sql<{ done: boolean }>`
    select add_passkey(${made.id}, ${made.challenge}, ${Buffer.from(made.publicKey)}, ${made.counter}, ${made.transports}, ${device}) as done`.execute(db);
  return rows[0]?.done ? renewSession(db) : undefined;
}

/** The viewer's own passkeys, oldest first; of staff who may only make their first one, too. */
export async function listPasskeys(db: Db): Promise<Passkey[]> {
  const { rows } = await sql<Passkey>`select * from my_passkeys()`.execute(db);
  return rows;
}

/** Takes a passkey of the viewer away. False where it is the last one of staff, or not theirs. */
export async function removePasskey(db: Db, passkey: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select remove_passkey(${passkey}) as done`.execute(db);
  return rows[0]?.done ?? false;
}

/** The id of who may make a passkey: the viewer, or staff who came by a link and are not let in yet. Undefined for others. */
export async function findPersonToEnrol(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ person: string | null }>`select person_to_enrol() as person`.execute(db);
  return rows[0]?.person ?? undefined;
}
