import type { Page } from 'playwright-core';
import type { TestDatabase } from '#tests/support/database.ts';

/** What the address of a page is made from. */
export interface Where {
  language: string;
  /** The id of a person by name, or of what the stage is set with by its own word: `the card`. */
  id(name: string): string;
}

/** One kind of page of the service: pages of a kind differ in their words only. */
export interface PageKind {
  /** What it is, as `a guide`: each kind has its own. */
  name: string;
  address(where: Where): string;
  /** Who looks, by name. Nobody in particular where it is left out. */
  who?: string;
  /** True where the last check that it is them is long ago. */
  isStale?: boolean;
  /** What the server answers. 200 where it is left out. */
  status?: number;
  /** What someone chose that the server answers, as the cookie keeps it. */
  settings?: string;
  /** What someone does there, before the page is the one that is meant. */
  does?(page: Page): Promise<unknown>;
  /** What has to be wrong behind the page while it is asked for; it gives what puts that right. */
  broken?(database: TestDatabase): Promise<() => Promise<unknown>>;
  /** True where the page has one language only, whatever its reader chose. */
  isEnglishOnly?: boolean;
}

/** Fills the fields of a form and sends it with its last button, and waits for what comes back: a part of `main`. `on` ticks a box. */
export function send(fields: Record<string, string>, shows: string, form = 'main form[method=post]') {
  return async (page: Page) => {
    const sent = page.locator(form).last();
    for (const [name, words] of Object.entries(fields)) {
      const field = sent.locator(`[name="${name}"]`).first();
      await (words === 'on' ? field.check() : field.fill(words));
    }
    await Promise.all([page.waitForEvent('load'), sent.locator('button:not([hidden], [formaction])').last().click()]);
    await page.locator(`main ${shows}`).first().waitFor();
  };
}

/** What says that a form came back with a mistake. */
export const mistake = '.mistakes[role=alert]';
