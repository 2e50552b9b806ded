import { bringHelp } from './danger-help.ts';
import { forget, isWaiting, listWaiting, type Waiting } from './unsent-store.ts';

/** Why something waits: the service gave no answer, did not take it, or whoever wrote it is not signed in. */
export type Reason = 'later' | 'refused' | 'signedOut';

/** What came of sending: how many went, and why others wait, by their place in the order. What is not there was not tried. */
export interface Sending {
  sent: number;
  waits: Map<number, Reason>;
}

/** Sends what waits, in order. One window at a time does, so that the order stays. */
export function sendWaiting(key: CryptoKey): Promise<Sending> {
  return navigator.locks.request('unsent', async () => {
    const sending: Sending = { sent: 0, waits: new Map() };
    for (const one of await listWaiting(key)) {
      const answer = await send(one);
      if (answer === 'sent' || answer === 'takenBack') {
        await forget(one.key);
        if (answer === 'sent') sending.sent += 1;
        continue;
      }
      sending.waits.set(one.key, answer);
      if (answer !== 'refused') break;
    }
    return sending;
  });
}

/** How long signing out waits for what goes before it, in milliseconds. */
const patience = 5000;

/** Sends what waits before someone signs out, as far as that goes in 5 seconds. */
export async function sendNow(key: CryptoKey | undefined): Promise<void> {
  if (key && (await isWaiting())) await Promise.race([sendWaiting(key), new Promise((resolve) => setTimeout(resolve, patience))]);
}

// What was taken leads to its conversation with `sent`. Anything else may come from a filter of a school or a hospital: the words stay.
async function send({ action, fields }: Waiting): Promise<Reason | 'sent' | 'takenBack'> {
  try {
    const answer = await fetch(action, { method: 'POST', body: new URLSearchParams(fields) });
    const { origin, searchParams } = new URL(answer.url);
    if (answer.redirected && !(origin === location.origin && searchParams.has('sent'))) return 'later';
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (answer.redirected) {
      bringHelp(page);
      return 'sent';
    }
    // The way out stands on each page of ours. What is too long to be read at all gets none.
    if (answer.status !== 413 && !page.querySelector('[data-leave]')) return 'later';
    if (answer.status === 401) return 'signedOut';
    // It went, its answer got lost, and then they took it back.
    if (page.querySelector<HTMLElement>('[data-unsent]')?.dataset.mistake === 'takenBack') return 'takenBack';
    return answer.status >= 400 && answer.status < 500 ? 'refused' : 'later';
  } catch {
    return 'later';
  }
}
