import { z } from 'zod';
import { settingNames, type SettingName } from './setting.ts';

/**
 * The form of settings: a step for each, several at once (`choose`, as they are kept), or all normal again (`reset`); and
 * where someone came from, with `straight` to go back there at once.
 */
export const ChosenSettings = z.object({
  ...Object.fromEntries(settingNames.map((name) => [name, z.string().optional()])),
  choose: z.string().optional(),
  from: z.string().optional(),
  straight: z.string().optional(),
  reset: z.string().optional(),
} as Record<SettingName | 'choose' | 'from' | 'straight' | 'reset', z.ZodOptional<z.ZodString>>);
