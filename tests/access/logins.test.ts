import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { unpackFlow, packFlow } from '#access/login.ts';
import { hashToken, newToken } from '#access/sign-in.ts';
import { emailTo } from '#tests/support/families.ts';
import { startServer } from '#tests/support/server.ts';
import { demoWithLogins } from '#tests/support/service.ts';
import { visitor, type Page, type Visitor } from '#tests/support/visitor.ts';

const demo = demoWithLogins();
afterEach(() => Object.assign(demo.provider, { tamper: undefined, isDown: false, vot: 'P0.Cp.Cd' }));

/** Someone whose browser holds this session, or none. */
function someone(session?: string): Visitor {
  const person = visitor(demo.origin);
  if (session) person.cookies.set('session', session);
  return person;
}

/** On the provider's page, says who they are there. */
const as = (person: Visitor, subject: string): Promise<Page> => person.open(`${person.page.address}/as/${subject}`);

async function signIn(subject: string, kind: 'nhs' | 'work' = 'nhs'): Promise<Visitor> {
  const person = someone();
  await person.open('/en/sign-in');
  await person.follow(kind === 'nhs' ? 'Sign in with NHS login' : 'Staff: sign in with your work login');
  expect(person.page.text).toBe('The page of the provider');
  await as(person, subject);
  return person;
}

async function add(session: string, words: string, subject: string): Promise<Visitor> {
  const person = someone(session);
  await person.open('/en/me/logins');
  await person.follow(words);
  await as(person, subject);
  return person;
}

const loginsOf = async (name: string) => {
  const rows = await demo.database.owner
    .selectFrom('logins')
    .select(['issuer', 'subject'])
    .where('personId', '=', await demo.database.id(name))
    .execute();
  return rows.map(({ issuer, subject }) => `${issuer === demo.provider.issuer ? 'ours' : issuer} ${subject}`);
};

/** Refused, in easy words, and nobody is in. */
function expectRefused({ page, cookies }: Visitor, words: string): void {
  expect(page.text).toContain('This did not work');
  expect(page.text).toContain(words);
  expect(page.status).toBe(400);
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.html).not.toMatch(/Private words|access_denied|invalid_|OAUTH/);
  expect([...cookies.keys()].filter((name) => ['login', 'session'].includes(name))).toEqual([]);
}

describe('a carer', () => {
  test('adds NHS login, reads who is told, and signs in with it the next time', async () => {
    const sam = await add(await demo.database.session('Sam Hartley'), 'Add NHS login', 'sam-at-nhs');
    expect(sam.page.text).toContain('You added it. You can sign in with it from now on.');
    expect(sam.page.address).toBe(`${demo.origin}/en/me/logins?done=added`);
    expect(sam.cookies.has('login')).toBe(false);
    expect(await loginsOf('Sam Hartley')).toEqual(['ours sam-at-nhs']);
    expect((await emailTo(demo.origin, 'sam.hartley@example.org', 'new way to sign in')).subject).toBe('How you sign in has changed');

    const later = await signIn('sam-at-nhs');
    expect(later.page.text).toContain('Whose page do you want to see?');
    const { rows } = await sql`select method from sessions where token_hash = ${hashToken(later.cookies.get('session') ?? '')}`.execute(demo.database.owner);
    expect(rows).toEqual([{ method: 'login' }]);
  });

  test('who signs out of Alongside has to sign in again at the provider too', async () => {
    const later = await signIn('sam-at-nhs');
    await later.open('/en/family?about=' + (await demo.database.id('Maya Hartley')));
    await later.press('Sign out');
    await later.open('/en/sign-in');
    await later.follow('Sign in with NHS login');
    expect(later.page.text).toBe('The page of the provider');
  });

  test('who signs in anew ends the session that the browser had', async () => {
    const sam = await signIn('sam-at-nhs');
    const old = sam.cookies.get('session') ?? '';
    sam.cookies.delete('session');
    await sam.open('/en/sign-in/login/nhs');
    sam.cookies.set('session', old);
    await as(sam, 'sam-at-nhs');
    expect(sam.cookies.get('session')).not.toBe(old);
    const { rows } = await sql`select ended_at is not null as ended from sessions where token_hash = ${hashToken(old)}`.execute(demo.database.owner);
    expect(rows).toEqual([{ ended: true }]);
  });

  test('removes it again, and it opens nothing from then on', async () => {
    await add(await demo.database.session('Dilys Bevan'), 'Add NHS login', 'dilys-at-nhs');
    const dilys = await signIn('dilys-at-nhs');
    await dilys.open('/en/me/logins');
    await dilys.press('Remove NHS login');
    expect(dilys.page.text).toContain('You removed it.');
    expect(await loginsOf('Dilys Bevan')).toEqual([]);
    expectRefused(await signIn('dilys-at-nhs'), 'We do not know this login yet. Sign in with an email first.');
  });

  test('can not remove the login of someone else', async () => {
    const nadia = someone(await demo.database.session('Nadia Khan'));
    nadia.page = (await add(await demo.database.session('Dilys Bevan'), 'Add NHS login', 'dilys-at-nhs')).page;
    await nadia.press('Remove NHS login');
    expect(nadia.page.text).toContain('You removed it.');
    expect(await loginsOf('Dilys Bevan')).toEqual(['ours dilys-at-nhs']);
    expect(await loginsOf('Sam Hartley')).toEqual(['ours sam-at-nhs']);
  });

  test('can not add a login that someone else has', async () => {
    const nadia = await add(await demo.database.session('Nadia Khan'), 'Add NHS login', 'sam-at-nhs');
    expect(nadia.page.status).toBe(400);
    expect(nadia.page.text).toContain('Someone else has this login here. Use another login.');
    expect(await loginsOf('Nadia Khan')).toEqual([]);
    await nadia.follow('Go back to How I sign in');
    expect(nadia.page.address).toBe(`${demo.origin}/en/me/logins`);
  });

  test('an NHS login that has her email address, and that she has not added, is not her', async () => {
    // Everybody at this provider says that their address is Sam's.
    expectRefused(await signIn('a-stranger'), 'We do not know this login yet. Sign in with an email first. Then add it under How I sign in.');
  });
});

