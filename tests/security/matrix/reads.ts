import { idOf, numberOf } from './circumstances.ts';
import { agreementsOf, remarksOf, visitorOf } from './record-rows.ts';
import { expectConversing } from './conversing.ts';
import { expectWaiting } from './covering.ts';
import { expectLeading } from './leading.ts';
import { expectChanged } from './moments.ts';
import { between, categories, isNobody, type Category, type Today, type Viewer, type YoungPerson } from './model.ts';

/** What the rules let a viewer read of one young person: by table, the keys of its rows. `opened` are categories opened before. */
export function expectReads(viewer: Viewer, about: YoungPerson, today: Today, opened: readonly Category[]): Record<string, string[]> {
  const tie = between(viewer, about, today);
  const reads = (category: Category) => tie.sees(category) && (tie.isSelf || opened.includes(category));
  const one = (category: Category) => (reads(category) ? ['x'] : []);
  // What stands, and with it how it was before, for those who may know that.
  const version = (category: Category) => one(category).flatMap((key) => (tie.readsBefore ? [key, 'before'] : [key]));
  const seenPlaces = about.places.filter(tie.knows);
  const answersFor = (actor: string | null) => tie.answers && seenPlaces.some(({ person }) => person === actor);
  // Who helps someone back in sees that they did; the number of a young person is that of what is about them.
  const isStarter = tie.someone && tie.me === idOf('a', 2);
  const n = numberOf(about.id);
  return {
    plan: version('plan'),
    goals: version('plan'),
    'hard times': version('hard times'),
    remarks: remarksOf(about.id, n)
      .filter(
        ({ written_by: writer, about: what }) =>
          (writer === tie.me || tie.isSelf || tie.works || tie.looks) && reads(what === 'when things get hard' ? 'hard times' : 'plan'),
      )
      .map(({ id }) => id),
    agreements: agreementsOf(about.id, n)
      .filter(
        ({ said_by: sayer, about: what }) =>
          (sayer === about.id || sayer === tie.me || tie.isSelf || tie.works || tie.looks) &&
          (what !== 'plan before' || tie.readsBefore) &&
          reads(what === 'hard times' ? 'hard times' : 'plan'),
      )
      .map(({ id }) => id),
    visits: tie.someone && visitorOf(n) === tie.me ? ['x'] : [],
    reviews: one('reviews'),
    'review people': one('reviews'),
    ...expectLeading(tie, about, reads('reviews')),
    'review places': one('contacts'),
    'hospital stays': one('contacts'),
    'hospital visits': one('contacts'),
    'discharge steps': one('contacts'),
    ratings: one('rating'),
    views: about.views.filter((said) => tie.reads(said, tie.isSelf || opened.includes('my views'))).map(({ author, audience }) => `${author} ${audience}`),
    documents: one('documents'),
    ...expectConversing(tie, about, reads('messages'), today),
    changed: expectChanged(tie, about, today),
    'waiting in team': expectWaiting(tie, about, today),
    recoveries: tie.works || isStarter ? ['x'] : [],
    'ways in': [...(tie.works && n % 2 === 0 ? [idOf('0', n * 4)] : []), ...(tie.works || isStarter ? [idOf('0', n * 4 + 1)] : [])],
    'young person': tie.isIn ? ['x'] : [],
    circle: seenPlaces.map(({ person, relation, from }) => `${person} ${relation} ${from}`),
    grants: about.grants
      .filter(({ agreedBy, stage }) => tie.isSelf || tie.works || (tie.answers && agreedBy === tie.me && stage === 'child'))
      .map(({ id }) => id),
    restrictions: tie.works ? about.restrictions.map(({ id }) => id) : [],
    decisions: tie.works || tie.isSelf ? about.decisions.map(({ id }) => id) : [],
    freezes: tie.works && about.isFrozen ? ['x'] : [],
    emergencies: about.glass.filter(({ staff }) => tie.works || (tie.someone && staff === tie.me)).map(({ id }) => id),
    'whose review': tie.sees('reviews') ? ['x'] : [],
    'share links': about.links.filter(tie.knowsLink).map(({ id }) => id),
    'share opens': about.links.filter(tie.knowsLink).map(({ id }) => id),
    invitations: tie.works ? ['x'] : [],
    audit: about.audit
      .filter(
        ({ actor, forStaff }) =>
          tie.works || (!forStaff && (tie.isSelf || answersFor(actor) || (tie.answers && about.glass.some(({ staff }) => staff === actor)))),
      )
      .map(({ id }) => id),
  };
}

/** Someone away, and who covers. */
export interface Absence {
  person: string;
  cover: string;
}

/** The people whom a viewer knows by name: themself, whose place they see, who covers, who is in their threads, who looked at their own page or in an emergency; and staff their colleagues. */
export function expectPeople(viewer: Viewer, everyone: YoungPerson[], staff: Set<string>, absences: Absence[], today: Today): Record<string, string[]> {
  if (isNobody(viewer)) return { people: [], staff: [], hours: [], absences: [], addresses: [], 'calendar feeds': [], 'reading settings': [] };
  const inCircles = new Set([viewer.id]);
  const others = new Set<string>();
  for (const about of everyone) {
    const tie = between(viewer, about, today);
    for (const { person } of about.places.filter(tie.knows)) inCircles.add(person);
    for (const thread of about.threads.filter(tie.isMember)) for (const { person } of thread.members) others.add(person);
    if (tie.isSelf) for (const { actor, forStaff } of about.audit) if (actor && !forStaff) others.add(actor);
    // Whoever looked in an emergency is known to the family, and to staff.
    if (tie.isSelf || tie.answers || tie.works) for (const { staff: looker } of about.glass) others.add(looker);
  }
  // Staff know their colleagues, also those who left: what they wrote down stays theirs.
  if (viewer.isStaff) for (const colleague of staff) others.add(colleague);
  const away = absences.filter(({ person }) => inCircles.has(person));
  const withCovers = inCircles.union(new Set(away.map(({ cover }) => cover)));
  return {
    people: [...withCovers.union(others)],
    staff: [...withCovers.intersection(staff)],
    hours: [...inCircles.intersection(staff)],
    absences: away.map(({ person }) => person),
    addresses: [viewer.id],
    'calendar feeds': [viewer.id],
    'reading settings': [viewer.id],
  };
}

/** Categories that the first opening opens of everyone: the rest must stay shut. */
export const halfOpened: Category[] = ['plan', 'reviews', 'my views', 'messages'];
export const allOpened: readonly Category[] = categories;
