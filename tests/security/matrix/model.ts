/**
 * Who may see and do what, as the rules say it in words: pure, and written without looking at the SQL. The matrix compares
 * it with what the database does. Days are counted from today (-1 is yesterday); births are days as `2010-02-28`.
 */
export const categories = ['plan', 'hard times', 'reviews', 'my views', 'messages', 'contacts', 'rating', 'documents'] as const;
export type Category = (typeof categories)[number];
export type Stage = 'child' | 'sixteen' | 'eighteen';
export type Basis = 'parental responsibility' | 'young person' | 'best interests';
export const staffRelations = ['key worker', 'cover', 'team lead'];
/** Those who care at home, and those who help at a meeting. */
export const carerRelations = ['parent or carer', 'other family'];
export const helperRelations = ['advocate', 'other professional'];
/** Those in a circle to whom someone can give: neither staff nor the young person. */
export const familyRelations = [...carerRelations, ...helperRelations];

export interface Place {
  person: string;
  relation: string;
  hasResponsibility: boolean;
  from: number;
  to: number | null;
}
export interface Grant {
  id: string;
  person: string;
  category: Category;
  stage: Stage;
  basis: Basis;
  agreedBy: string | null;
  askedBy: string | null;
  givenBy: string | null;
  givenOn: number;
  takenBackBy: string | null;
}
export interface Restriction {
  id: string;
  person: string;
  categories: Category[];
  setBy: string;
  confirmedBy: string | null;
  liftAskedBy: string | null;
  liftedBy: string | null;
  lookAgain: number;
}
export interface Decision {
  id: string;
  kind: 'gillick' | 'capacity';
  isConfirmed: boolean;
  isEnded: boolean;
  lookAgain: number;
}
export interface Thread {
  id: string;
  /** Who is in it or was: their last day in it, and the day from which on they read it; none for good, and for all of it. */
  members: { person: string; hasLeft: boolean; until: number | null; readsFrom: number | null }[];
  messages: { id: string; author: string; sentOn: number; hasArrived: boolean }[];
}
/** What someone says about one topic, and how far it may go: only them, key worker, meeting, carers. */
export interface Said {
  author: string;
  topic: string;
  audience: 'me' | 'key worker' | 'meeting' | 'carers';
}
export interface YoungPerson {
  id: string;
  born: string;
  places: Place[];
  grants: Grant[];
  restrictions: Restriction[];
  decisions: Decision[];
  isFrozen: boolean;
  /** Looks in an emergency, with the minutes left. */
  glass: { id: string; staff: string; minutes: number; lookedBy: string | null }[];
  threads: Thread[];
  audit: { id: string; actor: string | null; forStaff: boolean }[];
  views: Said[];
  /** Links to papers, and whether someone ended them. */
  links: { id: string; maker: string; isEnded: boolean }[];
}
export interface Viewer {
  id: string;
  isStaff: boolean;
  leftOn: number | null;
  session: { method: 'email' | 'card' | 'passkey' | 'login' | 'demo'; state: 'open' | 'ended' | 'expired' | 'idle'; isFresh: boolean };
}
/** A day of this world, as `2026-03-01`. */
export type Today = string;

const isOn = ({ from, to }: Place) => from <= 0 && (to === null || to >= 0);
const stands = (restriction: Restriction) => restriction.confirmedBy !== null && restriction.liftedBy === null;
const placesOf = (person: string, about: YoungPerson, relations: string[]) =>
  about.places.filter((place) => place.person === person && relations.includes(place.relation) && isOn(place));
export const isRestricted = (person: string, about: YoungPerson, category?: Category) =>
  about.restrictions.some((one) => one.person === person && stands(one) && (category === undefined || one.categories.includes(category)));

/** In whole years. Someone born on 29 February is older from 1 March, in a year without that day. */
export function ageOn(born: string, day: string): number {
  const year = Number(day.slice(0, 4));
  // 29 February comes before 1 March and after 28 February, in every year: the words sort as the days do.
  return year - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0);
}

/** The same day of the month half a year later, or the last one there is. */
export function halfYearAfter(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 6, 0)).getUTCDate();
  return new Date(Date.UTC(year, month + 5, Math.min(date, last))).toISOString().slice(0, 10);
}

export function stageOn(born: string, day: string): Stage {
  const age = ageOn(born, day);
  return age < 16 ? 'child' : age < 18 ? 'sixteen' : 'eighteen';
}
export const openStages = ({ born }: YoungPerson, today: Today): Stage[] => [stageOn(born, today), stageOn(born, halfYearAfter(today))];

export function decider({ decisions }: YoungPerson, stage: Stage): Basis {
  const standing = decisions.filter(({ isEnded }) => !isEnded);
  if (stage === 'child') return standing.some(({ kind }) => kind === 'gillick') ? 'young person' : 'parental responsibility';
  const cannot = standing.some(({ kind, isConfirmed, lookAgain }) => kind === 'capacity' && isConfirmed && lookAgain >= 0);
  return cannot ? 'best interests' : 'young person';
}

/** True for nobody: no living session, a member of staff who came by an emailed link, or who has left. */
export function isNobody({ isStaff, leftOn, session }: Viewer): boolean {
  return session.state !== 'open' || (isStaff && ['email', 'card'].includes(session.method)) || (isStaff && leftOn !== null && leftOn <= 0);
}

