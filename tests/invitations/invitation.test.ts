import { describe, expect, test } from 'vitest';
import en from '#content/words/en.json' with { type: 'json' };
import { invitedRelations, mayHaveAgreed, needsSecond, NewInvitation, stateOf, type Invitation, type SharingChoice } from '#invitations/invitation.ts';

const ids = { id: '5f0c1c52-7b5e-4c0e-9a53-0d3a2a1f6f10', youngPerson: '0b8f7a52-53d1-4f6c-8a8e-6f4f3a1d2c3b' };
const form = { ...ids, relation: 'other family', name: 'Ivy Hartley', knownAs: 'Gran', address: 'ivy@example.org' };
const mistakes = (sent: object) => Object.fromEntries(NewInvitation.safeParse(sent).error?.issues.map(({ path, message }) => [path[0], message]) ?? []);

describe('an invitation', () => {
  test('shares what is ticked, and nothing else', () => {
    expect(NewInvitation.parse(form).shares).toEqual([]);
    const sent = NewInvitation.parse({ ...form, 'see hard times': 'on', 'see plan': 'on', 'see secrets': 'on' });
    expect(sent.shares).toEqual(['plan', 'hard times']);
  });

  test('of the young person shares nothing, because it is theirs, and needs no name', () => {
    const sent = NewInvitation.parse({ ...ids, relation: 'young person', name: '', knownAs: '', 'see plan': 'on' });
    expect(sent.shares).toEqual([]);
  });

  test('has parental responsibility only for a parent or carer', () => {
    expect(NewInvitation.parse({ ...form, responsibility: 'on' }).hasResponsibility).toBe(false);
    expect(NewInvitation.parse({ ...form, relation: 'parent or carer', responsibility: 'on' }).hasResponsibility).toBe(true);
    expect(NewInvitation.parse({ ...form, relation: 'parent or carer' }).hasResponsibility).toBe(false);
  });

  test('without anything says all that is missing at once', () => {
    expect(mistakes(ids)).toEqual({ relation: 'relationMissing', name: 'nameMissing', knownAs: 'knownAsMissing' });
    expect(mistakes({ ...form, address: 'ivy' })).toEqual({ address: 'emailWrong' });
    for (const sent of [undefined, null, 5, [], {}]) expect(NewInvitation.safeParse(sent).success).toBe(false);
  });

  test.each([
    ['a null byte', 'Ivy\u0000 Hartley', 'Ivy Hartley'],
    ['blanks', '  Ivy \u00a0\t Hartley\r\n', 'Ivy Hartley'],
    ['half an emoji', 'Ivy\ud83d', 'Ivy'],
    ['marks that turn words around', '\u202eIvy\u200b', 'Ivy'],
  ])('keeps a name without %s', (_, typed, kept) => {
    expect(NewInvitation.parse({ ...form, name: typed }).name).toBe(kept);
  });

  test('keeps any name that people have, up to 120 letters', () => {
    for (const name of ['Zoë O’Brien-Łuczak', 'محمد خان', '李', 'é'.repeat(120), '😀'.repeat(120)])
      expect(NewInvitation.parse({ ...form, name }).name).toBe(name);
    expect(mistakes({ ...form, name: 'a'.repeat(121) })).toEqual({ name: 'nameLong' });
    expect(mistakes({ ...form, knownAs: 'a'.repeat(61) })).toEqual({ knownAs: 'nameLong' });
  });

  test('of staff is none: they come in another way', () => {
    for (const relation of ['key worker', 'cover', 'team lead']) expect(mistakes({ ...form, relation })).toEqual({ relation: 'relationMissing' });
  });
});

test('who could act for a child, or is the child, or other staff, needs a second member of staff', () => {
  const needed = invitedRelations.map((relation) => [relation, needsSecond(relation, false), needsSecond(relation, relation === 'parent or carer')]);
  expect(needed).toEqual([
    ['parent or carer', false, true],
    ['other family', false, false],
    ['advocate', false, false],
    ['other professional', true, true],
    ['young person', true, true],
  ]);
});

describe('who can have agreed', () => {
  const choice = (basis: SharingChoice['basis']): SharingChoice => ({ basis, people: [{ id: 'sam', name: 'Sam' }] });

  test('is the young person where they decide, and nobody else', () => {
    expect(mayHaveAgreed(choice('young person'), 'maya', 'maya', false)).toBe(true);
    for (const other of ['sam', 'themself', 'together', '']) expect(mayHaveAgreed(choice('young person'), other, 'maya', true)).toBe(false);
  });

  test('is someone with parental responsibility where it is theirs, or who comes with it', () => {
    expect(mayHaveAgreed(choice('parental responsibility'), 'sam', 'maya', false)).toBe(true);
    expect(mayHaveAgreed(choice('parental responsibility'), 'themself', 'maya', true)).toBe(true);
    expect(mayHaveAgreed(choice('parental responsibility'), 'themself', 'maya', false)).toBe(false);
    for (const other of ['maya', 'together', '', 'dilys']) expect(mayHaveAgreed(choice('parental responsibility'), other, 'maya', true)).toBe(false);
  });

  test('is those who decided together, in best interests', () => {
    expect(mayHaveAgreed(choice('best interests'), 'together', 'maya', false)).toBe(true);
    for (const other of ['sam', 'maya', 'themself', '']) expect(mayHaveAgreed(choice('best interests'), other, 'maya', true)).toBe(false);
  });
});

describe('an invitation stands at', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 4, number));
  const none = { id: 'i', name: 'Ivy', address: null, madeBy: 'priya', madeByName: null, answeredAt: null };
  const base: Invitation = {
    ...none,
    relation: 'other family',
    parentalResponsibility: false,
    madeAt: day(1),
    confirmedAt: null,
    withdrawnAt: null,
    answer: null,
    way: { id: 'w', endsAt: day(8), usedAt: null },
  };

  test.each<[string, Partial<Invitation>, Date]>([
    ['waiting', {}, day(7)],
    ['ended', {}, day(8)],
    ['started', { way: { id: 'w', endsAt: day(8), usedAt: day(3) } }, day(30)],
    ['second', { parentalResponsibility: true, way: null }, day(2)],
    ['waiting', { parentalResponsibility: true, way: null, confirmedAt: day(6) }, day(12)],
    ['ended', { parentalResponsibility: true, way: null, confirmedAt: day(6) }, day(13)],
    ['ended', { way: null }, day(8)],
    ['withdrawn', { withdrawnAt: day(2) }, day(2)],
    ['yes', { answer: 'yes', way: { id: 'w', endsAt: day(8), usedAt: day(3) } }, day(30)],
    ['no', { answer: 'no' }, day(30)],
  ])('%s', (state, changes, now) => {
    expect(stateOf({ ...base, ...changes }, now)).toBe(state);
  });
});

test('each relation, basis and state has words', () => {
  const words: Record<string, Record<string, string>> = { ...en.invite } as never;
  expect(Object.keys(words.you ?? {}).toSorted()).toEqual([...invitedRelations].toSorted());
  expect(Object.keys(words.agreed ?? {}).toSorted()).toEqual(['best interests', 'parental responsibility', 'young person']);
  expect(Object.keys(words.state ?? {})).toEqual(['second', 'waiting', 'started', 'yes', 'no', 'withdrawn', 'ended']);
});
