import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { chooseSigning, loginKinds } from '#access/login.ts';
import { Problem } from '#problem.ts';
import type { Logins, LoginSettings } from '#site.ts';

const prefixes = { nhs: 'NHS_LOGIN', work: 'STAFF_LOGIN' };

/**
 * The logins of others that this service has: NHS login and the organisation's own. `isReached` says that people reach
 * the site by an address that a provider can send them back to. Throws a Problem for a login that is set by halves.
 */
export function readLogins(variables: Record<string, string | undefined>, isReached: boolean): Logins {
  const found = loginKinds.map((kind) => [kind, readLogin(prefixes[kind], variables, isReached)]);
  return Object.fromEntries(found.filter(([, login]) => login)) as Logins;
}

function readLogin(name: string, variables: Record<string, string | undefined>, isReached: boolean): LoginSettings | undefined {
  const names = ['ISSUER', 'CLIENT_ID', 'KEY'].map((part) => `${name}_${part}`);
  const [issuer, clientId, key] = names.map((each) => variables[each]);
  const missing = names.filter((each) => !variables[each]);
  if (missing.length === names.length) return undefined;
  if (!issuer || !clientId || !key) throw new Problem(`Not set: ${missing.join(', ')}. Set all of ${names.join(', ')}, or none.`);
  if (!isReached) throw new Problem(`${name}_ISSUER needs SITE_ORIGIN: it is where people come back to. Set it, for example to https://alongside.example.org.`);
  return { issuer: readIssuer(`${name}_ISSUER`, issuer), clientId, key: readKey(`${name}_KEY`, key) };
}

function readIssuer(name: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname));
  if (url && isSafe && !/[?#@]/.test(value)) return value;
  throw new Problem(`${name} is "${value}". Set it to the https address of the login, for example https://auth.login.example.org.`);
}

// Only that it can be read: the pages read it when it is first needed, and no one else holds it.
function readKey(name: string, value: string): string {
  const path = resolve(value);
  try {
    const key = createPrivateKey(readFileSync(path));
    if (chooseSigning(key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType)) return path;
  } catch {
    // The error may quote the file; what to do is the same.
  }
  throw new Problem(`${name} can not be read. Set it to the path of a private key in PEM form, RSA or EC (P-256), without a password.`);
}
