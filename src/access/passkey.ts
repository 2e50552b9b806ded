import { z } from 'zod';
import type { Form, ErrorWord } from './form.ts';

// What a browser says is base64url throughout. None of it is long; what is longer is not from a browser.
const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]+$/);
const credential = { id: base64url, rawId: base64url, type: z.literal('public-key'), clientExtensionResults: z.object({}) };

/** What a passkey answers when someone signs in or is asked whether it is still them. */
const Signature = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
});
export type Signature = z.infer<typeof Signature>;

/** What a device answers when it has made a passkey. */
const Made = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).default([]).catch([]),
  }),
});
export type Made = z.infer<typeof Made>;

// The device asks its person, and they may say no, or it may have a passkey already: then a form comes with that alone.
const troubles: Record<string, ErrorWord> = { stopped: 'passkeyStopped', known: 'passkeyKnown' };

function answered<S extends z.ZodType>(answer: S) {
  return {
    challenge: z.guid('passkeyLate'),
    answer: z.string().transform((json, context) => {
      const parsed = answer.safeParse(parseJson(json));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: troubles[json] ?? 'passkeyNone' });
      return z.NEVER;
    }),
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The form that signs in with a passkey. `challenge` is the id of what the passkey signed. */
export const PasskeySignIn = z.object({ ...answered(Signature), shared: z.literal('on').optional() });
export type PasskeyAnswer = Omit<z.infer<typeof PasskeySignIn>, 'shared'>;

/** The form that says with a passkey that it is still you; `to` is where someone goes on. */
export const PasskeyCheck = z.object({ ...answered(Signature), to: z.string().optional() });

/** The form that adds a passkey. */
export const NewPasskey = z.object(answered(Made));
export type NewPasskey = z.infer<typeof NewPasskey>;

/** A passkey of someone, as its person knows it: by the device that made it. */
export interface Passkey {
  id: string;
  device: string;
  madeAt: Date;
  usedAt: Date | null;
  transports: string[];
}

/** A page's question to a passkey: what it signs, by the id of its challenge. */
export interface PasskeyAsk<Options> {
  challenge: string;
  options: Options;
}

/** What went wrong with a form of passkeys, to say beside its one button. Undefined where nothing did. */
export function passkeyError({ errors }: Form): ErrorWord | undefined {
  return Object.values(errors)[0];
}
