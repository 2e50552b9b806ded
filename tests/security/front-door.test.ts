import { request, type IncomingHttpHeaders } from 'node:http';
import { connect, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { makeDatabase } from '#tests/support/database.ts';
import { runToEnd, startServer } from '#tests/support/server.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();

/** Sends bytes as they are and gives the status of the answer: fetch would tidy them first. */
function raw(bytes: string): Promise<number> {
  const port = Number(new URL(demo.origin).port);
  return new Promise((resolve, reject) => {
    const socket = connect(port, 'localhost', () => socket.write(bytes));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += String(chunk);
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
      if (status) {
        socket.destroy();
        resolve(Number(status));
      }
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(0));
  });
}
/** A port that nothing listens on, for a service whose address does not tell its port. */
function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.listen(0, 'localhost', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
const host = () => new URL(demo.origin).host;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a request that is not for us', () => {
  test('a host that is not ours gets 421', async () => {
    expect(await raw('GET /en HTTP/1.1\r\nHost: evil.example.org\r\n\r\n')).toBe(421);
  });
  test.each([
    ['no host', 'GET /en HTTP/1.1\r\n\r\n'],
    ['a host of nonsense', 'GET /en HTTP/1.1\r\nHost: a b<>\r\n\r\n'],
    ['half a percent sign', 'GET /en/%E0%A4%A HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['a null byte', 'GET /en/%00 HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['an address of another site', 'GET http://evil.example.org/en HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['two slashes', 'GET //evil.example.org/en HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['two slashes further on', 'GET /en//family HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['an address that is written twice over', 'GET /en/%2566amily HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['an odd method', 'TRACE /en HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['a method that nobody knows', 'BREW /en HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['deleting', 'DELETE /en HTTP/1.1\r\nHost: HOST\r\n\r\n'],
    ['bytes of nonsense', '\x16\x03\x01\r\n\r\n'],
  ])('%s gets a 4xx', async (_, bytes) => {
    const status = await raw(bytes.replace('HOST', host()));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe('a write', () => {
  const post = (headers: Record<string, string>, body: BodyInit = 'email=sam.hartley@example.org', path = '/en/sign-in?_action=signIn.ask') =>
    fetch(demo.origin + path, { method: 'POST', headers, body, redirect: 'manual' });

  test('from our own page is taken', async () => {
    expect((await post({ ...form, origin: demo.origin })).status).toBe(303);
    expect((await post({ ...form, 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });
  test.each([
    ['from another site', { ...form, origin: 'https://evil.example.org' }],
    ['from a site whose name ends like ours', { ...form, origin: 'http://evil.localhost:1' }],
    ['from nowhere', { ...form, origin: 'null' }],
    ['that the browser says is cross-site', { ...form, 'sec-fetch-site': 'cross-site', origin: '' }],
    ['as JSON from another site', { 'content-type': 'application/json', origin: 'https://evil.example.org' }],
    ['as plain text from another site', { 'content-type': 'text/plain', origin: 'https://evil.example.org' }],
  ])('%s is refused', async (_, headers) => {
    expect((await post(headers)).status).toBe(403);
  });
  test.each([
    ['JSON', 'application/json', '{"email":'],
    ['null', 'application/json', 'null'],
    ['nothing', 'text/plain', ''],
    ['a form of many parts that is broken', 'multipart/form-data; boundary=x', '--x\r\nbroken'],
    ['a form of many parts with no border', 'multipart/form-data', 'x'],
  ])('of %s gets a 4xx', async (_, type, body) => {
    const { status } = await post({ 'content-type': type }, body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
  test('of more than 256 KB gets 413, also when it does not say its length', async () => {
    expect((await post(form, `email=${'a'.repeat(300_000)}`)).status).toBe(413);
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 40; i++) controller.enqueue(new Uint8Array(10_000).fill(97));
        controller.close();
      },
    });
    const response = await fetch(`${demo.origin}/en/sign-in?_action=signIn.ask`, {
      method: 'POST',
      headers: form,
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });
  test('to a page without an action, or to one that does not exist, gets a 4xx and a page that helps', async () => {
    expect((await post(form, 'a=b', '/en')).status).toBe(405);
    expect((await post(form, 'a=b', '/en?_action=nothing.here')).status).toBe(404);
    for (const name of ['__proto__', 'messages', 'signIn', 'messages.post.bind'])
      expect((await post(form, 'a=b', `/en?_action=${name}`)).status, name).toBe(404);
    expect(await (await post(form, 'a=b', '/en')).text()).toContain('This did not work');
  });
  test('with a field called __proto__ gets 400 and the form again', async () => {
    const answer = await post(form, '__proto__=x&email=nonsense');
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('value="nonsense"');
  });
  test('without the fields that it needs gets 400 and the form again', async () => {
    expect((await post(form, '')).status).toBe(400);
    expect((await post(form, 'email=nonsense')).status).toBe(400);
    expect((await post(form, 'person=nonsense', '/demo?_action=demo.signInAs')).status).toBe(400);
  });
});

test("Astro's doors for scripts are shut", async () => {
  for (const path of ['/_actions/messages.post', '/_actions/', '/_server-islands/x', '/_image?href=/etc/passwd']) {
    expect((await fetch(demo.origin + path, { method: 'POST', headers: form, body: 'a=b' })).status, path).toBe(404);
    expect((await fetch(demo.origin + path)).status, path).toBe(404);
  }
});

test('an address that someone made up is not in the log', async () => {
  for (const path of [
    '/en/guides/made-up-by-someone',
    '/en/made-up-by-someone',
    '/made-up-by-someone',
    '/pictures/made-up-by-someone',
    '/en/guides/x%0Amade-up-by-someone',
  ])
    expect((await fetch(demo.origin + path)).status, path).toBe(404);
  expect(demo.server.output()).not.toContain('made-up');
});

test('every page has a strict content policy: no inline script or style but by hash, nothing from elsewhere', async () => {
  for (const path of ['/en', '/en/guides/key-workers', '/en/settings', '/en/sign-in', '/demo', '/nowhere']) {
    const response = await fetch(demo.origin + path);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy, path).toContain("default-src 'self'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toMatch(/unsafe|\*|https?:/);
    expect(response.headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(response.headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(await response.text(), path).not.toMatch(/ style="| on(click|load|error)=/);
  }
});

test('the demo is shut where it is not on, and its people can not be left behind', async () => {
  const refused = await runToEnd({ DATABASE_URL: demo.database.ownerUrl, SMTP_URL: 'smtp://localhost:1' });
  expect(refused).toEqual({
    code: 1,
    output: expect.stringMatching(/^Alongside did not start\. This database holds the made-up people of the demo\. [^\n]+\n$/),
  });

  const database = await makeDatabase();
  const person = await database.id('Priya Nair');
  await database.owner.deleteFrom('demo').execute();
  const real = await startServer({ DATABASE_URL: database.ownerUrl, SMTP_URL: 'smtp://localhost:1' });
  for (const path of ['/demo', '/demo/inbox', '/demo/inbox.json']) expect((await fetch(real.origin + path)).status).toBe(404);
  const entered = await fetch(`${real.origin}/en?_action=demo.signInAs`, { method: 'POST', headers: form, body: `person=${person}`, redirect: 'manual' });
  expect(entered.status).toBe(404);
  expect(entered.headers.get('set-cookie')).toBeNull();
  await real.stop();
  await database.close();
});

describe('over https, behind a proxy', () => {
  test('every answer asks for https for a year, pages say their letters, and cookies are bound to this host', async () => {
    const database = await makeDatabase();
    const port = await freePort();
    const server = await startServer({ DATABASE_URL: database.ownerUrl, DEMO: '1', PORT: String(port), SITE_ORIGIN: 'https://alongside.example.org' });
    const ask = (path: string, body?: string) =>
      new Promise<{ status: number | undefined; headers: IncomingHttpHeaders }>((resolve, reject) => {
        const headers = { host: 'alongside.example.org', ...(body !== undefined && { ...form, origin: 'https://alongside.example.org' }) };
        const sent = request(`http://localhost:${port}${path}`, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
          answer.resume().on('end', () => resolve({ status: answer.statusCode, headers: answer.headers }));
        });
        sent.on('error', reject).end(body);
      });
    for (const path of ['/en', '/favicon.svg', '/en//family', '/nowhere']) {
      expect((await ask(path)).headers['strict-transport-security'], path).toBe('max-age=31536000; includeSubDomains');
    }
    expect((await ask('/en')).headers['content-type']).toBe('text/html; charset=utf-8');
    const settings = await ask('/en/settings?_action=settings.keep', 'text=150');
    expect(settings.headers['set-cookie']?.join()).toMatch(/^__Host-settings=text-150; .*Path=\/;.*HttpOnly; Secure/);
    const area = await ask('/en/areas?_action=areas.choose', 'area=staffordshire');
    expect(area.headers['set-cookie']?.join()).toMatch(/^__Host-area=staffordshire; .*Path=\/;.*HttpOnly; Secure/);
    const person = await database.id('Sam Hartley');
    const entered = await ask('/demo?_action=demo.signInAs', `person=${person}`);
    expect(entered.headers['set-cookie']?.join()).toMatch(/^__Host-session=[\w-]{43}; .*Path=\/;.*HttpOnly; Secure/);
    expect(entered.headers['set-cookie']?.join()).not.toMatch(/Domain/i);
    await server.stop();
    await database.close();
  });
});
