import { z } from 'zod';
import type { Idea } from '#ideas/idea.ts';
import type { Sentence } from '#ideas/sentence.ts';
import { Day, isDue } from '#facts/fact.ts';
import type { LanguageCode } from '#language/languages.ts';
import { SaidInSome } from '#language/said.ts';

const Phone = z.string().regex(/^0[\d ]{9,13}$/, 'is not a phone number that starts with 0');
const Text = z.string('needs words').trim().min(1, 'needs words');
// The first part of a postcode: an area of it (ST), or one district (ST4).
const Outward = z.string().regex(/^[A-Z]{1,2}\d{0,2}[A-Z]?$/, 'is not the first part of a postcode, as ST or ST4');

/** What people may need help with: how the directory is put in order. */
export const needs = ['crisis', 'feelings', 'health', 'school', 'speak up', 'break', 'family', 'money', 'work and home', 'fun'] as const;

/** A local service in the directory of an area. */
export const LocalService = z.strictObject({
  name: Text,
  needs: z.array(z.enum(needs)).min(1),
  what: SaidInSome,
  for: SaidInSome.optional(),
  phone: Phone.optional(),
  email: z.email('is not an email address').optional(),
  hours: SaidInSome.optional(),
  /** yes: its contacts are made up, and ring nobody. */
  madeUp: z.enum(['yes', 'no'], 'is yes or no'),
  /** The day that someone last checked it. */
  checked: Day,
});
export type LocalService = z.infer<typeof LocalService>;

const Ideas = z.array(SaidInSome.extend({ picture: Text })).min(1, 'needs an idea');
const ideas = { about: Ideas, who: Ideas, referral: Ideas, hours: Ideas, does: Ideas, alsoDoes: Ideas.optional(), doesNot: Ideas, after: Ideas };
const colours = { blue: Ideas, red: Ideas, amber: Ideas, green: Ideas };

/** What an area says of its service, part by part, in the order in which people read it. */
export const areaParts = ['about', 'who', 'referral', 'hours', 'does', 'alsoDoes', 'doesNot', 'blue', 'red', 'amber', 'green', 'after'] as const;
export type AreaPart = (typeof areaParts)[number];

/** A local service, as its file in content/areas says: who runs it, which numbers to call when, and what it does. */
export const AreaFile = z.strictObject({
  name: Text,
  host: Text,
  source: Text,
  checked: Day,
  postcodes: z.array(Outward).min(1),
  places: z.array(Text).min(1),
  office: z.strictObject({ phone: Phone, hours: SaidInSome }),
  outOfHours: z.strictObject({ name: SaidInSome, phone: Phone }),
  ...ideas,
  colours: z.strictObject(colours),
  /** Its own words for facts that are local, by their name. */
  facts: z.record(z.string(), SaidInSome).default({}),
  services: z.array(LocalService),
});
export type AreaFile = z.infer<typeof AreaFile>;

/** An area, with its words read. */
export interface Area extends Omit<AreaFile, 'facts' | 'colours' | keyof typeof ideas> {
  parts: Record<LanguageCode, Record<AreaPart, Idea[]>>;
  /** In the languages that it has them in. */
  facts: Record<string, { [code in LanguageCode]?: Sentence[] }>;
}

/** True where nobody has checked an area or a service for as long as a local fact counts, on a day (`2026-05-04`). A service stays, and its page says so. */
export function isStale({ checked }: { checked: string }, today: string): boolean {
  return isDue({ checked, scope: 'local' }, today);
}

/**
 * Finds the areas that someone may mean by a place or a postcode, whole or only its first part, however they write it.
 * The one with the longest fitting part of the postcode wins, since districts lie inside areas.
 */
export function findAreas<Of extends Pick<AreaFile, 'name' | 'places' | 'postcodes'>>(asked: string, areas: Of[]): Of[] {
  const postcode = outwardOf(asked);
  const fits = (area: Of) => Math.max(0, ...area.postcodes.filter((each) => postcode && isWithin(postcode, each)).map(({ length }) => length));
  const best = Math.max(0, ...areas.map(fits));
  if (best > 0) return areas.filter((area) => fits(area) === best);
  const words = plain(asked);
  if (words.length < 3) return [];
  const named = areas.filter(({ name, places }) => [name, ...places].some((each) => plain(each) === words));
  return named.length > 0 ? named : areas.filter(({ name, places }) => [name, ...places].some((each) => plain(each).includes(words)));
}

// "st4 2df", "ST42DF" and "ST4" are all in ST4.
function outwardOf(asked: string): string | undefined {
  const typed = asked.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return /^([A-Z]{1,2}\d[A-Z\d]?)(?:\d[A-Z]{2})?$/.exec(typed)?.[1];
}

function isWithin(outward: string, part: string): boolean {
  return outward === part || (!/\d/.test(part) && /^[A-Z]+/.exec(outward)?.[0] === part);
}

function plain(words: string): string {
  return words
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}\d]+/gu, '');
}
