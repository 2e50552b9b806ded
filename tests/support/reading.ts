import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, expect } from 'vitest';
import type { DemoService } from './service.ts';

/** Someone who reads in a real browser: a new one for each test, in which nothing may go wrong unseen. */
export interface Reading {
  context: BrowserContext;
  page: Page;
  /** Opens a page of the demo, as someone who is signed in or as anyone, with some settings. */
  open(path: string, as?: { who?: string; settings?: string }): Promise<void>;
  press(name: string): Promise<void>;
}

/** Opens a browser for each test of this file, with scripts or without. What the page complains of fails the test. */
export function reading(demo: DemoService, chromium: { browser: Browser }, javaScriptEnabled = true): Reading {
  let problems: string[];
  const reader = {
    async open(path, { who, settings } = {}) {
      if (settings) await reader.context.addCookies([{ name: 'settings', value: settings, url: demo.origin }]);
      if (who) await reader.context.addCookies([{ name: 'session', value: await demo.database.session(who), url: demo.origin }]);
      await reader.page.goto(demo.origin + path);
    },
    press: (name) => reader.page.getByRole('button', { name, exact: true }).click(),
  } as Reading;
  beforeEach(async () => {
    problems = [];
    reader.context = await chromium.browser.newContext({ serviceWorkers: 'block', javaScriptEnabled });
    reader.page = await reader.context.newPage();
    reader.page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    reader.page.on('pageerror', ({ message }) => problems.push(message));
  });
  afterEach(async () => {
    await reader.context.close();
    expect(problems).toEqual([]);
  });
  return reader;
}
