import { z } from 'zod';

const Phone = z.string().regex(/^0[\d ]{9,13}$/, 'is not a phone number that starts with 0');

/** A local service, as its file in content/areas says. Who hosts it, and which numbers to call when. */
export const Area = z.strictObject({
  name: z.string().min(1),
  host: z.string().min(1),
  office: z.strictObject({ phone: Phone, hours: z.string().min(1) }),
  outOfHours: z.strictObject({ name: z.string().min(1), phone: Phone }),
});
export type Area = z.infer<typeof Area>;