test('the provider is told who we are by a signature, and asked for nothing but who it is', async () => {
  await signIn('a-stranger');
  await signIn('a-stranger', 'work');
  expect(demo.provider.assertions.slice(-2)).toEqual([
    { alg: 'RS512', aud: `${demo.provider.issuer}/token` },
    { alg: 'ES256', aud: demo.provider.issuer },
  ]);
  const [nhs, work] = demo.provider.asked.slice(-2).map((asked) => Object.fromEntries(asked));
  expect(nhs).toEqual({
    client_id: 'families',
    redirect_uri: `${demo.origin}/login/nhs/back`,
    response_type: 'code',
    scope: 'openid',
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
    prompt: 'login',
    vtr: '["P0.Cp.Cd","P0.Cp.Ck","P0.Cm"]',
  });
  expect(work).not.toHaveProperty('vtr');
  expect(work).toMatchObject({ client_id: 'staff', redirect_uri: `${demo.origin}/login/work/back`, scope: 'openid' });
});

describe('staff', () => {
  test('who come by a link are not in until they add their work login; then they are', async () => {
    const token = newToken();
    await demo.database.owner
      .insertInto('sessions')
      .values({ tokenHash: hashToken(token), personId: await demo.database.id('Priya Nair'), method: 'email' })
      .execute();
    const early = someone(token);
    await early.open('/desk');
    expect(early.page.address).toBe(`${demo.origin}/en/me/passkey`);
    await early.open('/en/me/logins');
    expect(early.page.text).not.toContain('NHS login');

    const priya = await add(token, 'Add your work login', 'priya-at-work');
    expect(priya.page.text).toContain('You added it.');
    await priya.follow('Go to your pages');
    expect(priya.page.address).toBe(`${demo.origin}/desk`);

    const later = await signIn('priya-at-work', 'work');
    expect(later.page.address).toBe(`${demo.origin}/desk`);
    expect(later.page.status).toBe(200);
  });

  test('who are in show again that it is them before they add one', async () => {
    await add(await demo.database.session('Tom Okafor'), 'Add your work login', 'tom-at-work');
    expect(await loginsOf('Tom Okafor')).toEqual(['ours tom-at-work']);
    const stale = await demo.database.session('Gwen Ashby');
    await sql`update sessions set fresh_at = now() - interval '6 minutes' where token_hash = ${hashToken(stale)}`.execute(demo.database.owner);
    const gwen = someone(stale);
    await gwen.open('/en/me/logins/work');
    expect(gwen.page.address).toBe(`${demo.origin}/en/me/check?to=%2Fen%2Fme%2Flogins`);
    expect(gwen.cookies.has('login')).toBe(false);
  });

  test('are not let in at the families’ door, nor families at theirs', async () => {
    expectRefused(await signIn('priya-at-work', 'nhs'), 'We do not know this login yet.');
    expectRefused(await signIn('sam-at-nhs', 'work'), 'We do not know this login yet. Sign in with your passkey first.');
  });

  test('can not add NHS login here, nor families a work login', async () => {
    expect((await someone(await demo.database.session('Tom Okafor')).open('/en/me/logins/nhs')).status).toBe(404);
    expect((await someone(await demo.database.session('Sam Hartley')).open('/en/me/logins/work')).status).toBe(404);
  });
});

