import type { Attempt } from './attempts.ts';
import { absences, idOf, numberOf, strangeStaff, viewers } from './circumstances.ts';
import { readersOf } from './conversing.ts';
import { quote, when } from './giving.ts';
import { between, isNobody, isRestricted, staffRelations, type Between, type Place, type Thread, type Today, type Viewer, type YoungPerson } from './model.ts';
import { changes } from './telling.ts';
import { staffIds } from './world.ts';

/** What staff do and where: every third leads a team, two and two are in one area. */
export const jobOf = (id: string) => (numberOf(id) % 3 === 2 ? 'team lead' : 'key worker');
export const areaOf = (id: string) => (numberOf(id) % 4 < 2 || id === strangeStaff ? 'x' : 'y');
const allStaff = [...staffIds, strangeStaff];
const hasLeft = (id: string) => {
  const { leftOn } = viewers.find((viewer) => viewer.id === id) ?? { leftOn: null };
  return leftOn !== null && leftOn <= 0;
};

const isOver = ({ to }: Place) => to !== null && to < 0;
const placesOf = ({ places }: YoungPerson, person: string, relations: string[]) =>
  places.filter((place) => place.person === person && relations.includes(place.relation));
const hasPlaceToKeep = (about: YoungPerson, person: string, relation: string) => placesOf(about, person, [relation]).some((place) => !isOver(place));

/** Someone's absence is theirs to write down, and that of team leads of their area or for a young person they work for. */
function maySayAway(viewer: Viewer, who: string, young: YoungPerson[], today: Today): boolean {
  if (isNobody(viewer) || !viewer.isStaff || !allStaff.includes(who) || hasLeft(who)) return false;
  if (who === viewer.id) return true;
  const worksThere = () => young.some((about) => hasPlaceToKeep(about, who, 'key worker') && between(viewer, about, today).works);
  return jobOf(viewer.id) === 'team lead' && (areaOf(viewer.id) === areaOf(who) || worksThere());
}

/** Colleagues of the same area, and who leads for one of their young people. */
const coversFor = (who: string, young: YoungPerson[]) =>
  allStaff.filter(
    (one) =>
      one !== who &&
      !hasLeft(one) &&
      (areaOf(one) === areaOf(who) || young.some((about) => hasPlaceToKeep(about, one, 'team lead') && hasPlaceToKeep(about, who, 'key worker'))),
  );

/** Of whom someone is the key worker in a time, and who stands in a circle as staff all of it. Days are counted from today. */
const worksFor = (who: string, young: YoungPerson[], first: number, last: number) =>
  young.filter((about) => placesOf(about, who, ['key worker']).some(({ from, to }) => from <= last && (to === null || to >= first)));
const standsThere = (about: YoungPerson, who: string, first: number, last: number) =>
  placesOf(about, who, staffRelations).some(({ from, to }) => from <= first && (to === null || to >= last));

/** About whom it is asked who may cover, and when they are away. */
const askedAbout = [...staffIds.slice(0, 6), idOf('a', 10), idOf('a', 13)];

/** What someone may know of who is away, and of who can cover. */
export function expectCovering(viewer: Viewer, young: YoungPerson[], today: Today): Record<string, string[]> {
  const asked = askedAbout.filter((who) => maySayAway(viewer, who, young, today));
  const uncovered = ({ person, cover, first, last }: (typeof absences)[number]) =>
    worksFor(person, young, Math.max(first, 0), last).filter((about) => isRestricted(cover, about) || !standsThere(about, cover, Math.max(first, 0), last));
  return {
    'possible covers': asked.flatMap((who) => coversFor(who, young).map((cover) => `${who} ${cover}`)),
    'who is away': absences.filter(({ person, last }) => last >= 0 && asked.includes(person)).map((absence) => `${absence.id} ${uncovered(absence).length}`),
  };
}
const whoAsked = `unnest(array['${askedAbout.join("', '")}']::uuid[]) as who`;
export const coveringQueries: Record<string, string> = {
  'possible covers': `select 'possible covers' as what, 'all' as whose, string_agg(who || ' ' || id, ',') as keys from ${whoAsked} cross join lateral possible_covers(who) having count(*) > 0`,
  'who is away': `select 'who is away' as what, 'all' as whose, string_agg(id || ' ' || cardinality(without), ',') as keys from ${whoAsked} cross join lateral absences_of(who) having count(*) > 0`,
};

/** True for who leads or covers for a young person today. */
const mayStepIn = (tie: Between, about: YoungPerson) =>
  tie.works && placesOf(about, tie.me, ['cover', 'team lead']).some((place) => place.from <= 0 && !isOver(place));
/** What was said by family or the young person, has arrived, and has no answer of staff that came after it. */
const isAway = (who: string) => absences.some(({ person, first, last }) => person === who && first <= 0 && last >= 0);
const waitingIn = ({ messages }: Thread) =>
  messages.filter(
    ({ author, sentOn, hasArrived }) =>
      hasArrived &&
      !allStaff.includes(author) &&
      !messages.some((answer) => allStaff.includes(answer.author) && answer.hasArrived && sentOn < -10 && answer.sentOn > sentOn),
  );

