import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseSigning, isLoginKind, isStrongEnough, isSubject, nhsVectors, packFlow, unpackFlow } from '#access/login.ts';

const flow = { kind: 'nhs', language: 'en', state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43) } as const;

test('what goes out with someone comes back with them', () => {
  expect(unpackFlow(packFlow(flow))).toEqual(flow);
  expect(unpackFlow(packFlow({ ...flow, session: 'h'.repeat(43) }))).toEqual({ ...flow, session: 'h'.repeat(43) });
});

test('whatever else a browser brings is nothing', () => {
  for (const broken of [{ kind: 'google' }, { language: 'xx' }, { state: '' }, { nonce: undefined }, { verifier: 'short' }, { session: 'x' }])
    expect(unpackFlow(packFlow({ ...flow, ...broken } as typeof flow)), JSON.stringify(broken)).toBeUndefined();
  expect(unpackFlow(undefined)).toBeUndefined();
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json().map(btoaOf)), (cookie) => unpackFlow(cookie) === undefined));
});

const btoaOf = (words: string) => Buffer.from(words).toString('base64url');

describe('NHS login is strong enough', () => {
  test.each([...nhsVectors, 'P9.Cp.Cd', 'P5.Cm', 'P9.Cp.Cd.Ck'])('with %s', (vot) => expect(isStrongEnough(vot)).toBe(true));
  test.each(['P0.Cp', 'P9', 'P9.Cd', 'P9.Cp.Cx', '', undefined, null, 9, ['P0.Cm']])('not with %j', (vot) => expect(isStrongEnough(vot)).toBe(false));
});

describe('a key signs', () => {
  test.each([
    ['rsa', undefined, 'RS512'],
    ['rsa', ['RS512'], 'RS512'],
    ['rsa', ['RS256', 'RS512'], 'RS512'],
    ['rsa', ['RS256', 'ES256'], 'RS256'],
    ['rsa', ['PS256'], 'PS256'],
    ['prime256v1', undefined, 'ES256'],
    ['prime256v1', ['RS256', 'ES256'], 'ES256'],
    ['secp384r1', undefined, 'ES384'],
    ['rsa', ['ES256'], undefined],
    ['prime256v1', ['RS512'], undefined],
    ['secp256k1', undefined, undefined],
    ['ed448', undefined, undefined],
    [undefined, undefined, undefined],
  ])('of type %s, where %j is taken, with %s', (type, accepted, name) => {
    expect(chooseSigning(type, accepted)?.name).toBe(name);
  });
});

test('a name at a provider is 1 to 255 plain characters', () => {
  for (const good of ['1', 'a'.repeat(255), '24400320-234545-234241-111', 'auth0|x y']) expect(isSubject(good), good).toBe(true);
  for (const bad of ['', 'a'.repeat(256), 'a\u0000', 'a\n', 'é']) expect(isSubject(bad), bad).toBe(false);
});

test('there are two kinds, and nothing that only looks like one', () => {
  expect(['nhs', 'work'].every(isLoginKind)).toBe(true);
  expect(['NHS', 'staff', '', 'toString', undefined].some(isLoginKind)).toBe(false);
});
