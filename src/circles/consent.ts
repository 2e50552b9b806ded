import { z } from 'zod';
import { monthsAfter } from '#language/dates.ts';
import { tickedIn, ticks, type Category } from '#people/category.ts';
import { ageOn } from '#people/person.ts';

/** The stages of life in which someone else, and then the young person, decides. Each ends what was shared in the one before. */
export const stages = ['child', 'sixteen', 'eighteen'] as const;
export type Stage = (typeof stages)[number];

/** Whose decision sharing is. Under 16 the key worker and someone with parental responsibility; the rules are in migration 0008. */
export type Decider = 'parental responsibility' | 'young person' | 'best interests';

/** A person in a circle and what they see of the young person, as a page shows it. */
export interface Share {
  category: Category;
  /** `open`: they see it now. `asked`: a parent asked, the key worker has yet to agree. `closed`: given, and yet they do not see it. */
  state: 'open' | 'asked' | 'closed' | 'shut';
}

/** One choice to share one thing with one person. What is shared is open only while its `state` is. */
export interface Grant {
  id: string;
  person: { id: string; name: string };
  category: Category;
  stage: Stage;
  basis: Decider;
  /** Whose decision it is. None in best interests. */
  agreedBy: string | null;
  givenAt: Date | null;
  takenBackAt: Date | null;
  /** `open` now; `asked` and not given yet; or `closed`: taken back, of another stage of life, or shut by something else. */
  state: 'open' | 'asked' | 'closed';
}

/**
 * The days from which and until which a choice for a stage of life can hold, as `2026-05-04`; the last day is the one
 * before the birthday that ends it.
 */
export function daysOfStage(stage: Stage, bornOn: string): { from?: string; to?: string } {
  const before = (age: number) => new Date(Date.parse(birthday(bornOn, age)) - 86_400_000).toISOString().slice(0, 10);
  if (stage === 'child') return { to: before(16) };
  return stage === 'sixteen' ? { from: birthday(bornOn, 16), to: before(18) } : { from: birthday(bornOn, 18) };
}

/**
 * The next birthday that ends what is shared (16 or 18), where it is within half a year, as `2026-05-04`; both days in that
 * form. Source: NHS consent guidance (16), Children Act 1989 (parental responsibility ends at 18).
 */
export function turningSoon(bornOn: string, today: string): { age: 16 | 18; day: string } | undefined {
  const age = ([16, 18] as const).find((each) => ageOn(bornOn, today) < each);
  if (!age) return undefined;
  const day = birthday(bornOn, age);
  return ageOn(bornOn, monthsAfter(today, 6)) >= age ? { age, day } : undefined;
}

// Someone born on 29 February is older from 1 March in years without one.
function birthday(bornOn: string, age: number): string {
  const [year = 0, month = 1, day = 1] = bornOn.split('-').map(Number);
  return new Date(Date.UTC(year + age, month - 1, day)).toISOString().slice(0, 10);
}

/** What a person of the circle may see from now on. `agreedBy` is whose decision staff wrote down. */
export const NewShares = z
  .object({ youngPerson: z.guid(), person: z.guid(), stage: z.enum(stages), agreedBy: z.guid().optional(), ...ticks })
  .transform(({ youngPerson, person, stage, agreedBy, ...boxes }) => ({ youngPerson, person, stage, agreedBy, categories: tickedIn(boxes) }));
export type NewShares = z.infer<typeof NewShares>;