/** One viewer and one young person: what the rules say of the two. */
export function between(viewer: Viewer, about: YoungPerson, today: Today) {
  const me = viewer.id;
  const someone = !isNobody(viewer);
  const stage = stageOn(about.born, today);
  const isSelf = someone && me === about.id && placesOf(me, about, ['young person']).length > 0 && !about.isFrozen;
  const isFamily = someone && placesOf(me, about, familyRelations).length > 0 && !about.isFrozen;
  const works = someone && viewer.isStaff && placesOf(me, about, staffRelations).length > 0 && !isRestricted(me, about);
  const looks = someone && viewer.isStaff && about.glass.some(({ staff, minutes }) => staff === me && minutes > 0) && !isRestricted(me, about);
  const leads = works && placesOf(me, about, ['team lead']).length > 0;
  const isFresh = someone && viewer.session.isFresh;
  const responsible = (person: string) =>
    stage !== 'eighteen' && !isRestricted(person, about) && placesOf(person, about, ['parent or carer']).some(({ hasResponsibility }) => hasResponsibility);
  /** Someone with parental responsibility, while it is theirs to answer for the child. */
  const answers = isFamily && responsible(me) && stage === 'child' && decider(about, 'child') === 'parental responsibility';
  const decides = (at: Stage) => isSelf && decider(about, at) === 'young person';

  const holds = (grant: Grant) =>
    grant.givenBy !== null &&
    grant.takenBackBy === null &&
    grant.stage === stage &&
    placesOf(me, about, familyRelations).some(({ from }) => grant.givenOn >= from) &&
    (grant.basis !== 'best interests' || decider(about, stage) === 'best interests');
  const isShared = (category: Category) =>
    isFamily && !isRestricted(me, about, category) && about.grants.some((grant) => grant.person === me && grant.category === category && holds(grant));
  const sees = (category: Category) => isSelf || works || (looks && category !== 'messages') || isShared(category);

  /** How the plan was before: a line that was taken out may be one that someone must not read. */
  const readsBefore = isSelf || works || looks;

  /** They speak for themself, as family or as an advocate, and may see this. */
  const hasVoice = (category: Category) =>
    someone && sees(category) && placesOf(me, about, ['young person', 'parent or carer', 'other family', 'advocate']).length > 0;

  const mayReceive = (grant: Pick<Grant, 'person' | 'stage' | 'basis' | 'agreedBy'>) =>
    grant.basis === decider(about, grant.stage) &&
    openStages(about, today).includes(grant.stage) &&
    placesOf(grant.person, about, familyRelations).length > 0 &&
    (grant.basis === 'young person'
      ? grant.agreedBy === about.id
      : grant.basis === 'best interests'
        ? grant.agreedBy === null
        : grant.agreedBy !== null && responsible(grant.agreedBy));

  const isIn = isSelf || isFamily || works || looks;
  const knows = ({ person, relation }: Place) =>
    isSelf ||
    works ||
    looks ||
    (isFamily && (person === me || ['young person', 'advocate', ...staffRelations].includes(relation))) ||
    (answers && about.grants.some((grant) => grant.person === person && grant.agreedBy === me && grant.stage === 'child'));
  const knowsLink = ({ maker }: YoungPerson['links'][number]) => works || isSelf || (isIn && maker === me);
  /** Sharing by a link: who decides or answers, and staff just checked. Not by a look in an emergency, and not while all is frozen. */
  const mayLink = (...needed: Category[]) =>
    !about.isFrozen && (works ? isFresh : !looks && ((isSelf && decides(stage)) || answers)) && needed.every((category) => sees(category));
  const memberOf = ({ members }: Thread) =>
    sees('messages') ? members.find(({ person, hasLeft, until }) => person === me && !hasLeft && (until === null || until >= 0)) : undefined;
  const isMember = (thread: Thread) => memberOf(thread) !== undefined;
  /** Their own, always; of others what has arrived, and was said since they came to answer. */
  const readsMessage = (thread: Thread, { author, sentOn, hasArrived }: Thread['messages'][number]) => {
    const member = memberOf(thread);
    return member !== undefined && (author === me || (hasArrived && (member.readsFrom === null || sentOn >= member.readsFrom)));
  };
  const cares = someone && placesOf(me, about, carerRelations).length > 0;
  const helps = someone && placesOf(me, about, helperRelations).length > 0 && !cares;
  /** The young person writes; and carers who may know of the reviews, but for those who work for them or look in an emergency. */
  const writes = isSelf || (cares && sees('reviews') && !works && !looks);
  /** Their own, always; of others what goes as far as them: to staff, to those who help at the meeting, to carers. */
  const reads = ({ author, audience }: Said, isOpen: boolean) =>
    (author === me && isIn) ||
    (isOpen && sees('my views') && (((works || looks) && audience !== 'me') || (helps && ['meeting', 'carers'].includes(audience)) || audience === 'carers'));
  return {
    me,
    someone,
    stage,
    isSelf,
    writes,
    reads,
    isFamily,
    isIn,
    works,
    looks,
    leads,
    isFresh,
    answers,
    decides,
    responsible,
    sees,
    readsBefore,
    hasVoice,
    mayReceive,
    knows,
    knowsLink,
    mayLink,
    isMember,
    readsMessage,
  };
}
export type Between = ReturnType<typeof between>;
