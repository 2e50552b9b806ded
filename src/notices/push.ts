import { z } from 'zod';

/** Where browsers have notices sent to: Chrome and Edge on Android, Firefox, Safari, Edge on Windows. Their own names, or an ending. */
const knownHosts = ['fcm.googleapis.com', 'updates.push.services.mozilla.com', 'web.push.apple.com', '.push.apple.com', '.notify.windows.com'];

/**
 * True for an address at which a browser is told, of a service that we know or that `more` names (with its port, if it has
 * one). A browser says its address itself: any other could make us call what only we can reach.
 */
export function isPushAddress(endpoint: string, more: string[]): boolean {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== 'https:' || url.username || url.password || url.hash) return false;
  return [...knownHosts, ...more].some((known) => (known.startsWith('.') ? url.host.endsWith(known) : url.host === known));
}

/** What a browser says of itself to be told: an address, and 2 keys so that only it can read what comes (RFC 8291). */
export const NewSubscription = z.object({
  endpoint: z.string().min(1, 'pushNone').max(1000, 'pushNone'),
  p256dh: z.string().regex(/^[\w-]{87}=?$/, 'pushNone'),
  auth: z.string().regex(/^[\w-]{22}(==)?$/, 'pushNone'),
});
export type NewSubscription = z.infer<typeof NewSubscription>;

/** A device to send to. */
export interface Subscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}
