import { Problem } from '#problem.ts';

/** GOV.UK Notify as it is set: its key, its address, and the templates for emails and texts. */
export interface NotifySettings {
  key: string;
  url: string;
  emailTemplate: string | undefined;
  textTemplate: string | undefined;
}

/** Notices on devices as they are set: the keys, and services that tell browsers beside those that we know. */
export interface PushSettings {
  publicKey: string;
  privateKey: string;
  subject: string;
  hosts: string[];
}

type Variables = Record<string, string | undefined>;

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/;

/** GOV.UK Notify, where it is set. Throws a Problem for settings by halves, or that can not be read. None of them is repeated: they are secret. */
export function readNotify(variables: Variables): NotifySettings | undefined {
  const { NOTIFY_KEY: key, NOTIFY_EMAIL_TEMPLATE: emailTemplate, NOTIFY_TEXT_TEMPLATE: textTemplate } = variables;
  const url = variables.NOTIFY_URL || 'https://api.notifications.service.gov.uk';
  if (!key && !emailTemplate && !textTemplate) return undefined;
  if (!key || (!emailTemplate && !textTemplate)) {
    throw new Problem('GOV.UK Notify is set by halves. Set NOTIFY_KEY with NOTIFY_EMAIL_TEMPLATE, NOTIFY_TEXT_TEMPLATE or both; or none of them.');
  }
  if (!new RegExp(`-${uuid.source}-${uuid.source}$`).test(key)) {
    throw new Problem('NOTIFY_KEY can not be read. Copy the whole API key from GOV.UK Notify: a name and 2 ids.');
  }
  for (const [name, template] of Object.entries({ NOTIFY_EMAIL_TEMPLATE: emailTemplate, NOTIFY_TEXT_TEMPLATE: textTemplate })) {
    if (template && !new RegExp(`^${uuid.source}$`).test(template))
      throw new Problem(`${name} is "${template}". Set it to the id of the template in GOV.UK Notify.`);
  }
  if (!isSafe(url)) throw new Problem(`NOTIFY_URL is "${url}". Set it to an https address with no path, or leave it out.`);
  return { key, url: new URL(url).origin, emailTemplate: emailTemplate || undefined, textTemplate: textTemplate || undefined };
}

/** Notices on devices, where their keys are set. Throws a Problem for keys by halves, or that can not be read. */
export function readPush(variables: Variables): PushSettings | undefined {
  const { VAPID_PUBLIC: publicKey, VAPID_PRIVATE: privateKey, VAPID_SUBJECT: subject } = variables;
  if (!publicKey && !privateKey && !subject) return undefined;
  if (!publicKey || !privateKey || !subject) throw new Problem('Set all of VAPID_PUBLIC, VAPID_PRIVATE and VAPID_SUBJECT, or none.');
  if (!/^[\w-]{87}$/.test(publicKey) || !/^[\w-]{43}$/.test(privateKey)) {
    throw new Problem('VAPID_PUBLIC and VAPID_PRIVATE can not be read. Make a pair with: npx web-push generate-vapid-keys');
  }
  if (!/^(mailto:\S+@\S+|https:\/\/\S+)$/.test(subject)) throw new Problem(`VAPID_SUBJECT is "${subject}". Set it to mailto: and your address.`);
  return { publicKey, privateKey, subject, hosts: readHosts(variables.PUSH_HOSTS) };
}

function readHosts(value: string | undefined): string[] {
  const hosts = (value ?? '').split(',').flatMap((host) => host.trim().toLowerCase() || []);
  const wrong = hosts.find((host) => !/^[a-z\d-]+(\.[a-z\d-]+)*(:\d{1,5})?$/.test(host));
  if (wrong) throw new Problem(`PUSH_HOSTS has "${wrong}". Write names of hosts with commas between them, for example push.example.org.`);
  return hosts;
}

function isSafe(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isOurs = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url !== undefined && (url.protocol === 'https:' || isOurs) && value.replace(/\/$/, '') === url.origin;
}
