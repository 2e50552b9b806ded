import { sql } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashToken } from '#access/sign-in.ts';
import { passTime } from '#tests/support/clock.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import { signInAs } from '#tests/support/families.ts';

const demo = demoService();
const chromium = realBrowser();
let context: BrowserContext;
let page: Page;
let session: string;

beforeEach(async () => {
  context = await chromium.browser.newContext();
  page = await context.newPage();
  await becomes('Dilys Bevan');
});
afterEach(() => context.close());

async function becomes(name: string): Promise<void> {
  session = await demo.database.session(name);
  await context.addCookies([{ name: 'session', value: session, url: demo.origin }]);
}
const open = async () => {
  const { rows } = await sql<{ id: string }>`select t.id from threads t join thread_members m on m.thread_id = t.id
    join sessions s on s.person_id = m.person_id where s.token_hash = ${hashToken(session)}`.execute(demo.database.owner);
  await page.goto(`${demo.origin}/en/family/messages/${rows[0]?.id}`);
};
/** Their key worker writes, and it arrives. */
const answer = async (words: string) => {
  const { rows } = await sql<{ name: string }>`select p.name from thread_members m join staff s on s.person_id = m.person_id
    join people p on p.id = m.person_id where m.thread_id = ${page.url().split('/').at(-1)}`.execute(demo.database.owner);
  const staff = await signInAs(demo.origin, rows[0]?.name ?? '');
  await staff.open(new URL(page.url()).pathname.replace('/en/family', '/desk'));
  await staff.press('Send', { words });
  expect(staff.page.status).toBe(200);
  await passTime(demo.database, '11 seconds');
};
const box = () => page.locator('textarea[name="words"]');
const write = async (words: string) => {
  await box().fill(words);
  await page.locator('#write').getByRole('button', { name: 'Send', exact: true }).click();
};
const sentNow = async () =>
  (
    await sql<{ words: string }>`select words from messages where author_id = (select person_id from sessions where token_hash = ${hashToken(session)})
    and sent_at > now() - interval '5 minutes' order by sent_at, id`.execute(demo.database.owner)
  ).rows.map(({ words }) => words);
const waiting = () => page.locator('[data-unsent] li .words').allTextContents();

describe('a new message', () => {
  test('shows without a reload; the focus, the scroll and the words in the box stay; a screen reader hears of it', async () => {
    const streams = page.waitForRequest('**/live/**');
    await open();
    await streams;
    await box().fill('I begin to wri');
    await box().evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(3, 3));
    const top = () => box().evaluate((field) => Math.round(field.getBoundingClientRect().top));
    const before = await top();
    await answer('Is 4pm good for you?');
    await page.getByText('Is 4pm good for you?').waitFor();
    await page.getByRole('status').getByText('There is a new message.').waitFor();
    expect(await box().evaluate((field: HTMLTextAreaElement) => [document.activeElement === field, field.value, field.selectionStart])).toEqual([
      true,
      'I begin to wri',
      3,
    ]);
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
    expect(await page.getByText('Is 4pm good for you?').count()).toBe(1);
  });

  test('shows where the stream is refused: the page asks every 30 seconds', async () => {
    await page.clock.install();
    await page.route('**/live/**', (route) => (route.request().url().endsWith('&once') ? route.continue() : route.fulfill({ status: 503 })));
    const refused = page.waitForResponse('**/live/**');
    await open();
    await refused;
    await answer('Here without a stream.');
    expect(await page.getByText('Here without a stream.').count()).toBe(0);
    await page.clock.runFor(31_000);
    await page.getByText('Here without a stream.').waitFor();
  });

  test('is not fetched, and not read, while nobody sees the page', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(document, 'hidden', { get: () => !('isSeen' in document), configurable: true });
    });
    await open();
    await answer('Are you there?');
    expect(await page.getByText('Are you there?').count()).toBe(0);
    await page.evaluate(() => {
      Object.assign(document, { isSeen: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.getByText('Are you there?').waitFor();
  });
});

