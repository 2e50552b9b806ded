import { z } from 'zod';
import { LookAgain, Reasons } from './decision.ts';

/** Hours within which a team lead looks back at a look in an emergency. */
const hoursToLookBack = 72;

/** A look in an emergency at the record of someone whom the member of staff does not work for. */
export interface Emergency {
  id: string;
  youngPersonId: string;
  youngPersonName: string;
  staffId: string;
  staffName: string;
  reasons: string;
  openedAt: Date;
  endsAt: Date;
  lookedByName: string | null;
  finding: string | null;
}

/** By full name and day of birth (`2026-05-04`), so that nobody can look around. */
export const NewEmergency = z.object({ name: z.string().trim().min(1, 'nameMissing').max(120, 'nameMissing'), born: LookAgain, reasons: Reasons });
export type NewEmergency = z.infer<typeof NewEmergency>;

/** What a team lead found when they looked back. */
export const LookedBack = z.object({ id: z.guid(), finding: Reasons });
export type LookedBack = z.infer<typeof LookedBack>;

/** When someone has to have looked back by. */
export function lookBackBy({ openedAt }: Emergency): Date {
  return new Date(openedAt.getTime() + hoursToLookBack * 3_600_000);
}
