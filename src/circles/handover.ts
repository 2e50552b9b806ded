import { z } from 'zod';

/** A colleague whom someone may choose. */
export interface Colleague {
  id: string;
  name: string;
  job: 'key worker' | 'team lead';
  area: string;
}

/** A young person gets another key worker. */
export const Handover = z.object({ youngPerson: z.guid(), next: z.guid('nextMissing') });
export type Handover = z.infer<typeof Handover>;

/** The field for who comes next for one young person. */
export function nextField(youngPerson: string): string {
  return `next ${youngPerson}`;
}

/** A member of staff leaves; a field for each young person says who comes next. */
export const Leaving = z.looseObject({ person: z.guid() }).transform(({ person, ...fields }) => ({
  person,
  next: Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) =>
      field.startsWith('next ') && z.guid().safeParse(value).success ? [[field.slice(5), String(value)]] : [],
    ),
  ),
}));
export type Leaving = z.infer<typeof Leaving>;

/** A young person comes to the service. Born as `2026-05-04`. `id` is the form's own. */
export const NewYoungPerson = z.object({
  id: z.guid(),
  name: z.string().trim().min(1, 'nameMissing').max(120, 'nameMissing'),
  knownAs: z.string().trim().min(1, 'nameMissing').max(60, 'nameMissing'),
  born: z
    .string()
    .trim()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'dayWrong'),
  area: z.string().min(1, 'chooseOne'),
  next: z.guid('nextMissing'),
});
export type NewYoungPerson = z.infer<typeof NewYoungPerson>;