describe('refused in easy words', () => {
  /** Someone at the provider whom Alongside would know. */
  async function atProvider(): Promise<Visitor> {
    const person = someone();
    await person.open('/en/sign-in/login/nhs');
    return person;
  }
  const kept = (person: Visitor) => unpackFlow(person.cookies.get('login'))!;

  test('someone who stops at the provider', async () => {
    const person = await atProvider();
    await person.open(`${person.page.address}/stop`);
    expectRefused(person, 'You stopped before the end. We changed nothing.');
    await person.follow('Go to Sign in');
    expect(person.page.status).toBe(200);
  });

  test.each(['state', 'nonce', 'verifier'] as const)('another %s', async (part) => {
    const person = await atProvider();
    person.cookies.set('login', packFlow({ ...kept(person), [part]: newToken() }));
    await as(person, 'sam-at-nhs');
    expectRefused(person, 'We could not check that it is you. Start again.');
  });

  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  test.each<[string, (token: string) => string]>([
    ['an answer that another key signed', (token) => demo.provider.resign(token, {}, stranger)],
    ['an answer that nobody signed', (token) => token.replace(/^[^.]+/, Buffer.from('{"alg":"none"}').toString('base64url'))],
    ['an answer to another question', (token) => demo.provider.resign(token, { nonce: newToken() })],
    ['an answer for another site', (token) => demo.provider.resign(token, { aud: 'someone-else' })],
    ['an answer of another provider', (token) => demo.provider.resign(token, { iss: 'https://login.example.org' })],
    ['an answer that is too old', (token) => demo.provider.resign(token, { exp: 1, iat: 1 })],
    ['an answer about nobody', (token) => demo.provider.resign(token, { sub: '' })],
    ['an answer about someone with an odd name', (token) => demo.provider.resign(token, { sub: 'sam\u0000' })],
    ['an answer that is none', () => 'Private words'],
  ])('%s', async (_, tamper) => {
    const person = await atProvider();
    demo.provider.tamper = tamper;
    await as(person, 'sam-at-nhs');
    expectRefused(person, 'We could not check that it is you. Start again.');
  });

  test('and the answer that is as it should be is taken, changed by the same hand', async () => {
    const person = await atProvider();
    demo.provider.tamper = (token) => demo.provider.resign(token, {});
    await as(person, 'sam-at-nhs');
    expect(person.page.text).toContain('Whose page do you want to see?');
  });

  test('an NHS login with a password alone', async () => {
    demo.provider.vot = 'P9.Cp';
    expectRefused(await signIn('sam-at-nhs'), 'We could not check that it is you.');
  });

  test('an address that someone came back to before', async () => {
    const person = await atProvider();
    const flow = person.cookies.get('login') ?? '';
    await as(person, 'sam-at-nhs');
    const back = demo.provider.sentBack.at(-1)?.href ?? '';
    const thief = someone();
    await thief.open(back);
    expectRefused(thief, 'This took too long, or you did it before. Start again.');
    thief.cookies.set('login', flow);
    await thief.open(back);
    expectRefused(thief, 'We could not check that it is you.');
  });

  test.each([
    ['no words at all', ''],
    ['words of nobody', '?code=x&state=y'],
    ['an error that is made up', '?error=access_denied&error_description=Private+words'],
    ['two of each', '?code=a&code=b&state=c&state=d'],
    ['bytes of nonsense', '?code=%00&state=%7f'],
  ])('someone who comes back with %s', async (_, search) => {
    const without = someone();
    await without.open(`/login/nhs/back${search}`);
    expectRefused(without, 'This took too long, or you did it before.');
    const person = await atProvider();
    await person.open(`/login/nhs/back${search}`);
    expectRefused(person, 'We could not check that it is you.');
  });

  test.each(['', 'x', 'e30', Buffer.from('null').toString('base64url'), Buffer.from('{"kind":"nhs","to":"https://evil.example"}').toString('base64url')])(
    'a cookie of nonsense: "%s"',
    async (cookie) => {
      const person = someone();
      person.cookies.set('login', cookie);
      await person.open('/login/nhs/back?code=x&state=y');
      expectRefused(person, 'This took too long');
    },
  );

  test('a way out to one login that comes back as the other', async () => {
    const person = await atProvider();
    await person.open(`/login/work/back?code=x&state=${kept(person).state}`);
    expectRefused(person, 'This took too long');
  });
});

