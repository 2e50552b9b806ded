import { z } from 'zod';
import { tickedIn, ticks, type Category } from '#people/category.ts';
import type { Relation } from '#people/person.ts';
import { AddressIfAny } from './way-in.ts';

/** What someone can be invited as. Those who work for the service come in another way. */
export const invitedRelations = ['parent or carer', 'other family', 'advocate', 'other professional', 'young person'] as const satisfies Relation[];

/** True where one member of staff alone does not let someone in: who could act for a child, or see all of it. */
export function needsSecond(relation: Relation, hasResponsibility: boolean): boolean {
  return hasResponsibility || relation === 'young person' || relation === 'other professional';
}

/** Who agreed to what is shared from the start, beside the id of a person: who comes in with parental responsibility agrees for themself. */
export const agreedWays = { themself: 'themself', together: 'together' } as const;

/** A name as people type it: one blank between words, and no character that nobody can see. */
function tidyName(typed: string): string {
  return typed
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\ufffd\s]+/gu, ' ')
    .trim();
}

function nameField(longest: number) {
  return z
    .string()
    .default('')
    .transform(tidyName)
    .refine((name) => [...name].length <= longest, 'nameLong');
}

const ticked = z.literal('on').optional();

/** An invitation as the form sends it. `id` is the form's own, so that the same form sent twice is the same invitation. */
export const NewInvitation = z
  .object({
    id: z.guid(),
    youngPerson: z.guid(),
    relation: z.enum(invitedRelations, 'relationMissing'),
    name: nameField(120),
    knownAs: nameField(60),
    address: AddressIfAny,
    responsibility: ticked,
    agreed: z.string().default(''),
    ...ticks,
  })
  .refine(({ relation, name }) => relation === 'young person' || name !== '', { path: ['name'], message: 'nameMissing', when: isFilled })
  .refine(({ relation, knownAs }) => relation === 'young person' || knownAs !== '', { path: ['knownAs'], message: 'knownAsMissing', when: isFilled })
  .transform(({ responsibility, ...sent }) => ({
    ...sent,
    hasResponsibility: responsibility === 'on' && sent.relation === 'parent or carer',
    shares: sent.relation === 'young person' ? [] : tickedIn(sent),
  }));
export type NewInvitation = z.output<typeof NewInvitation>;

// What is missing is said together with other mistakes, so that nobody has to send a form again for each.
function isFilled({ value }: z.core.ParsePayload): boolean {
  return typeof value === 'object' && value !== null && ['name', 'knownAs'].every((field) => typeof (value as Record<string, unknown>)[field] === 'string');
}

/** Whose decision sharing is today, and who can have agreed to it. */
export interface SharingChoice {
  basis: 'young person' | 'parental responsibility' | 'best interests';
  /** Those with parental responsibility, where it is theirs. */
  people: { id: string; name: string }[];
}

/** True for an answer to "Who agreed?" that the database will take for this invitation. */
export function mayHaveAgreed(choice: SharingChoice, agreed: string, youngPerson: string, hasResponsibility: boolean): boolean {
  if (choice.basis === 'young person') return agreed === youngPerson;
  if (choice.basis === 'best interests') return agreed === agreedWays.together;
  return agreed === agreedWays.themself ? hasResponsibility : choice.people.some(({ id }) => id === agreed);
}

/** What someone who has come in can see of a young person, and whose decision that was. */
export interface Welcome {
  categories: Category[];
  basis: SharingChoice['basis'];
}

/** An invitation as staff see it. */
export interface Invitation {
  id: string;
  name: string;
  relation: Relation;
  parentalResponsibility: boolean;
  address: string | null;
  madeBy: string;
  madeByName: string | null;
  madeAt: Date;
  confirmedAt: Date | null;
  withdrawnAt: Date | null;
  answer: 'yes' | 'no' | null;
  answeredAt: Date | null;
  way: { id: string; endsAt: Date; usedAt: Date | null } | null;
}

/** How far an invitation has come. */
export type InvitationState = 'second' | 'waiting' | 'started' | 'yes' | 'no' | 'withdrawn' | 'ended';

/** How long an invitation waits for its person, in days. */
const days = 7;

/** Where an invitation stands at a moment. */
export function stateOf({ answer, withdrawnAt, relation, parentalResponsibility, confirmedAt, madeAt, way }: Invitation, now: Date): InvitationState {
  if (answer) return answer;
  if (withdrawnAt) return 'withdrawn';
  if (needsSecond(relation, parentalResponsibility) && !confirmedAt) return 'second';
  if (way?.usedAt) return 'started';
  const ends = way?.endsAt ?? new Date((confirmedAt ?? madeAt).getTime() + days * 86_400_000);
  return ends <= now ? 'ended' : 'waiting';
}
