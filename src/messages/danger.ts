import { z } from 'zod';

/** Phrases that sound like danger: as editors write them, ready to be looked for. */
export type DangerPhrases = RegExp;

/** Letters of one sound that keyboards have in several forms, as we compare them. What has a mark of its own loses it before. */
const sameLetters: Record<string, string> = { ł: 'l', ي: 'ی', ى: 'ی', ے: 'ی', ك: 'ک', ه: 'ہ', ھ: 'ہ', ە: 'ہ', ۀ: 'ہ', ة: 'ہ', ں: 'ن', ـ: '' };

/** Words as they are compared: small letters without accents and marks, one blank between two. "Don't!" is "dont". */
export function plainWords(words: string): string {
  return words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\u200d\u200e\u200f\u00ad'’‘`´ʼ]/gu, '')
    .replace(/[łيىےكهھەۀةںـ]/g, (letter) => sameLetters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A phrase of a list: something to look for, with a `*` only after at least 2 letters of a word, as its end. */
export const DangerPhrase = z
  .string()
  .refine((phrase) => plainWords(phrase).length > 2, 'a phrase has at least 3 letters')
  .refine((phrase) => /^(?:[^*]|(?<=[\p{L}\p{M}]{2})\*(?=\s|$))+$/u.test(phrase), 'a * stands only at the end of a word, after 2 letters or more');

/** Makes phrases ready to be looked for. */
export function readyPhrases(phrases: readonly string[]): DangerPhrases {
  // Letters and numbers are all that is left of a phrase, so nothing in it means anything to a pattern.
  const forms = phrases.map((phrase) => phrase.split('*').map(plainWords).join('[^ ]* ').trim());
  return new RegExp(`(?<![^ ])(?:${forms.join('|')})(?![^ ])`, 'u');
}

/**
 * True where words sound like danger to someone. Every list is tried on all words, whatever language the page has: people write
 * in the language in which it hurts. It only ever brings help up; nothing is stopped by it.
 */
export function soundsLikeDanger(words: string, phrases: DangerPhrases): boolean {
  return phrases.test(plainWords(words));
}

/** True where one of the pictures that someone picked is one that shows danger; both by their meanings. */
export function showsDanger(pictures: readonly string[], dangerous: readonly string[]): boolean {
  return pictures.some((picture) => dangerous.includes(picture));
}
