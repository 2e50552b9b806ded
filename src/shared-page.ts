import type { AstroGlobal } from 'astro';
import { site } from '#site.ts';

/**
 * Where the front door writes the reading settings for the pages and their cache. With the cookie itself, every visitor
 * would have a cache of their own.
 */
export const settingsHeader = 'x-alongside-settings';

/** The cookie that keeps the reading settings. Over https it is bound to this very host. */
export function settingsCookie(): string {
  return site.isSecure ? '__Host-settings' : 'settings';
}

/**
 * Marks a page as the same for everyone with the same language and settings. Only such a page is compressed and may be
 * asked for again by its tag. `seconds` is how long the route cache keeps it; 0 where its address says more than its path.
 */
export function shareWithEveryone(astro: AstroGlobal, seconds: number): void {
  if (seconds > 0) astro.cache.set({ maxAge: seconds });
  astro.response.headers.set('Vary', settingsHeader);
}
