import { z } from 'zod';
import { settingNames, type SettingName } from './setting.ts';

/** The form of settings: a step for each, where they came from, and whether to make all normal again. */
export const ChosenSettings = z.object({
  ...Object.fromEntries(settingNames.map((name) => [name, z.string().optional()])),
  from: z.string().optional(),
  reset: z.string().optional(),
} as Record<SettingName | 'from' | 'reset', z.ZodOptional<z.ZodString>>);
