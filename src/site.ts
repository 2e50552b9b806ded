/** A login of someone else's, by OpenID Connect: who runs it, what it calls us, and the file of the key that shows it is us. */
export interface LoginSettings {
  issuer: string;
  clientId: string;
  key: string;
}

/** The logins that this service has: NHS login, and the organisation's own. */
export type Logins = { [kind in 'nhs' | 'work']?: LoginSettings };

/** What can be offered beside email: texts, and notices on devices, by the key that browsers need and the hosts that tell them. */
export interface NoticeSettings {
  texts: boolean;
  pushKey?: string | undefined;
  pushHosts: string[];
}

/** What the running server knows of itself. The start sets these once; see environment.ts for what people may set. */
export const site = {
  /** True in the demo, where made-up people can be used by anyone. */
  get isDemo(): boolean {
    return process.env.ALONGSIDE_DEMO === '1';
  },
  /** The project's folder, where pictures and fonts for files to print are read from. */
  get root(): string {
    return process.env.ALONGSIDE_ROOT || process.cwd();
  },
  /** The one address of the site, without a path. Undefined on one's own machine. */
  get origin(): string | undefined {
    return process.env.SITE_ORIGIN || undefined;
  },
  /** The hosts (with port) that this site answers to. */
  get hosts(): string[] {
    if (site.origin) return [new URL(site.origin).host];
    const { HOST = 'localhost', PORT = '4321' } = process.env;
    return [HOST.includes(':') ? `[${HOST}]` : HOST, 'localhost', '127.0.0.1', '[::1]'].map((name) => (PORT === '80' ? name : `${name}:${PORT}`));
  },
  /** The origins that our own pages have, as browsers say them. */
  get origins(): string[] {
    return site.origin ? [site.origin] : site.hosts.map((host) => `http://${host}`);
  },
  /** The logins of others that people can use here. Empty where none is set. */
  get logins(): Logins {
    return JSON.parse(process.env.ALONGSIDE_LOGINS || '{}') as Logins;
  },
  /** How people can be told here, beside email. */
  get notices(): NoticeSettings {
    return JSON.parse(process.env.ALONGSIDE_NOTICES || '{"texts":false,"pushHosts":[]}') as NoticeSettings;
  },
  /** The name that passkeys are bound to: the host, without a port. */
  get name(): string {
    return new URL(site.origin ?? 'http://localhost').hostname;
  },
  /** True where pages come over https, so that cookies can be kept to it. */
  get isSecure(): boolean {
    return site.origin?.startsWith('https:') ?? false;
  },
};
