import fc from 'fast-check';
import {
  categories,
  decider,
  familyRelations,
  halfYearAfter,
  openStages,
  stageOn,
  type Basis,
  type Category,
  type Stage,
  type Viewer,
  type YoungPerson,
} from './model.ts';

/** The id of the nth thing of a kind: short to read in a difference, and its number can be read back. */
export const idOf = (kind: string, n: number) => `${kind.repeat(8)}-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const numberOf = (id: string) => Number(id.slice(24));

const open = { state: 'open', isFresh: false } as const;
const staff = { isStaff: true, leftOn: null };
const fresh = { method: 'passkey', state: 'open', isFresh: true } as const;
/** Everyone who looks: how they came in, and whether they are staff. What they are to each young person is drawn anew. */
export const viewers: Viewer[] = [
  ...Array.from({ length: 5 }, () => ({ ...staff, session: fresh })),
  { ...staff, session: { ...fresh, method: 'demo' as const } },
  { ...staff, session: { ...open, method: 'login' as const } },
  { ...staff, session: { ...open, method: 'passkey' as const } },
  { ...staff, leftOn: 1, session: fresh },
  { ...staff, leftOn: 0, session: fresh },
  { ...staff, leftOn: -1, session: fresh },
  { ...staff, session: { ...fresh, method: 'email' as const } },
  { ...staff, session: { ...fresh, state: 'ended' as const } },
  ...Array.from({ length: 5 }, () => ({ isStaff: false, leftOn: null, session: { ...open, method: 'email' as const } })),
  { isStaff: false, leftOn: null, session: { ...open, method: 'card' as const } },
  { isStaff: false, leftOn: null, session: fresh },
  { isStaff: false, leftOn: null, session: { ...open, method: 'login' as const } },
  ...(['ended', 'expired', 'idle'] as const).map((state) => ({ isStaff: false, leftOn: null, session: { ...fresh, state } })),
].map((viewer, n) => ({ id: idOf('a', n), ...viewer }));
const staffIds = viewers.filter(({ isStaff }) => isStaff).map(({ id }) => id);
/** Someone who stands in no circle, by no chance: a member of staff, and two whom nobody here works with. */
export const newcomer = idOf('a', 4);
export const stranger = idOf('a', 99);
export const strangeStaff = idOf('a', 98);
/** The newcomer is away, and so is one of the others; someone whom nobody knows covers for them. More are away on other days, counted from today. */
export const absences = [
  { person: idOf('a', 0), cover: strangeStaff, first: 0, last: 0 },
  { person: newcomer, cover: idOf('a', 3), first: 0, last: 0 },
  { person: idOf('a', 1), cover: idOf('a', 5), first: 3, last: 9 },
  { person: idOf('a', 2), cover: idOf('a', 6), first: -9, last: -2 },
  { person: idOf('a', 3), cover: idOf('a', 7), first: -2, last: 2 },
].map((one, n) => ({ id: idOf('4', 900_000 + n), ...one }));

// What is first in a list is what a failing case shrinks to; what stands there twice comes twice as often.
const day = fc.constantFrom(-400, -400, -400, -30, -1, 0, 1);
const lastDay = fc.constantFrom(null, null, null, null, -1, 0, 1, 30);
const anyViewer = fc.nat(viewers.length - 1);
const category = fc.constantFrom<Category>(...categories);
const stage = fc.constantFrom<'now' | 'next' | Stage>('now', 'now', 'now', 'now', 'next', 'child', 'sixteen', 'eighteen');
const basis = fc.constantFrom<'right' | Basis>(
  'right',
  'right',
  'right',
  'right',
  'right',
  'right',
  'parental responsibility',
  'young person',
  'best interests',
);
const agreed = fc.constantFrom<'right' | 'young person' | 'anyone' | 'no parent now' | 'a parent from tomorrow'>(
  'right',
  'right',
  'right',
  'right',
  'young person',
  'anyone',
  'no parent now',
  'a parent from tomorrow',
);
const grant = fc.record({
  category,
  stage,
  basis,
  agreed,
  anyone: anyViewer,
  state: fc.constantFrom('given', 'given', 'given', 'given', 'asked', 'asked', 'asked and given', 'taken back'),
  on: fc.constantFrom(-20, -20, -20, -20, 0, -1, -30, -400, -401, -700),
});
const restriction = fc.record({
  categories: fc.subarray([...categories], { minLength: 1 }),
  state: fc.constantFrom('confirmed', 'confirmed', 'set', 'lift asked', 'lifted'),
  setBy: fc.nat(staffIds.length - 1),
  lookAgain: fc.constantFrom(30, -10),
});
const tie = (relations: (string | null)[], glass: (number | null)[]) =>
  fc.record({
    relation: fc.constantFrom(...relations),
    hasResponsibility: fc.constantFrom(false, true, true),
    from: day,
    to: lastDay,
    wasHereBefore: fc.constantFrom(false, false, false, true),
    grants: fc.array(grant, { maxLength: 5 }),
    restriction: fc.option(restriction, { freq: 6, nil: null }),
    glass: fc.constantFrom(...glass),
    thread: fc.constantFrom(null, null, 'in', 'in', 'left', 'until yesterday', 'until today', 'from the second day'),
  });
const staffTie = tie(
  [null, null, null, 'key worker', 'key worker', 'cover', 'team lead', 'team lead', 'other family', 'parent or carer'],
  [null, null, 30, -5],
);
const familyTie = tie([null, 'parent or carer', 'parent or carer', 'parent or carer', ...familyRelations.slice(1)], [null]);
const probe = fc.record({
  anyone: anyViewer,
  receiver: fc.constantFrom('someone in the circle', 'someone in the circle', 'anyone'),
  category,
  stage,
  basis,
  agreed,
});

/** A young person and everyone around them, as one draw of chance. */
export const circumstances = fc.record({
  age: fc.oneof(
    { withCrossShrink: true },
    fc.record({ kind: fc.constant('days'), years: fc.integer({ min: 6, max: 24 }), off: fc.integer({ min: 0, max: 364 }) }),
    fc.record({ kind: fc.constant('birthday'), years: fc.constantFrom(16, 18), off: fc.constantFrom(-1, 0, 1) }),
    fc.record({ kind: fc.constant('half a year before'), years: fc.constantFrom(16, 18), off: fc.constantFrom(-1, 0, 1) }),
    fc.record({ kind: fc.constant('29 February'), years: fc.constantFrom(2004, 2008, 2012), off: fc.constant(0) }),
  ),
  isFrozen: fc.constantFrom(false, false, false, false, false, true),
  decisions: fc.array(
    fc.record({
      kind: fc.constantFrom<'gillick' | 'capacity'>('gillick', 'capacity'),
      isConfirmed: fc.boolean(),
      isEnded: fc.constantFrom(false, false, true),
      lookAgain: fc.constantFrom(30, 1, 0, -1),
    }),
    { maxLength: 2 },
  ),
  self: fc.record({
    from: fc.constantFrom(-400, -400, -400, -400, 0, 1),
    to: fc.constantFrom(null, null, null, null, 0, -1),
    isIn: fc.boolean(),
    state: fc.constantFrom<Viewer['session']['state']>('open', 'open', 'open', 'open', 'ended', 'idle'),
  }),
  ties: fc.tuple(...viewers.map(({ isStaff }) => (isStaff ? staffTie : familyTie))),
  probes: fc.array(probe, { minLength: 2, maxLength: 2 }),
  audit: fc.array(
    fc.record({ actor: fc.option(fc.oneof(anyViewer, anyViewer, fc.constant(99)), { nil: null }), forStaff: fc.constantFrom(false, false, true) }),
    { minLength: 3, maxLength: 12 },
  ),
});
export type Circumstances = typeof circumstances extends fc.Arbitrary<infer T> ? T : never;
export type Age = Circumstances['age'];

/** Ages that a run must not miss, so the first world has each. */
export const cornerAges: Age[] = ([16, 18] as const).flatMap((years) =>
  (['birthday', 'half a year before'] as const).flatMap((kind) => ([-1, 0, 1] as const).map((off) => ({ kind, years, off }))),
);

/** Decisions that a run must not miss: of each kind one that stands, was ended, waits for a second, or whose day is past. */
export const cornerDecisions: Circumstances['decisions'] = (['gillick', 'capacity'] as const).flatMap((kind) => {
  const standing = { kind, isConfirmed: true, isEnded: false, lookAgain: 30 as const };
  return [standing, { ...standing, isEnded: true }, { ...standing, isConfirmed: false }, { ...standing, lookAgain: -1 as const }];
});

/** The first of many draws with every corner of age and decision in it. */
export function withCorners(cases: Circumstances[]): Circumstances[] {
  return cases.map((drawn, n) => {
    const decision = cornerDecisions[n - cornerAges.length];
    return { ...drawn, age: cornerAges[n] ?? drawn.age, decisions: decision ? [decision] : drawn.decisions };
  });
}

/** The day of birth that an age means on a day. */
export function bornOf({ kind, years, off }: Age, today: string): string {
  if (kind === '29 February') return `${years}-02-29`;
  const from = kind === 'half a year before' ? halfYearAfter(today) : today;
  const [year = 0, month = 0, date = 0] = from.split('-').map(Number);
  const shift = kind === 'days' ? -off : off;
  return new Date(Date.UTC(year - years, month - 1, date + shift)).toISOString().slice(0, 10);
}

/** Fills in what a grant or a try leaves open: the stage of today or the next, the basis and who agrees, as would be right. */
export function complete(
  given: { stage: 'now' | 'next' | Stage; basis: 'right' | Basis; agreed: string; anyone: number },
  about: YoungPerson,
  today: string,
): { stage: Stage; basis: Basis; agreedBy: string | null } {
  const now = stageOn(about.born, today);
  const at = given.stage === 'now' ? now : given.stage === 'next' ? (openStages(about, today)[1] ?? now) : given.stage;
  const on = given.basis === 'right' ? decider(about, at) : given.basis;
  const parent = about.places.find(({ hasResponsibility, relation, to }) => hasResponsibility && relation === 'parent or carer' && to === null)?.person;
  const other = about.places.find(
    ({ hasResponsibility, relation, from, to }) => hasResponsibility && (relation !== 'parent or carer' || from > 0 || (to !== null && to < 0)),
  );
  const rightly = on === 'young person' ? about.id : (parent ?? idOf('a', given.anyone));
  const later = about.places.find(({ hasResponsibility, relation, from }) => hasResponsibility && relation === 'parent or carer' && from > 0);
  const agreeing: Record<string, string | undefined> = {
    'young person': about.id,
    anyone: idOf('a', given.anyone),
    'no parent now': other?.person,
    'a parent from tomorrow': later?.person,
  };
  const by = agreeing[given.agreed] ?? rightly;
  return { stage: at, basis: on, agreedBy: on === 'best interests' ? null : by };
}
