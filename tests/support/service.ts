import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { openBrowser } from './browser.ts';
import { pastPolicy } from './engines/engine.ts';
import { makeDatabase, type TestDatabase } from './database.ts';
import { startProvider, type TestProvider } from './provider.ts';
import { startServer, type TestServer } from './server.ts';

/** The whole demo for one test file: a database and a service of its own, which end with it. */
export interface DemoService {
  database: TestDatabase;
  server: TestServer;
  origin: string;
}

// With what offers notices on devices too. In the demo none goes out, so nobody needs the key itself.
const push = { VAPID_PUBLIC: 'B'.repeat(87), VAPID_PRIVATE: 'a'.repeat(43), VAPID_SUBJECT: 'mailto:team@example.org' };

/** Starts the demo before the tests of this file. What it gives is filled by then. */
export function demoService(): DemoService {
  const demo = {} as DemoService;
  beforeAll(async () => {
    demo.database = await makeDatabase();
    demo.server = await startServer({ DATABASE_URL: demo.database.ownerUrl, DEMO: '1', ...push });
    demo.origin = demo.server.origin;
  });
  afterAll(async () => {
    await demo.server?.stop();
    await demo.database.close();
  });
  return demo;
}

/** As `demoService`, with a real provider of logins beside it, that the service knows and that answers. */
export function demoWithLogins(): DemoService & { provider: TestProvider } {
  const demo = {} as DemoService & { provider: TestProvider };
  beforeAll(async () => {
    [demo.database, demo.provider] = await Promise.all([makeDatabase(), startProvider()]);
    demo.server = await startServer({ DATABASE_URL: demo.database.ownerUrl, DEMO: '1', ...demo.provider.variables });
    demo.origin = demo.server.origin;
    demo.provider.open(demo.origin);
  });
  afterAll(async () => {
    await demo.server?.stop();
    await demo.provider?.close();
    await demo.database?.close();
  });
  return demo;
}

/** Opens the real browser before the tests of this file. */
export function realBrowser(): { browser: Browser } {
  const opened = {} as { browser: Browser };
  beforeAll(async () => {
    opened.browser = await openBrowser(inject('chromium'));
  });
  afterAll(() => opened.browser?.close());
  return opened;
}

/** One window of a browser for a whole test file. What it gives is filled before the tests. */
export interface Window {
  page: Page;
  /** Closes it and opens another one, as new. */
  renew(): Promise<void>;
  /** Makes whoever looks someone else, or nobody, with some settings. */
  become(who: string | undefined, settings: string): Promise<void>;
}

/** Opens one window on the demo for all tests of this file: a new one for each page takes longer than what looks at the page. */
export function oneWindow(demo: DemoService, chromium: { browser: Browser }): Window {
  const sessions = new Map<string, string>();
  const openAnother = async () => {
    const context = await chromium.browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' });
    pastPolicy.add(context);
    opened.page = await context.newPage();
  };
  const opened = {
    async renew() {
      await opened.page.context().close();
      await openAnother();
    },
    async become(who, settings) {
      const context = opened.page.context();
      await context.clearCookies();
      if (settings) await context.addCookies([{ name: 'settings', value: settings, url: demo.origin }]);
      if (!who) return;
      const session = sessions.get(who) ?? (await demo.database.session(who));
      sessions.set(who, session);
      await context.addCookies([{ name: 'session', value: session, url: demo.origin }]);
    },
  } as Window;
  beforeAll(openAnother);
  return opened;
}
