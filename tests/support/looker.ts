import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { hashToken, newToken } from '#access/sign-in.ts';
import type { PageKind } from './page-kinds/kind.ts';
import { demoWithLogins, oneWindow, realBrowser, type DemoService } from './service.ts';
import { setTheStage } from './stage.ts';

/** Someone with a browser who opens pages of every kind. What it gives is filled before the tests. */
export interface Looker {
  page: Page;
  demo: DemoService;
  /** Opens a page of a kind in a language, as who it is for, and does there what the kind says. Gives its HTML as the server sent it. */
  open(kind: PageKind, language: string, settings?: string): Promise<string>;
}

/** How many pages a window opens until another one takes its place. */
const patience = 25;

/** Starts the demo with all that its pages can show, and one window for all tests of this file. */
export function oneLooker(): Looker {
  const demo = demoWithLogins();
  const window = oneWindow(demo, realBrowser());
  const looker: Looker = { demo, page: undefined as unknown as Page, open };
  let id: (name: string) => string;
  let html: Promise<string> = Promise.resolve('');
  let opened = 0;
  beforeAll(async () => {
    id = await setTheStage(demo);
    lookAtNewWindow();
  });
  function lookAtNewWindow() {
    looker.page = window.page;
    looker.page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.status() !== 303) html = response.text().catch(() => '');
    });
  }
  async function open(kind: PageKind, language: string, settings = kind.settings ?? ''): Promise<string> {
    // What engines leave behind in a window makes it slower and slower.
    if (++opened % patience === 0) {
      await window.renew();
      lookAtNewWindow();
    }
    const { page } = looker;
    // Where one page could not be looked at, the next one has its network all the same.
    await page.context().setOffline(false);
    const putRight = await kind.broken?.(demo.database);
    try {
      await become(demo, page, kind, language, settings);
      const answer = await page.goto(demo.origin + kind.address({ language, id }));
      expect(answer?.status()).toBe(kind.status ?? 200);
      await kind.does?.(page);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      return await html;
    } finally {
      await putRight?.();
    }
  }
  return looker;
}

// A new session each time: over an hour of looking, one would end, and the last check that it is them would be too long ago.
async function become({ database, origin }: DemoService, page: Page, { who, isStale }: PageKind, language: string, settings: string): Promise<void> {
  const context = page.context();
  await context.clearCookies();
  if (settings) await context.addCookies([{ name: 'settings', value: settings, url: origin }]);
  if (!who) return;
  const personId = await database.id(who);
  const token = newToken();
  await database.owner
    .insertInto('sessions')
    .values({ tokenHash: hashToken(token), personId, method: 'demo', freshAt: isStale ? new Date(Date.now() - 3_600_000) : new Date() })
    .execute();
  // Pages without a language in their address take that of their reader.
  await database.owner.updateTable('people').set({ language }).where('id', '=', personId).execute();
  await context.addCookies([{ name: 'session', value: token, url: origin }]);
}
