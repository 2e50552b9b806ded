import { z } from 'zod';
import { languages } from '#language/languages.ts';
import type { ErrorWord } from './form.ts';

/** Logins of others: `nhs` is NHS login, for families; `work` is the organisation's own login, for staff. */
export const loginKinds = ['nhs', 'work'] as const;
export type LoginKind = (typeof loginKinds)[number];

/** True for a kind of login that there is, whether or not this site has it. */
export function isLoginKind(given: string | undefined): given is LoginKind {
  return loginKinds.some((kind) => kind === given);
}

/** Whom a login stands for: who says it, and their name for the person. Never an email address, which can change hands. */
export interface LoginName {
  issuer: string;
  subject: string;
}

/** A login that someone has added, as they see it. */
export interface OwnLogin {
  issuer: string;
  madeAt: Date;
}

/** Which login a form is about. */
export const RemoveLogin = z.object({ issuer: z.string().min(1).max(500) });
export type RemoveLogin = z.infer<typeof RemoveLogin>;

const secret = z.string().regex(/^[\w-]{43}$/);

/** What one way out to a provider and back needs to know again when it comes back. */
export const LoginFlow = z.object({
  kind: z.enum(loginKinds),
  language: z.enum(languages.map(({ code }) => code)),
  state: secret,
  nonce: secret,
  /** Of PKCE: it proves that who comes back is who went. */
  verifier: secret,
  /** To add a login: the hash of the session it is added in, so that it can not end up with someone else. */
  session: secret.optional(),
});
export type LoginFlow = z.infer<typeof LoginFlow>;

/** A flow as its cookie holds it. */
export function packFlow(flow: LoginFlow): string {
  return Buffer.from(JSON.stringify(flow)).toString('base64url');
}

/** The flow that a cookie holds. Undefined for anything else. */
export function unpackFlow(packed: string | undefined): LoginFlow | undefined {
  try {
    return LoginFlow.safeParse(JSON.parse(Buffer.from(packed ?? '', 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

/**
 * What we ask of NHS login: whoever it is need not have shown who they are (P0), but signs in with a password and a
 * device, or with a key in a device. Without it NHS login asks for P9. Source: NHS login, Interface Specification
 * (Federation) 1.9, sections 3.4.1 and 5.1.
 */
export const nhsVectors = ['P0.Cp.Cd', 'P0.Cp.Ck', 'P0.Cm'];

/**
 * True where the `vot` of an answer is as strong as `nhsVectors`. What was asked stood in an address that someone could
 * change, so the answer is looked at too. `vot` is mandatory there (section 4.2).
 */
export function isStrongEnough(vot: unknown): boolean {
  const parts = typeof vot === 'string' ? vot.split('.') : [];
  return parts.includes('Cm') || (parts.includes('Cp') && (parts.includes('Cd') || parts.includes('Ck')));
}

/** True for what can be a provider's name for someone: 1 to 255 ASCII characters (OpenID Connect Core, section 2). */
export function isSubject(given: string): boolean {
  return /^[\u0020-\u007e]{1,255}$/.test(given);
}

/** A way to sign with a private key: its name in a token, and what makes it. */
export interface Signing {
  name: string;
  algorithm: { name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS'; hash: string } | { name: 'ECDSA'; namedCurve: string };
}

const rsa = { name: 'RSASSA-PKCS1-v1_5' } as const;
// Best first. NHS login takes RS512 and nothing else.
const signings: Record<string, Signing[]> = {
  rsa: [
    { name: 'RS512', algorithm: { ...rsa, hash: 'SHA-512' } },
    { name: 'RS256', algorithm: { ...rsa, hash: 'SHA-256' } },
    { name: 'PS256', algorithm: { name: 'RSA-PSS', hash: 'SHA-256' } },
  ],
  prime256v1: [{ name: 'ES256', algorithm: { name: 'ECDSA', namedCurve: 'P-256' } }],
  secp384r1: [{ name: 'ES384', algorithm: { name: 'ECDSA', namedCurve: 'P-384' } }],
};

/**
 * How a key signs for a provider. `key` is its type, or for an elliptic curve the curve's name; `accepted` is what the
 * provider says that it takes, where it says so. Undefined where they do not fit, and for keys that we do not know.
 */
export function chooseSigning(key: string | undefined, accepted?: readonly string[]): Signing | undefined {
  return signings[key ?? '']?.find(({ name }) => accepted?.includes(name) ?? true);
}

/** The words for a login that nobody here has added, by the door where it was tried. */
export function unknownLogin(kind: LoginKind): ErrorWord {
  return kind === 'work' ? 'loginUnknownWork' : 'loginUnknown';
}
