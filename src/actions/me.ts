import { ActionError } from 'astro:actions';
import { z } from 'zod';
import { deviceOf } from '#access/device.ts';
import { endDevice, endOtherDevices, stopWayBack } from '#access/devices.ts';
import { formAction, openFormAction } from '#access/form-action.ts';
import { NewPasskey, PasskeyCheck } from '#access/passkey.ts';
import { addPasskey, checkNewPasskey, checkSignature, freshen, removePasskey } from '#access/passkeys.ts';
import { readSession, writeSession } from '#access/session.ts';
import { freshenDemo } from '#access/sign-ins.ts';
import type { Viewer } from '#access/viewer.ts';
import { see } from '#access/viewers.ts';
import { localPath, paths } from '#paths.ts';
import { Mistake } from '#problem.ts';
import { site } from '#site.ts';

const nothing = z.object({});
const done =
  (word: string) =>
  (_: unknown, { language }: Viewer) =>
    paths.me(language, word);

/** What someone changes in how they sign in. */
export const me = {
  // Staff who came by a link are no viewer yet, so the session itself is asked.
  addPasskey: openFormAction(NewPasskey, async (form, { cookies, locals, request }) => {
    const token = readSession(cookies);
    if (!token) throw new ActionError({ code: 'UNAUTHORIZED' });
    const made = await checkNewPasskey(form);
    const renewed = await see({ token }, (db) => addPasskey(db, made, deviceOf(request.headers.get('user-agent'))));
    if (!renewed) throw new Mistake('passkey', 'passkeyWrong');
    writeSession(cookies, renewed);
    return locals.viewer ? paths.me(locals.language, 'made') : paths.family(locals.language);
  }),
  removePasskey: formAction(
    z.object({ passkey: z.string() }),
    (db, { passkey }) => removePasskey(db, passkey),
    (isGone, { language }) => {
      if (!isGone) throw new Mistake('form', 'passkeyLast');
      return paths.me(language, 'removed');
    },
  ),
  check: openFormAction(PasskeyCheck, async ({ to, ...form }, { cookies, locals: { language, viewer } }) => {
    if (!viewer) throw new ActionError({ code: 'UNAUTHORIZED' });
    const counter = await checkSignature(form);
    const renewed = await see(viewer, (db) => freshen(db, form, counter));
    if (!renewed) throw new Mistake('passkey', 'passkeyWrong');
    writeSession(cookies, renewed);
    return goOn(language, to);
  }),
  checkInDemo: openFormAction(z.object({ to: z.string().optional() }), async ({ to }, { locals: { language, viewer } }) => {
    if (!viewer) throw new ActionError({ code: 'UNAUTHORIZED' });
    if (!site.isDemo) throw new ActionError({ code: 'NOT_FOUND' });
    await freshenDemo(viewer.token);
    return goOn(language, to);
  }),
  endDevice: formAction(z.object({ device: z.guid() }), (db, { device }) => endDevice(db, device), done('ended')),
  endOtherDevices: formAction(nothing, endOtherDevices, done('ended')),
  stopWayBack: formAction(nothing, stopWayBack, done('stopped')),
};

function goOn(language: string, to: string | undefined): string {
  return localPath(to) ?? paths.check(language);
}
