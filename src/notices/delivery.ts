import type { Channel } from './choice.ts';
import type { Notice } from './notice.ts';
import type { Subscription } from './push.ts';

/** Thrown by what sends where a place takes nothing, now or later: there is no use in trying again. It holds no address. */
export class Refused extends Error {
  override name = 'Refused';
}

/**
 * Sends a notice to an address or a number. Gives what the provider calls it, where it can be asked later what came of it.
 * Throws Refused where it will never arrive; anything else that it throws is tried again later.
 */
export type Send = (to: string, notice: Notice) => Promise<string | undefined>;

/** The same for a device. `title` is all its owner reads; `link` is the path that it opens. */
export type SendPush = (to: Subscription & { device: string }, title: string, link: string) => Promise<void>;

/** What came of a notice that a provider took: it may not know yet. */
export type Outcome = 'arrived' | 'refused' | 'not known';

/** All that sends, as it is set. A way that is not set is not offered to anyone. */
export interface Senders {
  /** Emails, those to sign in with too. */
  email: Send;
  text?: Send | undefined;
  push?: SendPush | undefined;
  /** Asks a provider what came of what it took. */
  findOutcome?: ((providerId: string) => Promise<Outcome>) | undefined;
}

/** A way in which notices to someone did not arrive, for staff. It never says where to. */
export interface FailedNotice {
  personId: string;
  name: string;
  channel: Channel;
  failedAt: Date;
}

/** After how many minutes a provider is asked what came of a notice; undefined after the last time. `asked` counts from 0. */
export function nextCheck(asked: number): number | undefined {
  // A phone that is off gets its texts for up to 72 hours (GOV.UK Notify, "Message statuses").
  return [5, 60, 24 * 60, 73 * 60][asked];
}
