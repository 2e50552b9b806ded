import { z } from 'zod';
import type { LanguageCode } from '#language/languages.ts';
import { colours, Why } from '#ratings/rating.ts';

/** A stay in hospital, as it is now. Days as `2026-05-04`; empty words where nobody wrote any down. */
export interface Stay {
  id: string;
  hospital: string;
  ward: string;
  contactName: string;
  contactPhone: string;
  /** When people can visit. */
  visiting: string;
  advocateName: string;
  advocatePhone: string;
  /** Held under the Mental Health Act. Null where nobody knows yet. */
  isDetained: boolean | null;
  admittedOn: string | null;
  /** The day of going home, as it is planned. */
  leavesOn: string | null;
  aftercare: string;
  language: LanguageCode;
  /** How often it was changed: a form says which one it started from. */
  changes: number;
  visits: HospitalVisit[];
  steps: DischargeStep[];
}

/** A visit of someone from the service. */
export interface HospitalVisit {
  id: string;
  who: string;
  dueOn: string;
  doneOn: string | null;
}

/** Something that has to happen before someone can go home. */
export interface DischargeStep {
  id: string;
  words: string;
  language: LanguageCode;
  who: string;
  byDay: string | null;
  doneAt: Date | null;
}

/** How much of the way home is done, and how many steps it has. */
export function countSteps(steps: Pick<DischargeStep, 'doneAt'>[]): { done: number; of: number } {
  return { done: steps.filter(({ doneAt }) => doneAt !== null).length, of: steps.length };
}

/** Where a visit stands on a day: someone came, it is still to come, or its day is past and nobody noted it. */
export function stateOfVisit({ dueOn, doneOn }: Pick<HospitalVisit, 'dueOn' | 'doneOn'>, today: string): 'done' | 'to come' | 'late' {
  if (doneOn) return 'done';
  return dueOn >= today ? 'to come' : 'late';
}

/** A phone number among words, as someone can call it. Undefined where there is none, so that no link leads nowhere. */
export function phoneIn(words: string): string | undefined {
  return /^\+?[\d ()]{6,20}$/.test(words) ? words : undefined;
}

const Day = z.iso.date('dayWrong');
const Line = z.string().max(200, 'answerLong');
const Lines = z.string().max(2000, 'answerLong');
const detained = { yes: true, no: false, unknown: null } as const;

const words = {
  hospital: Line,
  ward: Line.min(1, 'nameMissing'),
  contactName: Line,
  contactPhone: Line,
  visiting: Lines,
  advocateName: Line,
  advocatePhone: Line,
  isDetained: z.enum(['yes', 'no', 'unknown'], 'chooseOne').transform((answer) => detained[answer]),
  admittedOn: Day,
  leavesOn: z
    .literal('')
    .transform(() => null)
    .or(Day),
  aftercare: Lines,
};

/** What staff write down about a stay. */
export const StayWords = z.object(words);
export type StayWords = z.infer<typeof StayWords>;

const Whose = { id: z.guid(), youngPerson: z.guid() };

/** Someone has come into hospital. `id` and `rating` are the form's own: a rating comes with it, and why. */
export const Admission = z.object({ ...Whose, rating: z.guid(), why: Why, ...words });
export type Admission = z.infer<typeof Admission>;

/** A change of a stay, and the change that its form started from. */
export const ChangedStay = z.object({ ...Whose, changes: z.coerce.number().int(), ...words });
export type ChangedStay = z.infer<typeof ChangedStay>;

/** Someone has gone home: on which day, and their rating from then on. A stay in another hospital begins anew. */
export const Discharge = z.object({
  ...Whose,
  leftOn: Day,
  rating: z.guid(),
  colour: z.enum(
    colours.filter((each) => each !== 'blue'),
    'chooseOne',
  ),
  why: Why,
});
export type Discharge = z.infer<typeof Discharge>;

/** A visit that is due. */
export const NewVisit = z.object({ ...Whose, stay: z.guid(), visitor: Line.min(1, 'nameMissing'), dueOn: Day });
export type NewVisit = z.infer<typeof NewVisit>;

/** A visit that has been, and on which day. */
export const VisitDone = z.object({ youngPerson: z.guid(), visit: z.guid('chooseOne'), doneOn: Day });
export type VisitDone = z.infer<typeof VisitDone>;

/** A step on the way home. */
export const NewStep = z.object({
  ...Whose,
  stay: z.guid(),
  words: z.string().min(1, 'stepMissing').max(1000, 'answerLong'),
  helper: Line,
  byDay: z
    .literal('')
    .transform(() => null)
    .or(Day),
});
export type NewStep = z.infer<typeof NewStep>;

/** A visit or a step that someone notes or takes out. */
export const ChosenItem = z.object(Whose);
export type ChosenItem = z.infer<typeof ChosenItem>;
