import { createHash } from 'node:crypto';
import type { Annotation, CarePlanActivity, Narrative, Period, Reference, Resource } from '@medplum/fhirtypes';
import { dayInWords } from '#language/dates.ts';
import { findLanguage, type LanguageCode } from '#language/languages.ts';
import type { Translate } from '#language/translate.ts';
import type { Doing } from './everything.ts';

/** Where codes of ours come from: words of the field that no list of FHIR has, as the 8 things that can be shared. */
export const codesOf = (list: 'sharing' | 'rating' | 'answer') => `urn:alongside:${list}`;

/** Words, and the language that they are in where we know it. */
interface Spoken {
  words: string;
  language?: string | undefined;
}

/** What the parts of a bundle are made with: the words and the code of the language, whose it is, and who is known in it. */
export interface Making {
  t: Translate;
  language: LanguageCode;
  patient: Reference<never>;
  /** The reference to a person by their id. Someone who is not in the bundle has none. */
  people: Map<string, Reference<never>>;
}

/** An id for what has none of its own in the database, made from what it is about: the same each time. */
export function idFrom(...parts: string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Points at a resource of the same bundle. */
export function refer(type: Resource['resourceType'], id: string, display?: string): Reference<never> {
  return { reference: `urn:uuid:${id}`, type, display: display === undefined ? undefined : written(display) };
}

/** What someone wrote, without what neither XML nor FHIR can hold; a dash where nothing is left, since FHIR knows no empty words. */
export function written(words: string): string {
  return clean(words).trim() || '–';
}

// Half an emoji, and signs that nobody sees.
function clean(words: string): string {
  return words.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

/** Says of one field of an element which language it is in, as BCP 47. Undefined says nothing. */
export function inLanguage<T extends object>(element: T, field: keyof T & string, language: string | undefined): T {
  if (!language) return element;
  return { ...element, [`_${field}`]: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/language', valueCode: language }] } };
}

/** From a day until a day (`2026-05-04`). An end before its start is left out: FHIR takes none. */
export function periodOf(start: string | null | undefined, end: string | null | undefined): Period | undefined {
  if (!start && !end) return undefined;
  return { start: start ?? undefined, end: end && (!start || start <= end) ? end : undefined };
}

/** Words that people can read without knowing FHIR, a paragraph each, with the language that they are in. */
export function narrative(page: string, lines: Spoken[]): Narrative {
  const paragraphs = lines.map(({ words, language }) => `<p${language ? ` lang="${escape(language)}"` : ''} dir="auto">${escape(written(words))}</p>`);
  const div = `<div xmlns="http://www.w3.org/1999/xhtml" lang="${page}" dir="${findLanguage(page)?.direction ?? 'ltr'}">${paragraphs.join('')}</div>`;
  return { status: 'generated', div };
}

function escape(words: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return words.replace(/[&<>"']/g, (sign) => signs[sign] ?? '');
}

/** Words of someone, at a moment, in their language. Someone who is not in the bundle stands with their name. */
export function noteOf(people: Making['people'], { id, name }: { id: string; name: string | null }, time: Date | string | null, told: Spoken): Annotation {
  const author = people.get(id);
  const when = time instanceof Date ? time.toISOString() : (time ?? undefined);
  return inLanguage(
    { authorReference: author, authorString: author || !name ? undefined : written(name), time: when, text: written(told.words) },
    'text',
    told.language,
  );
}

/** Something that someone does, as an activity of a care plan, with what people said of it. `goal` is what it is a step to. */
export function activityOf(
  { words, language, who, byDay, doneOn }: Doing,
  { t, language: page }: Making,
  { goal, said = [] }: { goal?: Reference<never>; said?: Annotation[] } = {},
): CarePlanActivity {
  const detail = {
    status: doneOn ? ('completed' as const) : byDay ? ('scheduled' as const) : ('unknown' as const),
    goal: goal && [goal],
    scheduledPeriod: periodOf(undefined, byDay),
    performer: who ? [{ display: written(who) }] : undefined,
    description: written(words),
  };
  return {
    progress: [...(doneOn ? [{ time: doneOn, text: t('plan.done', { day: dayInWords(doneOn, page) }) }] : []), ...said],
    detail: inLanguage(detail, 'description', language),
  };
}

/** The same without what is empty: FHIR has no empty words, lists or elements. */
export function pruned<T>(value: T): T {
  return (prune(value) ?? {}) as T;
}

function prune(value: unknown): unknown {
  if (typeof value === 'string') return clean(value).trim() ? clean(value) : undefined;
  if (Array.isArray(value)) return full(value.map(prune).filter((each) => each !== undefined));
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  return full(Object.fromEntries(Object.entries(value).flatMap(([name, each]) => pair(name, prune(each)))));
}

function pair(name: string, value: unknown): [string, unknown][] {
  return value === undefined ? [] : [[name, value]];
}

function full<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}
