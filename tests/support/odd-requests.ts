import { globSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { root } from '#start/build.ts';
import { attacks, oddHeaders, plain } from './attacks.ts';

/** A request as it goes over the wire. `{token}` in a header is the session of who asks, `{host}` the site's host. */
export interface OddRequest {
  who: string | undefined;
  method: string;
  path: string;
  headers: [name: string, value: string][];
  body: string | undefined;
  version: '1.0' | '1.1';
  /** How many times it is sent at once over one connection, without waiting. */
  times: number;
}

/** What odd requests are made of: the site's own addresses, actions and fields, and ids by table. */
export interface Parts {
  people: string[];
  pages: string[];
  actions: string[];
  fields: string[];
  ids: Record<string, string[]>;
}

/** The addresses of the site from the folder of its pages, as `/[language]/family/reviews/[review]`. */
export function listPages(): string[] {
  return globSync('**/*.{astro,ts}', { cwd: `${root}/src/pages` })
    .map((file) => `/${file.replaceAll('\\', '/').replace(/\.(astro|ts)$/, '')}`.replace(/\/index$/, '') || '/')
    .toSorted();
}

/** The actions of the site as it was built, as `messages.post`. */
export async function listActions(): Promise<string[]> {
  const names = (tree: object, before = ''): string[] =>
    Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'function' ? [before + name] : names(value as object, `${before}${name}.`),
    );
  for (const file of globSync(`${root}/dist/server/chunks/*.mjs`)) {
    if (!/export \{ server \}/.test(readFileSync(file, 'utf8'))) continue;
    const { server } = (await import(file)) as { server: object };
    return names(server);
  }
  throw new Error('The built site has no actions. Has the builder changed how it writes them?');
}

/** The names that fields of forms have anywhere in the source. */
export function listFields(): string[] {
  const source = globSync('src/**/*.{ts,astro,tsx}', { cwd: root }).map((file) => readFileSync(`${root}/${file}`, 'utf8'));
  const schemas = source.filter((text) => text.includes("from 'zod'")).flatMap((text) => [...text.matchAll(/\b(\w+): ?z\./g)]);
  const inputs = source.flatMap((text) => [...text.matchAll(/\bname="(\w+)"/g)]);
  return [...new Set([...schemas, ...inputs].map(([, name]) => name ?? ''))].toSorted();
}

