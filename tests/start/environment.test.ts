import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Problem } from '#problem.ts';
import { readEnvironment } from '#start/environment.ts';

const service = { SMTP_URL: 'smtps://name:secret@mail.example.org', DATABASE_URL: 'postgres://name:secret@db.example.org:5432/alongside' };

test('someone who only starts it gets the demo on their own machine', () => {
  expect(readEnvironment({})).toEqual({
    port: 4321,
    host: 'localhost',
    dataDir: resolve('.data'),
    databaseUrl: undefined,
    siteOrigin: undefined,
    demo: true,
    smtpUrl: undefined,
    mailFrom: 'Alongside <no-reply@example.org>',
    notify: undefined,
    push: undefined,
    logins: {},
  });
});

test('a service that sets everything gets what it set', () => {
  const more = { PORT: '80', HOST: '::', DATA_DIR: '/srv/data', SITE_ORIGIN: 'https://alongside.example.org', DEMO: '0', MAIL_FROM: 'Us <us@example.org>' };
  expect(readEnvironment({ ...service, ...more })).toEqual({
    port: 80,
    host: '::',
    dataDir: '/srv/data',
    databaseUrl: service.DATABASE_URL,
    siteOrigin: 'https://alongside.example.org',
    demo: false,
    smtpUrl: service.SMTP_URL,
    mailFrom: 'Us <us@example.org>',
    notify: undefined,
    push: undefined,
    logins: {},
  });
});

test.each([
  'PORT',
  'HOST',
  'DATA_DIR',
  'DATABASE_URL',
  'SITE_ORIGIN',
  'DEMO',
  'SMTP_URL',
  'MAIL_FROM',
  'NHS_LOGIN_ISSUER',
  'STAFF_LOGIN_KEY',
  'NOTIFY_KEY',
  'NOTIFY_URL',
  'VAPID_PUBLIC',
  'PUSH_HOSTS',
])('%s set to nothing is as if it were not set', (name) => {
  expect(readEnvironment({ [name]: '' })).toEqual(readEnvironment({}));
});

describe('a good value', () => {
  test.each(['0', '1', '8080', '65535'])('PORT=%s', (PORT) => {
    expect(readEnvironment({ PORT }).port).toBe(Number(PORT));
  });

  test.each([
    ['https://alongside.example.org', 'https://alongside.example.org'],
    ['https://alongside.example.org/', 'https://alongside.example.org'],
    ['http://localhost:8080', 'http://localhost:8080'],
  ])('SITE_ORIGIN=%s', (SITE_ORIGIN, origin) => {
    expect(readEnvironment({ DEMO: '1', SITE_ORIGIN }).siteOrigin).toBe(origin);
  });

  test.each([
    'postgres://name:password@host:5432/database',
    'postgresql://name@host/database',
    'postgres://owner@/alongside?host=/var/run/postgresql',
    'postgres://name@host/database?sslmode=require',
  ])('DATABASE_URL=%s', (DATABASE_URL) => {
    expect(readEnvironment({ DEMO: '1', DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });

  test.each(['smtp://localhost:1025', 'smtps://name:password@mail.example.org'])('SMTP_URL=%s', (SMTP_URL) => {
    expect(readEnvironment({ SMTP_URL }).smtpUrl).toBe(SMTP_URL);
  });

  test('DATA_DIR is found from where the process starts', () => {
    expect(readEnvironment({ DATA_DIR: 'here/data' }).dataDir).toBe(resolve('here/data'));
  });
});

describe('a bad value is named, and what it should be', () => {
  test.each([
    ['PORT', ['65536', '-1', '80.5', 'http', '1e3', '0x50', ' 80', '٨٠'], 'PORT=4321'],
    [
      'SITE_ORIGIN',
      ['alongside.example.org', 'https://a.org/path', 'https://a.org?x', 'https://me@a.org', 'ftp://a.org', 'https://', 'javascript:alert(1)'],
      'https://alongside.example.org',
    ],
    [
      'DATABASE_URL',
      [
        'postgres://host/database',
        'postgres://host/database?user=name&password=secret',
        'mysql://host/db',
        'host:5432',
        '/var/lib/db',
        'postgres//host',
        'postgres://host:port/db',
      ],
      'postgres://name:password@host:5432/database',
    ],
    ['DEMO', ['yes', 'true', '2', ' 1'], '1 (on) or 0 (off)'],
    ['SMTP_URL', ['mail.example.org', 'https://mail.example.org', 'smtp//mail.example.org'], 'smtp'],
  ])('%s', (name, values, advice) => {
    for (const value of values) {
      const read = () => readEnvironment({ DEMO: '1', [name]: value });
      expect(read, value).toThrow(Problem);
      expect(read, value).toThrow(name);
      expect(read, value).toThrow(advice);
    }
  });

  test('a database address that can not be read is not shown: it holds a password', () => {
    expect(() => readEnvironment({ DEMO: '1', DATABASE_URL: 'mysql://me:hunter2@host/db' })).not.toThrow('hunter2');
  });
});

describe('the demo', () => {
  const { SMTP_URL, DATABASE_URL } = service;
  const SITE_ORIGIN = 'https://alongside.example.org';

  test('is on where there is neither a database nor an address', () => {
    expect(readEnvironment({ SMTP_URL }).demo).toBe(true);
    expect(readEnvironment({ PORT: '80', DATA_DIR: '/srv' }).demo).toBe(true);
  });

  test('is off where real people may come, unless someone asks for it', () => {
    expect(readEnvironment({ SMTP_URL, DATABASE_URL }).demo).toBe(false);
    expect(readEnvironment({ SMTP_URL, SITE_ORIGIN }).demo).toBe(false);
    expect(readEnvironment({ DATABASE_URL, DEMO: '1' }).demo).toBe(true);
    expect(readEnvironment({ SITE_ORIGIN, DEMO: '1' }).demo).toBe(true);
  });

  test('can be turned off', () => {
    expect(readEnvironment({ SMTP_URL, DEMO: '0' }).demo).toBe(false);
  });

  test.each([{ DEMO: '0' }, { DATABASE_URL }, { SITE_ORIGIN }, { DATABASE_URL, SITE_ORIGIN, SMTP_URL: '' }])(
    'without it nobody can sign in without email: %j',
    (variables) => {
      expect(() => readEnvironment(variables)).toThrow(Problem);
      expect(() => readEnvironment(variables)).toThrow(/SMTP_URL.*DEMO=1/);
    },
  );
});
