import { resolve } from 'node:path';
import { Problem } from '#problem.ts';
import type { Logins } from '#site.ts';
import { readNotify, readPush, type NotifySettings, type PushSettings } from './channels.ts';
import { readLogins } from './logins.ts';

/** What the process is told from outside, checked. The README has the table for people who run the service. */
export interface Environment {
  port: number;
  host: string;
  /** An absolute folder for the embedded database. */
  dataDir: string;
  /** A database of one's own, as its owner. Undefined: the embedded one. */
  databaseUrl: string | undefined;
  /** The address that people type, as `https://alongside.example.org`. Undefined: this machine only. */
  siteOrigin: string | undefined;
  demo: boolean;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** GOV.UK Notify for emails, texts or both. */
  notify: NotifySettings | undefined;
  /** Notices on devices. */
  push: PushSettings | undefined;
  /** NHS login and the organisation's own, where they are set. */
  logins: Logins;
}

type Variables = Record<string, string | undefined>;

/** Reads the variables of the process. Throws a Problem that names the variable and says what it should be. */
export function readEnvironment(variables: Variables): Environment {
  const siteOrigin = readOrigin(variables.SITE_ORIGIN);
  const demo = readDemo(variables.DEMO, !variables.DATABASE_URL && !siteOrigin);
  const smtpUrl = readSmtpUrl(variables.SMTP_URL);
  const notify = readNotify(variables);
  if (!demo && !smtpUrl && !notify?.emailTemplate) {
    throw new Problem('Nobody can sign in without email. Set SMTP_URL to your mail server, or DEMO=1 to try the demo.');
  }
  const host = variables.HOST || 'localhost';
  return {
    port: readPort(variables.PORT),
    host,
    ...readPlace(variables),
    siteOrigin,
    demo,
    smtpUrl,
    mailFrom: variables.MAIL_FROM || 'Alongside <no-reply@example.org>',
    notify,
    push: readPush(variables),
    logins: readLogins(variables, siteOrigin !== undefined || ['localhost', '127.0.0.1', '::1'].includes(host)),
  };
}

/** Where the database is: all that a program needs that only reads it. Throws a Problem as above. */
export function readPlace(variables: Variables): Pick<Environment, 'dataDir' | 'databaseUrl'> {
  return { dataDir: resolve(variables.DATA_DIR || '.data'), databaseUrl: readDatabaseUrl(variables.DATABASE_URL || undefined) };
}

function readPort(given: string | undefined): number {
  const value = given || '4321';
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65535) return port;
  throw new Problem(`PORT is "${value}". Set it to a number from 0 to 65535, for example PORT=4321.`);
}

function readOrigin(value: string | undefined): string | undefined {
  if (!value) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && value.replace(/\/$/, '') === url.origin) return url.origin;
  throw new Problem(`SITE_ORIGIN is "${value}". Set it to an address with no path, for example https://alongside.example.org.`);
}

function readDatabaseUrl(value: string | undefined): string | undefined {
  if (!value) return undefined;
  // The roles of the pages take the name's place in it, so the name has to stand there and nowhere else.
  const hasName = /^postgres(ql)?:\/\/[^:@/]+(:[^@/]*)?@/.test(value) && !/[?&](user|password)=/.test(value);
  if (hasName && URL.canParse(value.replace('@/', '@socket/'))) return value;
  throw new Problem('DATABASE_URL can not be read. It looks like postgres://name:password@host:5432/database.');
}

function readSmtpUrl(value: string | undefined): string | undefined {
  if (!value || (/^smtps?:\/\//.test(value) && URL.canParse(value))) return value || undefined;
  throw new Problem('SMTP_URL can not be read. It looks like smtps://name:password@mail.example.org.');
}

function readDemo(value: string | undefined, unset: boolean): boolean {
  if (!value) return unset;
  if (value === '1' || value === '0') return value === '1';
  throw new Problem(`DEMO is "${value}". Set it to 1 (on) or 0 (off).`);
}
