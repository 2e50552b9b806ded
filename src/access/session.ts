import type { AstroCookies } from 'astro';
import { site } from '#site.ts';

// `__Host-` binds the cookie to this very host over https. Plain http, on one's own machine, can not have it.
const name = () => (site.isSecure ? '__Host-session' : 'session');

/** The session token that the browser sent. Undefined where it sent none, or something that can not be one. */
export function readSession(cookies: AstroCookies): string | undefined {
  const token = cookies.get(name())?.value;
  return token && /^[\w-]{43}$/.test(token) ? token : undefined;
}

/** Gives the browser a session token, for 12 hours. Scripts can not read it, and other sites can not send it. */
export function writeSession(cookies: AstroCookies, token: string): void {
  cookies.set(name(), token, { path: '/', httpOnly: true, secure: site.isSecure, sameSite: 'lax', maxAge: 12 * 60 * 60 });
}

/** Takes the session token back from the browser. */
export function clearSession(cookies: AstroCookies): void {
  cookies.delete(name(), { path: '/', secure: site.isSecure });
}
