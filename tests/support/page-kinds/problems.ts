import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { paths } from '#paths.ts';
import type { PageKind } from './kind.ts';

/** Sends a form that no page of ours has, as one would from a page that is older than the service. */
async function sendToNobody(page: Page): Promise<void> {
  const sent = page.waitForEvent('load');
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post' });
    form.append(Object.assign(document.createElement('textarea'), { name: 'words', value: 'Leo sang all morning.' }));
    // As TextField marks each field for words.
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'typed words' }));
    document.body.append(form);
    form.submit();
  });
  await sent;
  await page.locator('main #typed').waitFor();
}

/** The pages that say what went wrong. */
export const problemKinds: PageKind[] = [
  { name: 'a page that is not there', address: ({ language }) => `/${language}/nowhere`, status: 404 },
  { name: 'a form that nobody takes', address: ({ language }) => paths.home(language), does: sendToNobody },
  {
    name: 'a page that fails',
    who: 'Nadia Khan',
    address: ({ language }) => paths.family(language),
    status: 500,
    broken: async ({ owner }) => {
      await sql`alter function stay() rename to stay_away`.execute(owner);
      return () => sql`alter function stay_away() rename to stay`.execute(owner);
    },
  },
];
