import type { ActionAPIContext } from 'astro:actions';
import { z } from 'zod';
import { openFormAction } from '#access/form-action.ts';
import { see } from '#access/viewers.ts';
import { localPath, paths } from '#paths.ts';
import { chooseSettings, defaultSettings, parseSettings, type Settings } from '#settings/setting.ts';
import { ChosenSettings } from '#settings/settings-form.ts';
import { clearSettings, forgetSettings, isSharedDevice, keepSettings, readSettingsBefore, writeSettings } from '#settings/settings.ts';

/** How someone reads: kept on the device, and with them when they are signed in. */
export const settings = {
  keep: openFormAction(ChosenSettings, async ({ choose, from, straight, reset, ...chosen }, context) => {
    await keep(context, reset ? defaultSettings : parseSettings(choose, chooseSettings(chosen, context.locals.settings)));
    const back = localPath(from);
    return straight && back ? back : paths.settings(context.locals.language, back, reset ? 'reset' : 'kept');
  }),
  undo: openFormAction(z.object({ from: z.string().optional() }), async ({ from }, context) => {
    const before = readSettingsBefore(context.cookies);
    if (before) await keep(context, before);
    return paths.settings(context.locals.language, localPath(from), 'undone');
  }),
  forget: openFormAction(z.object({}), async (_, { cookies, locals }) => {
    if (locals.viewer) await see(locals.viewer, forgetSettings);
    clearSettings(cookies);
    return paths.me(locals.language, 'forgotten');
  }),
};

async function keep({ cookies, locals }: ActionAPIContext, chosen: Settings): Promise<void> {
  const isShared = locals.viewer
    ? await see(locals.viewer, async (db) => {
        await keepSettings(db, chosen);
        return isSharedDevice(db);
      })
    : false;
  writeSettings(cookies, chosen, locals.settings, isShared);
}
