import webPush from 'web-push';
import { Refused, type SendPush } from './delivery.ts';
import { isPushAddress } from './push.ts';

/** The keys that show a browser's service that it is us (VAPID, RFC 8292). `subject` is how it can reach whoever runs this. */
export interface VapidKeys {
  subject: string;
  publicKey: string;
  privateKey: string;
}

/** Notices on devices. `hosts` are services beside those that we know. */
export function webPushes(keys: VapidKeys, hosts: string[]): SendPush {
  return async ({ endpoint, p256dh, auth }, title, link) => {
    // Asked again here: what is in the database may be older than the list.
    if (!isPushAddress(endpoint, hosts)) throw new Refused();
    try {
      // 3 days: later, someone has seen it anyway. In seconds; the patience is in milliseconds.
      const options = { vapidDetails: keys, TTL: 3 * 86_400, timeout: 20_000, contentEncoding: 'aes128gcm' as const };
      await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, JSON.stringify({ title, link }), options);
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      // The browser is gone, or its owner said no (RFC 8030, 7.3).
      if (statusCode === 404 || statusCode === 410) throw new Refused();
      throw error;
    }
  };
}
