import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPrivate, localPath, paths, slugOf } from '#paths.ts';

describe('private', () => {
  test.each([
    paths.family('en'),
    paths.family('cy', 'maya'),
    paths.plan('en', 'maya'),
    paths.reviews('en', 'maya'),
    paths.review('en', 'r'),
    paths.looked('en', 'maya', '2026-05-04'),
    paths.deskLooked('maya'),
    paths.everything('en', 'maya'),
    paths.everythingFile('en', 'maya', 'json'),
    paths.messages('en', 'maya'),
    paths.thread('en', 't'),
    paths.signIn('en'),
    paths.signInCode('en', 'a'),
    paths.signInLink('en', 't'),
    paths.signInLogin('en', 'nhs'),
    paths.loginBack('nhs'),
    paths.myLogins('en', 'added'),
    paths.addLogin('en', 'nhs'),
    paths.signedOut('en'),
    paths.desk(),
    paths.deskFamily('maya'),
    paths.deskThread('t'),
    paths.calendar('en', 'maya'),
    paths.calendarFeed('t'),
    paths.links('en', 'maya'),
    paths.shared('en', 't'),
    paths.deskLinks('maya'),
    paths.demo(),
    paths.demoInbox(),
    '/demo/inbox.json',
    '/en/family/',
  ])('%s', (address) => {
    expect(isPrivate(address.split('?')[0] ?? '')).toBe(true);
  });
});

describe('for everyone', () => {
  test.each([
    '/',
    paths.home('en'),
    paths.guide('en', 'key-workers'),
    paths.guide('en', 'family'),
    paths.settings('en'),
    paths.guides('en'),
    paths.step('en', 'key-workers', 3),
    paths.guidePdf('en', 'key-workers'),
    paths.words('ur', 'advocate'),
    paths.search('pl', 'plan'),
    paths.areas('en', '/en/family'),
    paths.services('en', 'staffordshire', 'speak up'),
    paths.myCetr('cy'),
    paths.picture('family-area.svg'),
    '/en/familiar',
    '/en/sign-in-help',
    '/desktop',
    '/demonstration',
    '/login-help',
    '/family',
    '/_astro/desk.css',
  ])('%s', (address) => {
    expect(isPrivate(address.split(/[?#]/)[0] ?? '')).toBe(false);
  });
});

test('an address carries whose page it is, and only where there is something to carry', () => {
  expect(paths.family('en')).toBe('/en/family');
  expect(paths.family('en', 'a b&c')).toBe('/en/family?about=a+b%26c');
  expect(paths.settings('en', '/en/guides/x?y=1', 'kept')).toBe('/en/settings?from=%2Fen%2Fguides%2Fx%3Fy%3D1&done=kept');
  expect(paths.settings('en', undefined, 'reset')).toBe('/en/settings?done=reset');
});

describe('someone goes back to', () => {
  test.each(['/', '/en', '/en/guides/key-workers', paths.family('en', '5f0c1c52-7b5e-4c0e-9a53-0d3a2a1f6f10'), '/en/settings?from=%2Fen'])('%s', (given) => {
    expect(localPath(given)).toBe(given);
  });
});

describe('nobody is led away to', () => {
  test.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '///evil.example',
    'https://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/en\r\nSet-Cookie: a=b',
    '/en\n',
    '/en\u0000',
    '/\u2028',
    '',
    null,
    undefined,
  ])('%j', (given) => {
    expect(localPath(given)).toBeUndefined();
  });

  test('any other site, whatever the address', () => {
    const part = fc.constantFrom('/', '\\', '.', '..', '@', ':', '?', '#', '%2f', '%5c', '%09', '\t', '\n', 'evil.example', 'https:', 'en', '&', '=');
    const given = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part).map((parts) => `/${parts.join('')}`),
    );
    fc.assert(
      fc.property(given, (address) => {
        const path = localPath(address) ?? '/';
        expect(new URL(path, 'https://alongside.example').origin).toBe('https://alongside.example');
      }),
      { numRuns: 2000 },
    );
  });
});

test('a name stands in an address in small letters of English', () => {
  expect([slugOf('Key worker'), slugOf("St John's (Stafford)"), slugOf('C(E)TR')]).toEqual(['key-worker', 'st-john-s-stafford-', 'c-e-tr']);
});
