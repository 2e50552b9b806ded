import { z } from 'zod';
import { Reasons } from './decision.ts';

/** Everyone but staff is out, since when and by whom. */
export interface Freeze {
  id: string;
  reasons: string;
  frozenAt: Date;
  frozenByName: string;
}

export const NewFreeze = z.object({ id: z.guid(), youngPerson: z.guid(), reasons: Reasons });
export type NewFreeze = z.infer<typeof NewFreeze>;
