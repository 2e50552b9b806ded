import { z } from 'zod';
import { staffRelations, type Relation } from '#people/person.ts';
import type { Share } from './consent.ts';

/** Someone's place in a circle, from a day to a day (`2026-05-04`, London; the last day is theirs too). */
export interface CirclePlace {
  id: string;
  name: string;
  relation: Relation;
  parentalResponsibility: boolean;
  fromDay: string;
  toDay: string | null;
  /** What they see. None for staff, who see what they need for their work. */
  shares: Share[];
}

/** Those who stand in the circle on a day, and those who did before. */
export function sortCircle(places: CirclePlace[], today: string): { now: CirclePlace[]; before: CirclePlace[] } {
  const isNow = ({ toDay }: CirclePlace) => toDay === null || toDay >= today;
  return { now: places.filter(isNow), before: places.filter((place) => !isNow(place)) };
}

/** True for those who work for the service. */
export function isStaffPlace({ relation }: { relation: Relation }): boolean {
  return (staffRelations as readonly Relation[]).includes(relation);
}

/**
 * True where someone who answers for a young person may know what another one sees: what they agreed to, and what they see
 * themself. Of an advocate whom someone else let in they know the name, and no more: "nothing" would not be true.
 */
export function knownShares(place: CirclePlace, viewer: string): boolean {
  return isStaffPlace(place) || place.id === viewer || place.shares.some(({ state }) => state !== 'shut');
}

/** Ends a place in a circle: whose, in whose circle, as what. */
export const EndedPlace = z.object({ youngPerson: z.guid(), person: z.guid(), relation: z.string() });
export type EndedPlace = z.infer<typeof EndedPlace>;
