import { z } from 'zod';
import { Part } from './remark.ts';

/** What someone last said about a version of a part of the plan: that they agree with it, or do not. */
export interface Agreement {
  version: string;
  personId: string;
  name: string;
  isYoungPerson: boolean;
  agrees: boolean;
  saidAt: Date;
}

/** Someone agrees with a version, or does not. `id` is the form's own; `part` is the slug of a section or the id of a goal. */
export const NewAgreement = z.object({ id: z.guid(), youngPerson: z.guid(), part: Part, version: z.guid(), agrees: z.enum(['yes', 'no'], 'chooseOne') });
export type NewAgreement = z.infer<typeof NewAgreement>;

/** Of each person, the last word on a version; the young person first, then as people said it. */
export function lastWords(said: Agreement[], version: string): Agreement[] {
  const last = new Map<string, Agreement>();
  for (const one of said.filter((each) => each.version === version).toSorted((a, b) => a.saidAt.getTime() - b.saidAt.getTime())) last.set(one.personId, one);
  return [...last.values()].toSorted((a, b) => Number(b.isYoungPerson) - Number(a.isYoungPerson));
}
