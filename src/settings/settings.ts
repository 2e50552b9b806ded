import type { AstroCookies } from 'astro';
import { site } from '#site.ts';
import { settingsCookie } from '#shared-page.ts';
import { chooseSettings, formatSettings } from './setting.ts';

/** Keeps settings on this device for a year. Settings that are all normal leave nothing behind. */
export function writeSettings(cookies: AstroCookies, chosen: Record<string, unknown>): void {
  const kept = formatSettings(chooseSettings(chosen));
  if (kept) cookies.set(settingsCookie(), kept, { path: '/', sameSite: 'lax', httpOnly: true, secure: site.isSecure, maxAge: 365 * 24 * 60 * 60 });
  else cookies.delete(settingsCookie(), { path: '/', secure: site.isSecure });
}