describe('without internet', () => {
  const kept = () =>
    page.evaluate(async () => {
      if (!(await indexedDB.databases()).some(({ name }) => name === 'unsent')) return [];
      const opening = indexedDB.open('unsent');
      await new Promise((resolve) => opening.addEventListener('success', resolve));
      const database = opening.result;
      const all = database.transaction('forms').objectStore('forms').getAll();
      await new Promise((resolve) => all.addEventListener('success', resolve));
      database.close();
      const decode = new TextDecoder('latin1');
      return (all.result as { iv: Uint8Array; sealed: ArrayBuffer }[]).map((one) => decode.decode(one.iv) + decode.decode(one.sealed) + JSON.stringify(one));
    });

  test('three messages wait where they were written, and once it is back all three go, in order, once', async () => {
    await open();
    await context.setOffline(true);
    const three = ['First, she fell.', 'Second, she is fine.', 'Third, please call.'];
    for (const [index, words] of three.entries()) {
      await write(words);
      await page.locator('[data-unsent] li').nth(index).waitFor();
    }
    expect(await waiting()).toEqual(three);
    await page.getByRole('status').getByText('Your message waits here.').waitFor();
    expect(await page.locator('[data-unsent]').textContent()).toContain('This waits for the internet.');
    expect(await box().inputValue()).toBe('');

    const onDevice = await kept();
    expect(onDevice).toHaveLength(3);
    for (const each of onDevice) expect(each).not.toMatch(/she|please|First|messages\.post/);

    await context.setOffline(false);
    await page.getByRole('status').getByText('We sent what you wrote.').waitFor();
    await page.locator('[data-live] li', { hasText: three[2]! }).waitFor();
    expect(await waiting()).toEqual([]);
    expect(await kept()).toEqual([]);
    expect((await sentNow()).slice(-3)).toEqual(three);
    expect(new Set(await sentNow()).size).toBe((await sentNow()).length);
  });

  test('a message whose answer got lost on the way is still one message', async () => {
    await open();
    await context.setOffline(true);
    await write('Did you get this?');
    await page.locator('[data-unsent] li').waitFor();
    let times = 0;
    // The first time the service takes it, and its answer does not come back.
    await page.route('**/*_action=messages.post*', async (route) => {
      times += 1;
      if (times > 1) return route.continue();
      await route.fetch({ maxRedirects: 0 });
      return route.abort();
    });
    await context.setOffline(false);
    await expect.poll(() => times).toBe(1);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByRole('status').getByText('We sent what you wrote.').waitFor();
    expect((await sentNow()).filter((words) => words === 'Did you get this?')).toHaveLength(1);
  });

  test('what waits can go back into the box, and what the service refuses says so', async () => {
    await open();
    await context.setOffline(true);
    await write('x'.repeat(5001));
    await page.locator('[data-unsent] li').waitFor();
    await context.setOffline(false);
    await page.getByText('We could not send this.').waitFor();
    await page.getByRole('button', { name: 'Put this back in the box' }).click();
    await expect
      .poll(() =>
        box()
          .inputValue()
          .then(({ length }) => length),
      )
      .toBe(5001);
    await expect.poll(() => box().evaluate((field) => document.activeElement === field)).toBe(true);
    expect(await waiting()).toEqual([]);
  });

  test('on a device that others use nothing waits, and what waited from before is gone', async () => {
    await open();
    await context.setOffline(true);
    await write('Only for my own phone.');
    await page.locator('[data-unsent] li').waitFor();
    await context.setOffline(false);
    await page.route('**/*_action=messages.post*', (route) => route.abort());
    await sql`update sessions set idle = 300 where token_hash = ${hashToken(session)}`.execute(demo.database.owner);
    await open();
    expect(await kept()).toEqual([]);
    expect(await page.locator('[data-unsent]').getAttribute('data-unsent')).toBe('');
  });

  test('signing out clears what waits', async () => {
    await open();
    await page.route('**/*_action=messages.post*', (route) => route.abort());
    await context.setOffline(true);
    await write('Nobody after me reads this.');
    await page.locator('[data-unsent] li').waitFor();
    await context.setOffline(false);
    expect(await kept()).toHaveLength(1);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/signed-out');
    expect(await kept()).toEqual([]);
  });

  test('leaving the page quickly clears it too, and another person who signs in here sends nothing of it', async () => {
    await context.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }));
    await page.route('**/*_action=messages.post*', (route) => route.abort());
    const keepOne = async () => {
      await open();
      await context.setOffline(true);
      await write('Not for anyone else.');
      await page.locator('[data-unsent] li').waitFor();
      await context.setOffline(false);
    };
    await keepOne();
    await page.locator('[data-leave]').click();
    await page.waitForURL('https://www.bbc.co.uk/**');
    await page.goto(`${demo.origin}/en`);
    expect(await kept()).toEqual([]);

    await keepOne();
    await becomes('Nadia Khan');
    await open();
    await expect.poll(kept).toEqual([]);
    expect(await waiting()).toEqual([]);
  });
});