describe('a login is added to whoever asked for it, and to nobody else', () => {
  test('not to who signed in on this device meanwhile', async () => {
    const person = someone(await demo.database.session('Imran Khan'));
    await person.open('/en/me/logins');
    await person.follow('Add NHS login');
    person.cookies.set('session', await demo.database.session('Ruth Adeyemi'));
    await as(person, 'imran-at-nhs');
    expect(person.page.status).toBe(400);
    expect([await loginsOf('Imran Khan'), await loginsOf('Ruth Adeyemi')]).toEqual([[], []]);
  });

  test('not where another site started it', async () => {
    const session = await demo.database.session('Imran Khan');
    const answer = await fetch(`${demo.origin}/en/me/logins/nhs`, {
      headers: { cookie: `session=${session}`, 'sec-fetch-site': 'cross-site' },
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/en/me/logins']);
  });

  test('not to who has signed out', async () => {
    const person = someone(newToken());
    await person.open('/en/me/logins/nhs');
    expect(person.page.address).toBe(`${demo.origin}/en/sign-in`);
  });
});

describe('a provider that is away', () => {
  test('after someone went out to it, is not our mistake', async () => {
    const person = someone();
    await person.open('/en/sign-in/login/nhs');
    const choice = `${person.page.address}/as/sam-at-nhs`;
    demo.provider.tamper = () => {
      throw new Error('The provider breaks here.');
    };
    await person.open(choice);
    expectRefused(person, 'This way to sign in does not work now. Use another way, or try again later.');
  });

  test('from the start, is not our mistake either, and works as soon as it is back', async () => {
    demo.provider.isDown = true;
    const other = await startServer({ DATABASE_URL: demo.database.ownerUrl, DEMO: '1', ...demo.provider.variables });
    const person = visitor(other.origin);
    await person.open('/en/sign-in/login/nhs');
    expectRefused(person, 'This way to sign in does not work now.');
    person.cookies.set('session', await demo.database.session('Cerys Bevan'));
    await person.open('/en/me/logins/nhs');
    expect([person.page.status, person.page.text]).toEqual([400, expect.stringContaining('This way to sign in does not work now.')]);
    demo.provider.isDown = false;
    const answer = await fetch(`${other.origin}/en/sign-in/login/nhs`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toMatch(`${demo.provider.issuer}/auth?`);
    expect(other.output()).not.toMatch(/Private words|The page/);
    expect(await other.stop()).toBe(0);
  });
});

test('where no login is set, nothing of it is there', async () => {
  const plain = await startServer({ DATABASE_URL: demo.database.ownerUrl, DEMO: '1' });
  const person = visitor(plain.origin);
  await person.open('/en/sign-in');
  expect(person.page.text).not.toMatch(/NHS login|work login/);
  for (const path of ['/en/sign-in/login/nhs', '/en/sign-in/login/work', '/login/nhs/back', '/login/work/back', '/en/me/logins/nhs'])
    expect((await person.open(path)).status, path).toBe(404);
  person.cookies.set('session', await demo.database.session('Cerys Bevan'));
  expect((await person.open('/en/me/logins')).status).toBe(404);
  for (const path of ['/en/sign-in/login/google', '/login/google/back']) expect((await someone().open(path)).status, path).toBe(404);
  await plain.stop();
});

test('over https the way back is kept in a cookie that only this very site can set and read', async () => {
  // The address that it says it is ready at has no port then, so it gets one.
  const free = createServer().listen(0, 'localhost');
  await once(free, 'listening');
  const PORT = String((free.address() as AddressInfo).port);
  await new Promise((resolve) => free.close(resolve));
  const SITE_ORIGIN = 'https://alongside.example.org';
  const secure = await startServer({ PORT, DATABASE_URL: demo.database.ownerUrl, DEMO: '1', SITE_ORIGIN, ...demo.provider.variables });
  const [status, headers] = await new Promise<[number | undefined, IncomingHttpHeaders]>((resolve, reject) => {
    request(`http://localhost:${PORT}/en/sign-in/login/nhs`, { headers: { host: 'alongside.example.org' } }, (answer) => {
      answer.resume().on('end', () => resolve([answer.statusCode, answer.headers]));
    })
      .on('error', reject)
      .end();
  });
  await secure.stop();
  const [pair = '', ...marks] = headers['set-cookie']?.[0]?.split('; ') ?? [];
  expect([status, pair.split('=')[0], marks.toSorted()]).toEqual([303, '__Host-login', ['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax', 'Secure']]);
  expect(new URL(headers.location ?? '').searchParams.get('redirect_uri')).toBe('https://alongside.example.org/login/nhs/back');
});

test('the log says nothing of anyone', () => {
  expect(demo.server.output()).not.toMatch(/Private words|-at-nhs|-at-work|state|code=/);
});