/** Odd requests at every address and action, of everyone and of nobody. */
export function oddRequests({ people, pages, actions, fields, ids }: Parts): fc.Arbitrary<OddRequest> {
  const everyId = Object.values(ids).flat();
  const anyId = fc.constantFrom(...everyId);
  const odd = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...attacks) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) });
  const value = fc.oneof(anyId, odd, fc.constantFrom(...plain));
  // A parameter is named after what it is of: [review] after the table of reviews.
  const parameter = (name: string) => {
    const fitting = ids[`${name}s`] ?? (name === 'youngPerson' ? ids.young_people : undefined);
    if (name === 'language') return fc.oneof({ weight: 12, arbitrary: fc.constant('en') }, { weight: 1, arbitrary: odd.map(encode) });
    return fc.oneof(
      { weight: 5, arbitrary: fitting ? fc.constantFrom(...fitting) : anyId },
      { weight: 2, arbitrary: anyId },
      { weight: 2, arbitrary: odd.map(encode) },
    );
  };
  const address = fc.constantFrom(...pages).chain((page) => {
    const parts = page.split(/\[(?:\.\.\.)?(\w+)\]/);
    return fc.tuple(...parts.map((part, index) => (index % 2 ? parameter(part) : fc.constant(part)))).map((filled) => filled.join(''));
  });
  const queryName = fc.oneof(
    { weight: 6, arbitrary: fc.constant('about') },
    { weight: 3, arbitrary: fc.constantFrom('before', 'ask', 'from', 'done', 'sent', 'to', ...fields) },
    { weight: 1, arbitrary: odd },
  );
  const youngPerson = fc.constantFrom(...(ids.young_people ?? []));
  const query = fc.oneof(
    { weight: 3, arbitrary: youngPerson.map((id) => [`about=${id}`]) },
    {
      weight: 2,
      arbitrary: fc.array(fc.tuple(queryName, value), { maxLength: 2 }).map((pairs) => pairs.map(([name, given]) => `${encode(name)}=${encode(given)}`)),
    },
  );
  const rawPath = fc.tuple(address, odd).map(([path, attack]) => (attack.startsWith('http') ? attack : path + (path.endsWith('/') ? '' : '/') + attack));
  const path = fc.oneof(
    { weight: 8, arbitrary: address },
    { weight: 1, arbitrary: rawPath },
    { weight: 1, arbitrary: address.map((given) => `http://{host}${given}`) },
  );

  const pair = fc.tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...fields) },
      { weight: 1, arbitrary: odd },
      { weight: 1, arbitrary: fc.constantFrom(...fields.map((field) => `${field}[]`)) },
    ),
    value,
  );
  // Every field that any form has, so that the schema of each action finds what it asks for. By one number, which is quick.
  const pools = [everyId, plain, attacks, everyId, plain];
  const full = fc.tuple(fc.nat(), value).map(([mix, one]) =>
    fields.map((field, index): [string, string] => {
      const turn = Math.imul(mix + index * 40_503, 2_654_435_761) >>> 8;
      const pool = pools[turn % pools.length] ?? plain;
      return [field, turn % 11 === 0 ? one : (pool[turn % pool.length] ?? '')];
    }),
  );
  const form = fc.oneof(
    full,
    fc.tuple(full, pair).map(([all, more]) => [more, ...all]),
    fc.array(pair, { maxLength: 5 }),
  );
  const urlencoded = form.map((pairs): [string, string] => ['application/x-www-form-urlencoded', pairs.map((each) => each.map(encode).join('=')).join('&')]);
  const multipart = fc.tuple(form, odd, fc.boolean(), fc.nat()).map(([pairs, attack, isCut, cut]): [string, string] => {
    const whole =
      pairs
        .map(
          ([name, given], index) =>
            `--b\r\nContent-Disposition: form-data; name="${name}"${index % 5 === 4 ? `; filename="${attack}"` : ''}\r\n\r\n${given}\r\n`,
        )
        .join('') + '--b--\r\n';
    return ['multipart/form-data; boundary=b', isCut ? whole.slice(0, cut % whole.length) : whole];
  });
  const wrong = fc.tuple(
    fc.constantFrom(
      'application/json',
      'text/plain',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'application/x-www-form-urlencoded; charset=utf-7',
      'application/xml',
      '',
      'x',
    ),
    fc.oneof(
      odd,
      fc.constantFrom(
        'null',
        '{"words":',
        '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
        '%',
        '%zz=%',
        '&&&===',
        `words=${'a'.repeat(300_000)}`,
      ),
    ),
  );
  const body = fc.oneof({ weight: 8, arbitrary: urlencoded }, { weight: 2, arbitrary: multipart }, { weight: 1, arbitrary: wrong });
  const action = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...actions) }, { weight: 1, arbitrary: odd });

  const more = fc.oneof(
    { weight: 3, arbitrary: fc.constant<[string, string][]>([]) },
    { weight: 2, arbitrary: fc.array(fc.constantFrom(...oddHeaders), { maxLength: 2 }) },
  );
  const shared = {
    who: fc.constantFrom(undefined, undefined, undefined, ...people),
    path,
    query,
    more,
    version: fc.oneof({ weight: 30, arbitrary: fc.constant('1.1' as const) }, { weight: 1, arbitrary: fc.constant('1.0' as const) }),
    times: fc.oneof({ weight: 30, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(3) }),
  };
  const read = fc.record({ ...shared, method: fc.constantFrom('GET', 'GET', 'GET', 'GET', 'HEAD') }).map((given) => request(given, given.method));
  const write = fc
    .record({ ...shared, action, body })
    .map((given) => request({ ...given, query: [...given.query, `_action=${encode(given.action)}`] }, 'POST', given.body));
  const odds = fc
    .record({
      ...shared,
      method: fc.constantFrom('PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PATCH', 'PROPFIND', 'get', 'G E T', '\0'),
      body: fc.option(body, { nil: undefined }),
    })
    .map((given) => request(given, given.method, given.body));
  return fc.oneof({ weight: 9, arbitrary: read }, { weight: 10, arbitrary: write }, { weight: 1, arbitrary: odds });
}

type Given = Pick<OddRequest, 'who' | 'path' | 'version' | 'times'> & { query: string[]; more: [string, string][] };

function request({ who, path, query, more, version, times }: Given, method: string, body?: [type: string, words: string]): OddRequest {
  const headers: OddRequest['headers'] = [['Host', '{host}']];
  if (who) headers.push(['Cookie', 'session={token}']);
  if (body) headers.push(['Content-Type', body[0]], ['Origin', 'http://{host}']);
  // An odd one takes the place of our own; a cookie comes beside it.
  const odd = new Set(more.map(([name]) => name).filter((name) => name !== 'Cookie'));
  const all = [...headers.filter(([name]) => !odd.has(name)), ...more];
  return { who, method, path: path + (query.length > 0 ? `?${query.join('&')}` : ''), headers: all, body: body?.[1], version, times };
}

function encode(given: string): string {
  return encodeURIComponent(given.toWellFormed());
}
