import { z } from 'zod';
import en from '#content/words/en.json' with { type: 'json' };
import { Mistake } from '#problem.ts';
import { markOf } from '#typed.ts';

/** The key of an error's words in content/words. */
export type ErrorWord = keyof typeof en.errors;

/** A form that came back: what was typed, and what is wrong, by field. Empty where the form is new. */
export interface Form {
  values: Record<string, string>;
  errors: Record<string, ErrorWord>;
}

/** A secret that is shown once, on the page that made it. It stands in no address, cookie or log. */
export interface Shown {
  shown: Record<string, string>;
}

/** Where a form leads: on to an address, back with its mistakes, or to a page that shows something once. */
export type Answer = { to: string } | Shown | Form;

/**
 * What someone typed, made safe to keep: one kind of line end, no characters that nobody can see or type (a null byte,
 * half of an emoji), nothing blank around it. Direction marks of Urdu and Arabic stay.
 */
export function tidyWords(typed: string): string {
  return (
    typed
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // oxlint-disable-next-line no-control-regex -- these are just what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/g, '')
      .trim()
  );
}

/**
 * Checks a sent form, each of its texts made safe to keep, and runs `work` with what it says. Gives the address that follows, what to show once, or the form
 * with its mistakes and every word that was typed. Other errors of `work` are thrown on.
 */
export async function answerForm<S extends z.ZodType>(schema: S, data: FormData, work: (input: z.output<S>) => Promise<string | Shown>): Promise<Answer> {
  // Of a field that comes twice, the first: our own forms send each once. What can not be handed back to a page is left out.
  const sent = [...data].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== '__proto__');
  const values = Object.fromEntries(sent.toReversed());
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(values).map(([field, typed]) => [field, tidyWords(typed)])));
  if (!parsed.success) return { values, errors: errorsOf(parsed.error) };
  try {
    const answer = await work(parsed.data);
    return typeof answer === 'string' ? { to: answer } : answer;
  } catch (error) {
    const mistake = error instanceof Mistake ? error : mistakeOf(error);
    if (mistake) return { values, errors: { [mistake.field]: asErrorWord(mistake.word) } };
    throw error;
  }
}

// What the database refuses with words of its own (migrations 0009 to 0011, and 0022): too many, an address of someone else's, nobody next, taken back.
const refusals: Record<string, [field: string, word: string]> = {
  AS001: ['form', 'tooMany'],
  AS002: ['address', 'addressTaken'],
  AS003: ['next', 'nextMissing'],
  AS004: ['words', 'takenBack'],
};

// A value that it can not take, or that fits nothing that is there (SQLSTATE classes 22 and 23), is in no form of ours.
function mistakeOf(error: unknown): Mistake | undefined {
  const { code = '' } = error as { code?: string };
  const refusal = refusals[code] ?? (/^2[23]/.test(code) ? (['form', 'formWrong'] as const) : undefined);
  return refusal && new Mistake(...refusal);
}

// The first mistake of a field is the one to mend first; saying more at once confuses.
function errorsOf(error: z.ZodError): Form['errors'] {
  const errors: Form['errors'] = {};
  for (const { path, message } of error.issues) errors[String(path[0] ?? 'form')] ??= asErrorWord(message);
  return errors;
}

function asErrorWord(word: string): ErrorWord {
  return Object.hasOwn(en.errors, word) ? (word as ErrorWord) : 'formWrong';
}

/**
 * Every text that someone typed in a form, to give it back where the form can not be kept. Empty where they typed none. Ids, choices
 * and whatever else the page put in are no words of theirs: only fields that a page marks as written in are looked at.
 */
export function typedIn(data: FormData): string {
  const texts = [...data].flatMap(([field, value]) => (typeof value === 'string' && value.trim() && data.has(markOf(field)) ? [value] : []));
  return texts.join('\n\n');
}

/** The form as an action left it: what was typed and what is wrong. Empty where nothing was sent. */
export function readForm(result: { data?: Answer | undefined } | undefined): Form {
  return result?.data && 'errors' in result.data ? result.data : { values: {}, errors: {} };
}

/** What the page is to show once. Undefined where nothing was made just now. */
export function readShown(result: { data?: Answer | undefined } | undefined): Record<string, string> | undefined {
  return result?.data && 'shown' in result.data ? result.data.shown : undefined;
}
