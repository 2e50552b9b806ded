import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decrypt } from 'http_ece';
import webPush from 'web-push';
import { makeCertificate } from './certificate.ts';

/** A browser as the service that tells it knows it. */
export interface TestBrowser {
  /** What it says of itself, as the form has it. */
  subscription: { endpoint: string; p256dh: string; auth: string };
  /** What came to it, read with its own keys. */
  got: { title: string; link: string }[];
  /** True once it is gone. */
  isGone: boolean;
}

/** A service that tells browsers, with TLS, that checks who sends (VAPID). */
export interface TestPush {
  variables: Record<string, string>;
  subscribe(): TestBrowser;
  /** How many asks were not signed by the service. */
  refused: number;
  stop(): Promise<void>;
}

/** Starts it, with a certificate and keys of its own. */
export async function startPush(): Promise<TestPush> {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-push-'));
  const certificate = makeCertificate();
  writeFileSync(join(folder, 'ca.pem'), certificate.cert);
  const vapid = webPush.generateVAPIDKeys();
  const browsers = new Map<string, { browser: TestBrowser; read(body: Buffer): { title: string; link: string } }>();
  let origin = '';
  const server = createServer(certificate, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = browsers.get(request.url ?? '');
      const isOurs = isSigned(request.headers.authorization ?? '', vapid.publicKey, origin) && request.headers['content-encoding'] === 'aes128gcm';
      if (!isOurs) push.refused++;
      else if (one && !one.browser.isGone) one.browser.got.push(one.read(Buffer.concat(chunks)));
      response.writeHead(!isOurs ? 403 : !one || one.browser.isGone ? 410 : 201).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  origin = `https://${host}`;
  const push: TestPush = {
    variables: {
      VAPID_PUBLIC: vapid.publicKey,
      VAPID_PRIVATE: vapid.privateKey,
      VAPID_SUBJECT: 'mailto:team@example.org',
      PUSH_HOSTS: host,
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    },
    refused: 0,
    subscribe: () => {
      const [privateKey, auth, path] = [createECDH('prime256v1'), randomBytes(16).toString('base64url'), `/send/${randomBytes(8).toString('hex')}`];
      const p256dh = privateKey.generateKeys('base64url');
      const browser = { subscription: { endpoint: origin + path, p256dh, auth }, got: [], isGone: false };
      const read = (body: Buffer) => JSON.parse(decrypt(body, { version: 'aes128gcm', privateKey, authSecret: auth }).toString()) as TestBrowser['got'][0];
      browsers.set(path, { browser, read });
      return browser;
    },
    stop: async () => {
      rmSync(folder, { recursive: true });
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
  return push;
}

// RFC 8292: a token that is signed (ES256) with the key that it names, for this very service.
function isSigned(authorization: string, publicKey: string, origin: string): boolean {
  const [, token = '', key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', mark = ''] = token.split('.');
  if (key !== publicKey) return false;
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(mark, 'base64url'),
  );
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
  return signed && aud === origin && Number(exp) > Date.now() / 1000 && sub === 'mailto:team@example.org';
}
