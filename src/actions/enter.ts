import type { ActionAPIContext } from 'astro:actions';
import { deviceOf } from '#access/device.ts';
import { readSession, writeSession } from '#access/session.ts';
import { replaceSession, type Device } from '#access/sign-ins.ts';
import { see } from '#access/viewers.ts';
import { paths } from '#paths.ts';
import { Mistake } from '#problem.ts';
import { bringSettings } from '#settings/settings.ts';

/** The device that a form came from. `shared` is the checkbox "Other people use this device". */
export function deviceIn({ request }: ActionAPIContext, shared?: 'on'): Device {
  return { name: deviceOf(request.headers.get('user-agent')), isShared: shared === 'on' };
}

/**
 * Lets someone in with the token of a new session and the reading settings that are kept with them, and ends the session that the browser had. Gives the address that follows.
 * Without a token it throws a Mistake with this field and word.
 */
export async function enter({ cookies, locals }: ActionAPIContext, token: string | undefined, field: string, word: string): Promise<string> {
  if (!token) throw new Mistake(field, word);
  const old = readSession(cookies);
  if (old) await replaceSession(old, token);
  writeSession(cookies, token);
  await see({ token }, (db) => bringSettings(db, cookies));
  return paths.family(locals.language);
}
