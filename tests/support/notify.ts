import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came to Notify: an email or a text. */
export interface NotifySent {
  id: string;
  type: 'email' | 'sms';
  to: string;
  template: string;
  personalisation: Record<string, string>;
}

/** A server on this machine that speaks as GOV.UK Notify does, and checks who asks. */
export interface TestNotify {
  /** What the service is told of it. */
  variables: { NOTIFY_KEY: string; NOTIFY_URL: string; NOTIFY_TEXT_TEMPLATE: string };
  sent: NotifySent[];
  /** How many asks had no good token. */
  refusedTokens: number;
  /** Addresses and numbers that are none, to Notify. */
  wrong: Set<string>;
  /** What it says came of each; `delivered` where nothing else is said. */
  statuses: Map<string, string>;
  stop(): Promise<void>;
}

/** Starts it, with a key of its own. */
export async function startNotify(): Promise<TestNotify> {
  const [service, secret] = [randomUUID(), randomUUID()];
  const notify = { sent: [], refusedTokens: 0, wrong: new Set(), statuses: new Map() } as unknown as TestNotify;
  const answer = async (request: IncomingMessage): Promise<[number, object]> => {
    if (!isOurs(request.headers.authorization ?? '', service, secret)) {
      notify.refusedTokens++;
      return [403, refusal(403, 'AuthError')];
    }
    const [, id] = /^\/v2\/notifications\/([\da-f-]{36})$/.exec(request.url ?? '') ?? [];
    if (request.method === 'GET' && id) return [200, { id, status: notify.statuses.get(id) ?? 'delivered' }];
    const [, type] = /^\/v2\/notifications\/(email|sms)$/.exec(request.url ?? '') ?? [];
    if (request.method !== 'POST' || !type) return [404, refusal(404, 'NoResultFound')];
    const body = JSON.parse(await textOf(request)) as Record<string, string> & { personalisation: Record<string, string> };
    const to = body[type === 'email' ? 'email_address' : 'phone_number'] ?? '';
    if (notify.wrong.has(to)) return [400, refusal(400, 'ValidationError')];
    const one = { id: randomUUID(), type: type as 'email' | 'sms', to, template: body.template_id ?? '', personalisation: body.personalisation };
    notify.sent.push(one);
    return [201, { id: one.id }];
  };
  const server = createServer((request, response) => {
    void answer(request).then(([status, body]) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  notify.variables = {
    NOTIFY_KEY: `tests-${service}-${secret}`,
    NOTIFY_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    NOTIFY_TEXT_TEMPLATE: randomUUID(),
  };
  notify.stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return notify;
}

// "Authorization header" in Notify's documentation: a JSON Web Token, HS256, from the service, of the last 30 seconds.
function isOurs(authorization: string, service: string, secret: string): boolean {
  const [head = '', claims = '', mark = ''] = authorization.replace(/^Bearer /, '').split('.');
  if (!authorization.startsWith('Bearer ') || !mark) return false;
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const right = createHmac('sha256', secret).update(`${head}.${claims}`).digest();
  const given = Buffer.from(mark, 'base64url');
  const { iss, iat } = read(claims);
  const isNew = Math.abs(Date.now() / 1000 - Number(iat)) <= 30;
  return read(head).alg === 'HS256' && iss === service && isNew && given.length === right.length && timingSafeEqual(given, right);
}

function refusal(status: number, error: string): object {
  return { status_code: status, errors: [{ error, message: 'It is not right.' }] };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
