import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Provider, type JWK } from 'oidc-provider';

/** A real OpenID provider on this machine, with its own people, that knows Alongside by its public keys. */
export interface TestProvider {
  issuer: string;
  /** What the service is told of it. */
  variables: Record<string, string>;
  /** Starts answering, once the address of the service is known. */
  open(origin: string): void;
  /** The vector of trust that it says it reached. */
  vot: string;
  /** Changes an answer with tokens on its way out. */
  tamper: ((idToken: string) => string) | undefined;
  /** True while it answers everything with 503. */
  isDown: boolean;
  /** The addresses where it sent people back to, newest last. */
  sentBack: URL[];
  /** What people asked of it, newest last. */
  asked: URLSearchParams[];
  /** How the service showed who it is, newest last: the header's algorithm and the audience. */
  assertions: { alg: unknown; aud: unknown }[];
  /** The id token with other claims, signed by the provider's own key or by another. */
  resign(idToken: string, claims: Record<string, unknown>, key?: KeyObject): string;
  close(): Promise<void>;
}

/** Starts the provider. It answers nobody before `open`: the service that it sends people back to has to be there first. */
export async function startProvider(): Promise<TestProvider> {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-provider-'));
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const families = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const staff = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  for (const [name, { privateKey }] of Object.entries({ families, staff }))
    writeFileSync(join(folder, `${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }));

  let answer: ((request: IncomingMessage, response: ServerResponse) => unknown) | undefined;
  const server = createServer((request, response) => {
    if (answer && !me.isDown) return void answer(request, response);
    response.writeHead(503).end('Private words of the provider');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const me: TestProvider = {
    issuer,
    variables: {
      NHS_LOGIN_ISSUER: issuer,
      NHS_LOGIN_CLIENT_ID: 'families',
      NHS_LOGIN_KEY: join(folder, 'families.pem'),
      STAFF_LOGIN_ISSUER: issuer,
      STAFF_LOGIN_CLIENT_ID: 'staff',
      STAFF_LOGIN_KEY: join(folder, 'staff.pem'),
    },
    vot: 'P0.Cp.Cd',
    tamper: undefined,
    isDown: false,
    sentBack: [],
    asked: [],
    assertions: [],
    open: (origin) => {
      answer = openProvider(me, origin, own.privateKey, { families: families.publicKey, staff: staff.publicKey });
    },
    resign: (idToken, claims, key = own.privateKey) => {
      const [header = '', payload = ''] = idToken.split('.');
      const said = { ...(JSON.parse(String(Buffer.from(payload, 'base64url'))) as object), ...claims };
      const signed = `${header}.${Buffer.from(JSON.stringify(said)).toString('base64url')}`;
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
  return me;
}

function openProvider(me: TestProvider, origin: string, key: KeyObject, clients: Record<'families' | 'staff', KeyObject>) {
  const client = (id: 'families' | 'staff', kind: string, alg: 'RS512' | 'ES256') => ({
    client_id: id,
    redirect_uris: [`${origin}/login/${kind}/back`],
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'private_key_jwt' as const,
    token_endpoint_auth_signing_alg: alg,
    jwks: { keys: [clients[id].export({ format: 'jwk' }) as JWK] },
  });
  const provider = new Provider(me.issuer, {
    clients: [client('families', 'nhs', 'RS512'), client('staff', 'work', 'ES256')],
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' } as JWK] },
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'RS512', 'ES256'] },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the tests'] },
    extraParams: ['vtr'],
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'vot', 'email'] },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, vot: me.vot, email: 'sam.hartley@example.org' }) }),
    interactions: { url: (_, { uid }) => `/choose/${uid}` },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AuthorizationCode: 60, AccessToken: 600, IdToken: 600 },
    features: { devInteractions: { enabled: false } },
    assertJwtClientAuthClaimsAndHeader: (_, { aud }, { alg }) => void me.assertions.push({ alg, aud }),
  });
  // What it breaks on purpose it does not have to tell.
  provider.silent = true;
  provider.use(async (ctx, next) => {
    if (ctx.path === '/auth') me.asked.push(new URLSearchParams(ctx.querystring));
    const choice = /^\/choose\/[\w-]+(?:\/(?:as\/([\w-]+)|(stop)))?$/.exec(ctx.path);
    if (choice) await choose(provider, ctx.req, ctx.res, choice[1], choice[2] !== undefined);
    else await next();
    const to = ctx.response.get('Location') ?? '';
    if (to.startsWith(origin)) me.sentBack.push(new URL(to));
    const body = ctx.body as { id_token?: string };
    if (ctx.path === '/token' && body.id_token && me.tamper) ctx.body = { ...body, id_token: me.tamper(body.id_token) };
    if (choice) ctx.respond = false;
  });
  return provider.callback();
}

/** The provider's own page: whoever comes says who they are by the end of the address, or stops. */
async function choose(provider: Provider, request: IncomingMessage, response: ServerResponse, accountId: string | undefined, stops: boolean): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  if (stops) {
    await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'Private words of the provider' });
  } else if (accountId) {
    const grant = new provider.Grant({ accountId, clientId: String(params.client_id) });
    grant.addOIDCScope('openid');
    await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId: await grant.save() } });
  } else {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('The page of the provider');
  }
}
