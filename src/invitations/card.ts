import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { digitsOf } from '#access/sign-in.ts';
import list from '#content/card-words.txt?raw';

/** The words that stand on cards: short, easy to read and spell, and never like one another. */
export const cardWords: readonly string[] = list.trim().split('\n');

/** How many words a card has: 5 of 256 are 40 bits, and a card closes after 5 tries. */
export const wordsOnCard = 5;

/** New words for a card, at random. */
export function newCardWords(): string[] {
  return Array.from({ length: wordsOnCard }, () => cardWords[randomInt(cardWords.length)] ?? '');
}

// Blanks, commas and capitals do not matter; the order does.
function wordsOf(typed: string): string[] {
  return typed.toLowerCase().match(/[a-z]+/g) ?? [];
}

/** What someone writes from their card. A word that is on no card costs no try. */
export const CardSecrets = z.object({
  shared: z.literal('on').optional(),
  number: z
    .string()
    .default('')
    .transform(digitsOf)
    .pipe(z.string().regex(/^[1-9]\d{5}$/, 'cardNumber')),
  words: z
    .string()
    .default('')
    .transform(wordsOf)
    .refine((words) => words.length === wordsOnCard, { error: 'cardWordsShort', abort: true })
    .refine((words) => words.every((word) => cardWords.includes(word)), 'cardWordsOther'),
});
export type CardSecrets = z.output<typeof CardSecrets>;

/** The number of a card as people read it: "123 456". */
export function cardNumberInWords(number: number): string {
  const digits = String(number);
  return `${digits.slice(0, 3)} ${digits.slice(3)}`;
}
