import type { Plugin } from 'vite';
import { settingStyles } from '../settings/styling.ts';

/** Fills styles/settings.css from the table of settings, so that a step stands in one place only. */
export function settingStylesheet(): Plugin {
  return {
    name: 'alongside-setting-styles',
    enforce: 'pre',
    transform: (_, id) => (id.split('?')[0]?.endsWith('/src/styles/settings.css') ? settingStyles() : undefined),
  };
}
