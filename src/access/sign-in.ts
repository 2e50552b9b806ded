import { createHash, randomBytes, randomInt, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

/** What someone types to ask for a way in. */
export const SignInAsk = z.object({
  email: z.string().trim().max(254, 'emailWrong').pipe(z.email('emailWrong')),
});
export type SignInAsk = z.infer<typeof SignInAsk>;

/** The code from the email, pasted or typed: spaces and dashes in it do not matter. */
export const SignInCode = z.object({
  ask: z.guid('codeWrong'),
  shared: z.literal('on').optional(),
  code: z.string().transform(digitsOf).pipe(z.string().length(8, 'codeShort')),
});
export type SignInCode = z.infer<typeof SignInCode>;

/** The digits in what someone typed. Keyboards for Urdu and Arabic write digits of their own; they mean the same. */
export function digitsOf(typed: string): string {
  const plain = typed.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) % 16));
  return plain.replace(/[^0-9]/g, '');
}

/** The secret in the address of the emailed link. */
export const SignInLink = z.object({ shared: z.literal('on').optional(), token: z.string().regex(/^[\w-]{43}$/, 'linkWrong') });
export type SignInLink = z.infer<typeof SignInLink>;

/** A secret of ours as an address or a form carries it. */
export const Secret = z.string().regex(/^[\w-]{43}$/, 'formWrong');

/** A new secret of 256 bits that nobody can guess, safe in an address and in a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A new sign-in code: 8 digits, because they are the easiest to copy from one device to another. */
export function newCode(): string {
  return String(randomInt(0, 100_000_000)).padStart(8, '0');
}

/** A code as people read it, in two halves: "1234 5678". */
export function codeInWords(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** What is stored of a token. It is too long to guess, so a plain hash is enough. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const slowHash = promisify<string, string, number, { N: number; r: number; p: number }, Buffer>(scrypt);

/** What is stored of a code, salted with its ask's id. Slow on purpose: 8 digits would fall to a fast hash. */
export function hashCode(code: string, ask: string): Promise<Buffer> {
  return slowHash(code, ask.toLowerCase(), 32, { N: 2 ** 14, r: 8, p: 1 });
}
