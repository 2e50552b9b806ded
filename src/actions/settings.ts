import { z } from 'zod';
import { openFormAction } from '#access/form-action.ts';
import { localPath, paths } from '#paths.ts';
import { settings as table } from '#settings/setting.ts';
import { ChosenSettings } from '#settings/settings-form.ts';
import { writeSettings } from '#settings/settings.ts';

/** How someone reads: all their settings at once, or the reading alone, as the switch on a guide does. */
export const settings = {
  keep: openFormAction(ChosenSettings, async ({ from, reset, ...chosen }, { cookies, locals }) => {
    writeSettings(cookies, reset ? {} : { ...locals.settings, ...chosen });
    return paths.settings(locals.language, localPath(from), reset ? 'reset' : 'kept');
  }),
  switch: openFormAction(z.object({ reading: z.enum(table.reading.steps, 'chooseOne'), from: z.string() }), async (chosen, { cookies, locals }) => {
    writeSettings(cookies, { ...locals.settings, reading: chosen.reading });
    return localPath(chosen.from) ?? paths.guides(locals.language);
  }),
};
