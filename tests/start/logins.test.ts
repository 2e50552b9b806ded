import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '#problem.ts';
import { readEnvironment } from '#start/environment.ts';
import { runToEnd } from '#tests/support/server.ts';

let folder: string;
const file = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-keys-'));
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;
  const pem = { format: 'pem' } as const;
  writeFileSync(file('rsa.pem'), rsa.privateKey.export({ ...pem, type: 'pkcs8' }));
  writeFileSync(file('old-rsa.pem'), rsa.privateKey.export({ ...pem, type: 'pkcs1' }));
  writeFileSync(file('ec.pem'), ec('P-256').export({ ...pem, type: 'sec1' }));
  writeFileSync(file('odd-curve.pem'), ec('secp256k1').export({ ...pem, type: 'pkcs8' }));
  writeFileSync(file('locked.pem'), rsa.privateKey.export({ ...pem, type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'hunter2' }));
  writeFileSync(file('public.pem'), rsa.publicKey.export({ ...pem, type: 'spki' }));
  writeFileSync(file('words.pem'), 'Private words');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nhs = (more: Record<string, string> = {}) => ({
  DEMO: '1',
  NHS_LOGIN_ISSUER: 'https://auth.login.example.org',
  NHS_LOGIN_CLIENT_ID: 'alongside',
  NHS_LOGIN_KEY: file('rsa.pem'),
  ...more,
});
const staff = () => ({
  DEMO: '1',
  STAFF_LOGIN_ISSUER: 'https://login.example.org/our-trust/v2.0',
  STAFF_LOGIN_CLIENT_ID: 'us',
  STAFF_LOGIN_KEY: file('ec.pem'),
});

test('a service has NHS login, its own login, both or none', () => {
  const [families, own] = [
    { issuer: 'https://auth.login.example.org', clientId: 'alongside', key: file('rsa.pem') },
    { issuer: 'https://login.example.org/our-trust/v2.0', clientId: 'us', key: file('ec.pem') },
  ];
  expect(readEnvironment({ DEMO: '1' }).logins).toEqual({});
  expect(readEnvironment(nhs()).logins).toEqual({ nhs: families });
  expect(readEnvironment(staff()).logins).toEqual({ work: own });
  expect(readEnvironment({ ...nhs(), ...staff() }).logins).toEqual({ nhs: families, work: own });
});

test.each(['rsa.pem', 'old-rsa.pem', 'ec.pem'])('the key may be %s, by its path from where the process starts', (name) => {
  expect(readEnvironment(nhs({ NHS_LOGIN_KEY: relative(process.cwd(), file(name)) })).logins.nhs?.key).toBe(file(name));
});

test.each(['http://localhost:4000', 'http://127.0.0.1:4000/path', 'http://[::1]:4000'])('on this machine the issuer may be %s', (NHS_LOGIN_ISSUER) => {
  expect(readEnvironment(nhs({ NHS_LOGIN_ISSUER })).logins.nhs?.issuer).toBe(NHS_LOGIN_ISSUER);
});

function problemOf(variables: Record<string, string>): string {
  try {
    readEnvironment(variables);
  } catch (error) {
    if (error instanceof Problem) return error.message;
  }
  return '';
}

describe('a login that is set by halves is named, and what to do', () => {
  test.each(['NHS_LOGIN_ISSUER', 'NHS_LOGIN_CLIENT_ID', 'NHS_LOGIN_KEY'])('without %s', (name) => {
    expect(problemOf(nhs({ [name]: '' }))).toBe(`Not set: ${name}. Set all of NHS_LOGIN_ISSUER, NHS_LOGIN_CLIENT_ID, NHS_LOGIN_KEY, or none.`);
  });

  test('with one of the staff login alone', () => {
    const said = 'Not set: STAFF_LOGIN_ISSUER, STAFF_LOGIN_KEY. Set all of STAFF_LOGIN_ISSUER, STAFF_LOGIN_CLIENT_ID, STAFF_LOGIN_KEY, or none.';
    expect(problemOf({ DEMO: '1', STAFF_LOGIN_CLIENT_ID: 'us' })).toBe(said);
  });

  test.each([
    'login.example.org',
    'http://login.example.org',
    'http://localhost.example.org',
    'https://me@a.org',
    'https://a.org?x',
    'https://a.org#x',
    'ftp://a.org',
  ])('with the issuer %s', (NHS_LOGIN_ISSUER) => {
    expect(problemOf(nhs({ NHS_LOGIN_ISSUER }))).toMatch(/^NHS_LOGIN_ISSUER is ".*https:\/\/auth\.login\.example\.org/);
  });

  test.each(['nowhere.pem', '.', 'words.pem', 'public.pem', 'locked.pem', 'odd-curve.pem'])('with the key %s', (name) => {
    expect(problemOf(nhs({ NHS_LOGIN_KEY: file(name) }))).toMatch(/^NHS_LOGIN_KEY can not be read\. .*PEM/);
  });

  test('without an address that people can come back to', () => {
    expect(problemOf(nhs({ HOST: '0.0.0.0' }))).toMatch(/^NHS_LOGIN_ISSUER needs SITE_ORIGIN/);
    expect(problemOf(nhs({ HOST: '0.0.0.0', SITE_ORIGIN: 'https://alongside.example.org' }))).toBe('');
    expect(problemOf(nhs({ HOST: '127.0.0.1' }))).toBe('');
  });
});

test('a start with a key that can not be read says so in one line, and ends', async () => {
  const { code, output } = await runToEnd(nhs({ NHS_LOGIN_KEY: file('words.pem'), DATA_DIR: file('data') }));
  expect([code, output]).toEqual([1, expect.stringMatching(/^Alongside did not start\. NHS_LOGIN_KEY can not be read\.[^\n]*\n$/)]);
  expect(output).not.toContain('Private words');
});
