import type { AstroCookies } from 'astro';
import { keepChoice, settingsCookie } from '#shared-page.ts';
import { chooseSettings, formatSettings } from './setting.ts';

/** Keeps settings on this device for a year. Settings that are all normal leave nothing behind. */
export function writeSettings(cookies: AstroCookies, chosen: Record<string, unknown>): void {
  keepChoice(cookies, settingsCookie(), formatSettings(chooseSettings(chosen)));
}
