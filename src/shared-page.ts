import type { AstroCookies, AstroGlobal } from 'astro';
import { site } from '#site.ts';

/**
 * Where the front door writes what a visitor has chosen for the pages and their cache: the reading settings, a bar, the
 * area. With the cookies themselves, every visitor would have a cache of their own.
 */
export const choicesHeader = 'x-alongside-choices';

/** What a visitor has chosen, as that header has it. */
export function formatChoices(settings: string, area: string): string {
  return `${settings}/${area}`;
}

/** The settings and the area of that header; nothing chosen where there is none. */
export function parseChoices(header: string | null): { settings: string; area: string | undefined } {
  const [settings = '', area] = header?.split('/') ?? [];
  return { settings, area: area || undefined };
}

/** The cookie that keeps the reading settings. Over https it is bound to this very host. */
export function settingsCookie(): string {
  return site.isSecure ? '__Host-settings' : 'settings';
}

/** The cookie that keeps the area that someone chose: the slug of its file. */
export function areaCookie(): string {
  return site.isSecure ? '__Host-area' : 'area';
}

/** The cookie that keeps the settings before those of now, for undo. */
export function settingsBeforeCookie(): string {
  return `${settingsCookie()}-before`;
}

/** The cookie that keeps how someone uses the board of pictures. */
export function scanCookie(): string {
  return site.isSecure ? '__Host-scan' : 'scan';
}

const year = 365 * 24 * 60 * 60;

/** Keeps a choice in its cookie on this device, for a year, some seconds, or as long as the browser is open. An empty one leaves nothing behind. */
export function keepChoice(cookies: AstroCookies, cookie: string, choice: string, seconds: number | 'while open' = year): void {
  const options = { path: '/', secure: site.isSecure };
  const lasting = seconds === 'while open' ? {} : { maxAge: seconds };
  if (choice) cookies.set(cookie, choice, { ...options, sameSite: 'lax', httpOnly: true, ...lasting });
  else cookies.delete(cookie, options);
}

/** What of a page, or of its request, says whether others may have it. */
type Shareable = Pick<AstroGlobal, 'cache' | 'request'> & { response: Pick<AstroGlobal['response'], 'headers'> };

/**
 * Marks a page as the same for everyone with the same language, settings and area. Only such a page is compressed and may be
 * asked for again by its tag. `seconds` is how long the route cache keeps it; 0 where its address says more than its path.
 * What a form brought back is never for everyone.
 */
export function shareWithEveryone({ cache, request, response }: Shareable, seconds: number): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return;
  // The cache goes by the path as it is spelt. What someone adds to an address stands in links and forms of its page, and
  // a path has as many spellings as anyone likes: neither is kept for others, nor fills the memory.
  if (seconds > 0 && !/[?%]/.test(request.url)) cache.set({ maxAge: seconds });
  response.headers.set('Vary', choicesHeader);
}
