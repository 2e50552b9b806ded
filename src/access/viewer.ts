import type { LanguageCode } from '#language/languages.ts';
import type { Category } from '#people/category.ts';
import type { Relation } from '#people/person.ts';

/** A young person in whose family area someone may be, and what they are to them. */
export interface Place {
  id: string;
  name: string;
  knownAs: string;
  relation: Relation;
  /** What of them the viewer may see now. What they may not see has no page and no link. */
  sees: Category[];
}

/** The person who is signed in. Knowing who someone is allows nothing by itself: the database decides what they see. */
export interface Viewer {
  /** The session's secret. It stays on the server and goes nowhere but to the database. */
  token: string;
  id: string;
  name: string;
  knownAs: string;
  language: LanguageCode;
  /** Seconds until the session ends if nothing more comes of the person. */
  secondsLeft: number;
  /** True for 5 minutes after a passkey said that it is still them. What reaches far needs it, at the desk. */
  isFresh: boolean;
  /** Set for those who work for the service. */
  job: 'key worker' | 'team lead' | null;
  /** Their own family's young people, or themself. Not the people whom they work for. */
  youngPeople: Place[];
  /** "Is this the right child?", or for the young person "Is this you?", waits for their answer. */
  question?: 'child' | 'you' | undefined;
}

/**
 * True where that question comes before the page. Nothing is shown to someone who may be the wrong person. Who has young
 * people already is asked at the entrance only, and may answer later.
 */
export function isAskedFirst({ question, youngPeople }: Viewer, isEntrance: boolean): boolean {
  if (!question) return false;
  return question === 'you' || youngPeople.length === 0 || isEntrance;
}

/**
 * Whose page this is: the young person named in the address, or the only one there is. Undefined where the viewer has
 * to choose, or named someone who is not theirs.
 */
export function chooseYoungPerson(viewer: Viewer, named: string | null): Place | undefined {
  if (named !== null) return viewer.youngPeople.find(({ id }) => id === named);
  return viewer.youngPeople.length === 1 ? viewer.youngPeople[0] : undefined;
}

/** True where the viewer is the young person whom the page is about: it speaks to them as "you". */
export function isOwnPage(place: Place): boolean {
  return place.relation === 'young person';
}
