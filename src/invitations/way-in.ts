import { z } from 'zod';

/** The secret in the address of a way in. */
export const WayInLink = z.object({ shared: z.literal('on').optional(), token: z.string().regex(/^[\w-]{43}$/, 'wayInWrong') });

/** The answer to "Is this the right child?". */
export const Answer = z.object({ id: z.guid(), answer: z.enum(['yes', 'no'], 'answerMissing') });

/** The address that a link goes to; empty for a card, handed over in person. */
export const AddressIfAny = z
  .string()
  .trim()
  .max(254, 'emailWrong')
  .pipe(z.union([z.literal(''), z.email('emailWrong')]))
  .default('');

/** How someone is helped back in: an address for the link, or none for a card. */
export const HelpBackIn = z.object({
  person: z.guid(),
  youngPerson: z.guid().optional(),
  here: z.enum(['yes', 'no'], 'hereMissing'),
  address: AddressIfAny,
});
