import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { beforeEach, describe, expect, test } from 'vitest';

// The worker of public/offline.js by itself, on a device that can be full and with a connection that can be gone.
const origin = 'https://alongside.example.org';
const address = (asked: string | { url: string }) => new URL(typeof asked === 'string' ? asked : asked.url, origin).pathname;

let kept: Map<string, string>;
let isOnline: boolean;
let isFull: boolean;
let listeners: Map<string, (event: unknown) => void>;

beforeEach(() => {
  [kept, isOnline, isFull, listeners] = [new Map(), true, false, new Map()];
  const cache = {
    put: async (asked: string | { url: string }, answer: Response) => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      kept.set(address(asked), await answer.text());
    },
    keys: async () => [...kept.keys()].map((path) => ({ url: origin + path })),
    delete: async (asked: string | { url: string }) => kept.delete(address(asked)),
  };
  const globals = {
    URL,
    Response,
    location: { origin },
    self: { addEventListener: (name: string, listen: (event: unknown) => void) => listeners.set(name, listen) },
    caches: {
      open: async () => cache,
      match: async (asked: string | { url: string }) => (kept.has(address(asked)) ? new Response(kept.get(address(asked))) : undefined),
    },
    fetch: async (asked: string | { url: string }) => {
      if (!isOnline) throw new TypeError('no connection');
      return new Response(`now ${address(asked)}`);
    },
  };
  runInContext(readFileSync('public/offline.js', 'utf8'), createContext(globals));
});

/** Asks the worker. Gives what it answers, or undefined where it leaves the request to the browser. */
async function ask(path: string, { method = 'GET', mode = 'navigate' } = {}): Promise<string | undefined> {
  const work: Promise<unknown>[] = [];
  let answer: Promise<Response> | undefined;
  listeners.get('fetch')?.({
    request: { url: origin + path, method, mode },
    respondWith: (given: Promise<Response>) => (answer = given),
    waitUntil: (given: Promise<unknown>) => work.push(given),
  });
  const words = await (await answer)?.text();
  for (const each of work) await each;
  return words;
}

test('a page that someone reads is kept, and the page for no connection with it', async () => {
  expect(await ask('/en/guides/key-workers')).toBe('now /en/guides/key-workers');
  expect([...kept.keys()]).toEqual(['/en/guides/key-workers', '/en/offline']);
  isOnline = false;
  expect(await ask('/en/guides/key-workers')).toBe('now /en/guides/key-workers');
  expect(await ask('/en/guides/your-rights')).toBe('now /en/offline');
});

describe('it leaves alone, and keeps nothing of', () => {
  test.each(['/en/family', '/en/sign-in', '/en/sign-in/link/x', '/en/me', '/en/join', '/desk', '/demo', '/login/nhs/back', '/en/settings', '/en/search?q=x'])(
    '%s',
    async (path) => {
      expect(await ask(path)).toBeUndefined();
      expect(kept.size).toBe(0);
    },
  );

  test('a form that is sent, and what it brings back', async () => {
    expect(await ask('/en/my-cetr?_action=myCetr.show', { method: 'POST' })).toBeUndefined();
    expect(kept.size).toBe(0);
  });
});

test('a page with more in its address than a path is shown, and not kept', async () => {
  expect(await ask('/en/areas?from=/en/guides/key-workers')).toBe('now /en/areas');
  expect(kept.size).toBe(0);
});

test('on a full device, pages and pictures still come over the net', async () => {
  isFull = true;
  expect(await ask('/en/guides/key-workers')).toBe('now /en/guides/key-workers');
  expect(await ask('/pictures/listen.svg', { mode: 'no-cors' })).toBe('now /pictures/listen.svg');
});

test('whoever chooses or forgets their area finds the old one nowhere, and keeps the pictures', async () => {
  await ask('/en/guides/key-workers');
  await ask('/pictures/listen.svg', { mode: 'no-cors' });
  await ask('/en/areas?_action=reading.switch', { method: 'POST' });
  expect(kept.size).toBe(3);
  await ask('/en/areas?_action=areas.choose', { method: 'POST' });
  expect([...kept.keys()]).toEqual(['/pictures/listen.svg']);
});
