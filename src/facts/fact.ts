import { z } from 'zod';
import { monthsAfter } from '#language/dates.ts';
import { Said } from '#language/said.ts';

/** A calendar day, as `2026-05-04`. */
export const Day = z.iso.date('is not a day, as 2026-05-04');

const Described = {
  words: Said,
  /** Who says so. */
  source: z.string('needs a source').min(1, 'needs a source'),
  /** The day that someone last checked it. */
  checked: Day,
};

/**
 * What a guide states about the law, national policy or a local service. A local fact says what is usual; an area may
 * say it in words of its own. A fact that is not sure is said softly.
 */
export const Fact = z.strictObject({
  ...Described,
  scope: z.enum(['national', 'local'], 'is national or local'),
  sure: z.enum(['yes', 'no'], 'is yes or no'),
});
export type Fact = z.infer<typeof Fact>;

/** Where the words of an area are from: its file has more, which areas/area.ts knows. */
export const AreaSource = z.looseObject({ name: z.string(), source: Described.source, checked: Day });

/** The registry of facts: each by its name. */
export const Facts = z.record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'has a name in small letters, as call-999'), Fact, 'has no facts in it');

/** For how many months a fact counts after someone checked it: the law changes slower than a service. */
const monthsGood = { national: 12, local: 6 } as const;

/** The last day on which what was checked on a day still counts, as `2026-05-04`. */
export function goodUntil({ checked, scope }: Pick<Fact, 'checked' | 'scope'>): string {
  return monthsAfter(checked, monthsGood[scope]);
}

/** True where a fact has to be checked again: today (`2026-05-04`) is past the last day that it counts. */
export function isDue(fact: Pick<Fact, 'checked' | 'scope'>, today: string): boolean {
  return today > goodUntil(fact);
}

/** True where words say a thing softly: by "often", "can", "ask", and with no number that might be wrong. */
export function isSoft(words: string): boolean {
  return (
    /\b(can|could|may|might|often|usually|sometimes|some|many|should|ask|changing)\b/i.test(words) &&
    !/\b(must|always|never|\d+ (days?|weeks?|months?))\b/i.test(words)
  );
}
