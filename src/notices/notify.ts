import { NotifyClient } from 'notifications-node-client';
import { Refused, type Outcome, type Send } from './delivery.ts';

/** Emails and texts by GOV.UK Notify, and what came of them. */
export interface Notify {
  /** Sends by a template that has ((subject)) and ((text)). */
  email(template: string): Send;
  /** Sends by a template that has ((text)). */
  text(template: string): Send;
  findOutcome(id: string): Promise<Outcome>;
}

// In milliseconds. A server that hangs must not hold the other notices up.
const patience = 20_000;

/** GOV.UK Notify, or what speaks as it does at another address. `key` is an API key of the service. */
export function govNotify(key: string, url: string): Notify {
  const client = new NotifyClient(url, key);
  const { restClient } = client.apiClient as unknown as { restClient: (options: object) => Promise<unknown> };
  client.setClient(((options: object) => restClient({ ...options, timeout: patience })) as unknown as Parameters<typeof client.setClient>[0]);
  const send = async (work: () => Promise<{ data: { id: string } }>) => {
    try {
      return (await work()).data.id;
    } catch (error) {
      if ((error as { response?: { status?: number } }).response?.status === 400) throw new Refused();
      throw error;
    }
  };
  return {
    email:
      (template) =>
      (to, { subject, text }) =>
        send(() => client.sendEmail(template, to, { personalisation: { subject, text } })),
    text:
      (template) =>
      (to, { text }) =>
        send(() => client.sendSms(template, to, { personalisation: { text } })),
    findOutcome: async (id) => {
      const { status } = (await client.getNotificationById(id)).data;
      // Each "…-failure" is an end: Notify tries no more ("Message statuses" in its documentation).
      return status.endsWith('-failure') ? 'refused' : status === 'delivered' ? 'arrived' : 'not known';
    },
  };
}
