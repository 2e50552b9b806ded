import { categories, familyRelations, isRestricted, staffRelations, stageOn, type Place, type YoungPerson } from './model.ts';
import { viewers, type Circumstances } from './circumstances.ts';
import type { World } from './world.ts';

/** Everything that can vary. A run that never meets one of these proves less than it says, and fails. */
export const dimensions: string[] = [
  ...['young person', ...familyRelations, ...staffRelations].map((relation) => `relation: ${relation}`),
  ...['begins tomorrow', 'first day', 'last day', 'ended yesterday', 'ended long ago', 'open', 'back again'].map((state) => `place: ${state}`),
  ...['child', 'sixteen', 'eighteen'].map((stage) => `stage: ${stage}`),
  ...[16, 18].flatMap((years) => ['birthday', 'half a year before'].flatMap((kind) => [-1, 0, 1].map((off) => `age: ${kind} ${years}, ${off}`))),
  'age: born on 29 February',
  ...categories.flatMap((category) => ['given', 'asked', 'asked and given', 'taken back'].map((state) => `grant: ${category}, ${state}`)),
  ...['parental responsibility', 'young person', 'best interests'].map((basis) => `grant: ${basis}`),
  'grant: of another stage',
  'grant: from before the place',
  ...categories.map((category) => `restriction: ${category}`),
  ...['confirmed', 'set', 'lift asked', 'lifted', 'past its day', 'of staff', 'of a parent with responsibility'].map((state) => `restriction: ${state}`),
  ...['frozen', 'not frozen'].map((state) => `freeze: ${state}`),
  ...['gillick', 'capacity'].flatMap((kind) => ['standing', 'ended', 'unconfirmed', 'past its day'].map((state) => `decision: ${kind}, ${state}`)),
  ...['open', 'over'].map((state) => `emergency: ${state}`),
  ...['in', 'left', 'not in', 'until yesterday', 'until today', 'from the second day'].map((state) => `thread: ${state}`),
  ...['email', 'card', 'passkey', 'login', 'demo'].flatMap((method) => `session: ${method}`),
  ...['open', 'ended', 'expired', 'idle', 'fresh', 'stale'].map((state) => `session: ${state}`),
  ...['staff who leave tomorrow', 'staff who left today', 'staff who left yesterday', 'staff by an emailed link', 'staff who are family'].map(
    (who) => `who: ${who}`,
  ),
];

/** What of these a world has. */
export function dimensionsOf({ today, cases, young, selves }: World): Set<string> {
  const met = new Set<string>();
  for (const { isStaff, leftOn, session } of [...viewers, ...selves]) {
    met
      .add(`session: ${session.method}`)
      .add(`session: ${session.state}`)
      .add(`session: ${session.isFresh ? 'fresh' : 'stale'}`);
    if (leftOn !== null) met.add(`who: staff who ${leftOn > 0 ? 'leave tomorrow' : leftOn === 0 ? 'left today' : 'left yesterday'}`);
    if (isStaff && session.method === 'email') met.add('who: staff by an emailed link');
  }
  for (const [n, about] of young.entries()) {
    for (const one of ofYoungPerson(about, cases[n]!, today)) met.add(one);
    for (const one of ofGrants(about, cases[n]!, today)) met.add(one);
  }
  return met;
}

function* ofYoungPerson(about: YoungPerson, { age, ties }: Circumstances, today: string): Generator<string> {
  yield `stage: ${stageOn(about.born, today)}`;
  yield `freeze: ${about.isFrozen ? 'frozen' : 'not frozen'}`;
  if (age.kind === '29 February') yield 'age: born on 29 February';
  if (age.kind === 'birthday' || age.kind === 'half a year before') yield `age: ${age.kind} ${age.years}, ${age.off}`;
  const staff = new Set(viewers.filter(({ isStaff }) => isStaff).map(({ id }) => id));
  for (const place of about.places) {
    yield `relation: ${place.relation}`;
    yield `place: ${stateOf(place, about)}`;
    if (staff.has(place.person) && familyRelations.includes(place.relation)) yield 'who: staff who are family';
  }
  for (const one of about.restrictions) {
    for (const category of one.categories) yield `restriction: ${category}`;
    yield `restriction: ${one.liftedBy ? 'lifted' : one.liftAskedBy ? 'lift asked' : one.confirmedBy ? 'confirmed' : 'set'}`;
    if (one.lookAgain < 0 && isRestricted(one.person, about)) yield 'restriction: past its day';
    if (isRestricted(one.person, about)) {
      if (about.places.some(({ person, relation }) => person === one.person && staffRelations.includes(relation))) yield 'restriction: of staff';
      if (about.places.some(({ person, hasResponsibility }) => person === one.person && hasResponsibility))
        yield 'restriction: of a parent with responsibility';
    }
  }
  for (const { kind, isConfirmed, isEnded, lookAgain } of about.decisions) {
    const state = isEnded ? 'ended' : !isConfirmed ? 'unconfirmed' : lookAgain < 0 ? 'past its day' : 'standing';
    yield `decision: ${kind}, ${state}`;
  }
  for (const { minutes } of about.glass) yield `emergency: ${minutes > 0 ? 'open' : 'over'}`;
  for (const { thread } of ties) yield `thread: ${thread ?? 'not in'}`;
}

function stateOf({ person, from, to }: Place, { places }: YoungPerson): string {
  if (from > 0) return 'begins tomorrow';
  if (to !== null && to < -100) return 'ended long ago';
  if (to === -1) return 'ended yesterday';
  if (to === 0) return 'last day';
  if (places.filter((place) => place.person === person).length > 1) return 'back again';
  return from === 0 ? 'first day' : 'open';
}

function* ofGrants(about: YoungPerson, { ties }: Circumstances, today: string): Generator<string> {
  for (const { grants } of ties) for (const { category, state } of grants) yield `grant: ${category}, ${state}`;
  for (const { basis, stage, person, givenOn } of about.grants) {
    yield `grant: ${basis}`;
    if (stage !== stageOn(about.born, today)) yield 'grant: of another stage';
    if (about.places.some((place) => place.person === person && place.from > givenOn && place.from <= 0)) yield 'grant: from before the place';
  }
}