/** What waits with others where the viewer leads or covers: how much of it, and how many of staff could answer. */
export function expectWaiting(tie: Between, about: YoungPerson, today: Today): string[] {
  if (!mayStepIn(tie, about)) return [];
  return about.threads.flatMap((thread) => {
    const readers = readersOf(thread, about, today);
    const count = waitingIn(thread).length;
    return count === 0 || readers.includes(tie.me) ? [] : [`${thread.id} ${count} ${readers.filter((one) => allStaff.includes(one) && !isAway(one)).length}`];
  });
}

/** Stepping in where something waits with others. */
export function coveringOf(tie: Between, about: YoungPerson, today: Today): Attempt[] {
  return about.threads.map((thread) => {
    const stepIn = `step_in('${thread.id}', now() + interval '1 day')`;
    const isIn = readersOf(thread, about, today).includes(tie.me);
    return {
      what: 'step in',
      statement: isIn
        ? `select from ${stepIn} as is_in where is_in`
        : `select from ${changes(`select ${stepIn}`, 'thread_members', `thread_id = '${thread.id}' and person_id = current_person()`)} as changed where changed = 'mine'`,
      expected: when(mayStepIn(tie, about) && (isIn || waitingIn(thread).length > 0)),
    };
  });
}

/** Writing down that someone is away, changing it and taking it back. Who covers gets their places by it, and nobody else. */
export function awayOf(viewer: Viewer, young: YoungPerson[], today: Today): Attempt[] {
  const n = numberOf(viewer.id);
  const isFresh = viewer.session.isFresh;
  const whos = viewer.isStaff ? [viewer.id, ...[3, 5].map((step) => staffIds[(n + step) % staffIds.length]!)] : [idOf('a', 0)];
  const id = idOf('f', 999_999);
  const mine = `absence_id = '${id}'`;
  const keep = (form: string, who: string, first: number, last: number, cover: string) =>
    `keep_absence('${form}', '${who}', today() + ${first}, today() + ${last}, '${cover}')`;
  const attempt = (what: string, statement: string, isAllowed = false): Attempt => ({ what, statement, expected: when(isAllowed) });
  const attempts = whos.flatMap((who, i) => {
    const possible = coversFor(who, young);
    const cover = possible[(n + i) % possible.length] ?? strangeStaff;
    const isAllowed = isFresh && maySayAway(viewer, who, young, today) && possible.includes(cover);
    const given = worksFor(who, young, 20, 25).filter((about) => !isRestricted(cover, about) && !standsThere(about, cover, 20, 25));
    const list = given.map((about) => `${about.id} ${cover}`).toSorted();
    const kept = changes(`select ${keep(id, who, 20, 25, cover)}`, 'circle_members', mine);
    const ended = changes(`select end_absence('${id}')`, 'circle_members', mine);
    const stranger = allStaff.find((one) => !possible.includes(one)) ?? who;
    return [
      attempt(
        'write down that someone is away',
        `select from (select ${kept} as changed offset 0) kept where ${list.length > 0 ? `changed = 'mine'` : 'changed is null'} and matrix.covering('${id}') = '${list.join(',')}'`,
        isAllowed,
      ),
      attempt(
        'write down that someone is away, and take it back',
        `with kept as materialized (select ${keep(id, who, 20, 25, cover)} as wrong), ended as materialized (select ${ended} as changed from kept where wrong is null)
          select from ended where coalesce(changed, 'mine') = 'mine' and matrix.covering('${id}') = 'gone'`,
        isAllowed,
      ),
      attempt('write down that someone is away, with nobody who could cover', `select from ${keep(id, who, 20, 25, stranger)} as wrong where wrong is null`),
      attempt(
        'write down that someone is away, as the absence of someone else',
        `select from ${keep(absences.find(({ person }) => person !== who)!.id, who, 20, 25, cover)} as wrong where wrong is null`,
      ),
    ];
  });
  return [
    ...attempts,
    ...absences.map(({ id: absence, person, last }) =>
      attempt(
        'take an absence back',
        `select from ${changes(`select end_absence('${absence}')`, 'absences', `id = '${absence}'`)} as changed where changed = 'mine'`,
        last >= 0 && maySayAway(viewer, person, young, today),
      ),
    ),
  ];
}

/** What nobody may do: write absences or places beside these ways, or do a part of them. */
export function awayByNobody(about: YoungPerson, me: string): string[] {
  const [young, mine, absence] = [quote(about.id), quote(me), quote(absences[0]!.id)];
  return [
    `insert into absences (person_id, first_day, last_day, cover_id) values (${mine}, today(), today(), ${quote(strangeStaff)})`,
    `update absences set cover_id = ${mine}`,
    'delete from absences',
    `update circle_members set absence_id = ${absence} where young_person_id = ${young}`,
    `select covers_for(${mine})`,
    `select works_for(${mine}, today(), today())`,
    `select stands_there(${young}, ${mine}, today(), today())`,
    `select end_cover(${absence})`,
    `select begin_cover(${absence})`,
  ];
}
