import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as oidc from 'openid-client';
import type { LanguageCode } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { Mistake } from '#problem.ts';
import { site } from '#site.ts';
import { chooseSigning, isStrongEnough, isSubject, nhsVectors, type LoginFlow, type LoginKind, type LoginName } from './login.ts';

// Of each kind, once it has answered. While it does not, each try asks again.
const known = new Map<LoginKind, oidc.Configuration>();

/**
 * Starts a way out to the provider of a kind of login. Gives the provider's address and what must be known again on the
 * way back. `session` is the hash of the session in which the login is to be added. Undefined where the provider does not
 * answer.
 */
export async function startLogin(kind: LoginKind, language: LanguageCode, session?: string): Promise<{ to: string; flow: LoginFlow } | undefined> {
  const flow = { kind, language, session, state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
  const provider = await findProvider(kind).catch((error: unknown) => tellAway(kind, error));
  if (!provider) return undefined;
  const to = oidc.buildAuthorizationUrl(provider, {
    redirect_uri: backTo(kind).href,
    // Nothing but who it is: no name, no address, no NHS number.
    scope: 'openid',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
    // Signing out here says nothing to the provider. On a device of many, the next one must not be in by one press.
    prompt: 'login',
    ...(kind === 'nhs' && { vtr: JSON.stringify(nhsVectors) }),
  });
  return { to: to.href, flow };
}

/**
 * Ends the way back: `search` is the question mark and what follows it in the address that someone came back to. Gives
 * whom the provider says it is. Throws a Mistake for everything that is not in order; nothing of the provider's own
 * words is in it, nor in the log.
 */
export async function finishLogin({ kind, state, nonce, verifier }: LoginFlow, search: string): Promise<LoginName> {
  try {
    const back = new URL(search, backTo(kind));
    const tokens = await oidc.authorizationCodeGrant(await findProvider(kind), back, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const { iss: issuer = '', sub: subject = '', vot }: Partial<oidc.IDToken> = tokens.claims() ?? {};
    if (!isSubject(subject) || (kind === 'nhs' && !isStrongEnough(vot))) throw new Mistake('login', 'loginRefused');
    return { issuer, subject };
  } catch (error) {
    return refuse(kind, error, wordFor(error));
  }
}

// One address for each kind, in no language: a provider knows it letter by letter.
function backTo(kind: LoginKind): URL {
  return new URL(paths.loginBack(kind), site.origins[0]);
}

async function findProvider(kind: LoginKind): Promise<oidc.Configuration> {
  const found = known.get(kind) ?? (await discover(kind));
  known.set(kind, found);
  return found;
}

async function discover(kind: LoginKind): Promise<oidc.Configuration> {
  const login = site.logins[kind];
  if (!login) throw new Error('not configured');
  const issuer = new URL(login.issuer);
  // The signature of the answer is checked too, although it comes over a connection of our own.
  const execute = [oidc.enableNonRepudiationChecks];
  // Only ever on this machine: the start refuses other addresses without https.
  if (issuer.protocol === 'http:') execute.push(oidc.allowInsecureRequests);
  return oidc.discovery(issuer, login.clientId, undefined, signWith(kind, login.key), { execute, timeout: 8 });
}

/** Says who we are with a signature (private_key_jwt), so that there is no secret that both sides hold. */
function signWith(kind: LoginKind, file: string): oidc.ClientAuth {
  const key = createPrivateKey(readFileSync(file));
  const type = key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType;
  return (server, ...rest) => {
    const signing = chooseSigning(type, server.token_endpoint_auth_signing_alg_values_supported);
    if (!signing) throw new Error('the key does not fit');
    const sign = oidc.PrivateKeyJwt(key.toCryptoKey(signing.algorithm, false, ['sign']) as CryptoKey, {
      // NHS login wants the address of its tokens here (Interface Specification 1.9, section 3.5.1), others their issuer.
      [oidc.modifyAssertion]: (_, payload) => {
        if (kind === 'nhs' && server.token_endpoint) payload.aud = server.token_endpoint;
      },
    });
    return sign(server, ...rest);
  };
}

function wordFor(error: unknown): string {
  if (error instanceof Mistake) return error.word;
  const { code, error: said } = error as { code?: string; error?: string };
  if (error instanceof oidc.AuthorizationResponseError) {
    if (said === 'access_denied') return 'loginStopped';
    return said === 'server_error' || said === 'temporarily_unavailable' ? 'loginAway' : 'loginRefused';
  }
  // A fetch that reached nobody is a TypeError without a code.
  const isAway = (error instanceof TypeError && !code) || ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(code ?? '');
  return isAway ? 'loginAway' : 'loginRefused';
}

// Only our library's own code is told: an error's words may be the provider's, and about someone.
function tellAway(kind: LoginKind, error: unknown): void {
  const { code } = error as { code?: string };
  console.error(`A sign-in with the ${kind} login did not work (${code && /^[A-Z_]+$/.test(code) ? code : 'no answer'}).`);
}

function refuse(kind: LoginKind, error: unknown, word: string): never {
  if (word === 'loginAway') tellAway(kind, error);
  // oxlint-disable-next-line eslint/preserve-caught-error -- the cause would carry the provider's words along
  throw new Mistake('login', word);
}
