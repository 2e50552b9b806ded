import { z } from 'zod';

/** The hidden field beside a field for words, which tells that people write in it: its other values are the page's own. */
export function markOf(field: string): string {
  return `typed ${field}`;
}

/** A calendar day from a form, as `2026-05-04`. */
export const FormDay = z
  .string()
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'dayWrong')
  .refine((day) => !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day), 'dayWrong');
