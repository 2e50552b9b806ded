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
const thread = () => new URL(page.url()).pathname.split('/').at(-1);
/** Someone comes into the conversation of the page. */
const joins = (name: string) =>
  sql`insert into thread_members (thread_id, person_id) select ${thread()}, id from people where name = ${name}
    on conflict do nothing`.execute(demo.database.owner);
/** Their key worker writes, and it arrives. */
const answer = async (words: string) => {
  const { rows } = await sql<{ name: string }>`select p.name from thread_members m join staff s on s.person_id = m.person_id
    join people p on p.id = m.person_id where m.thread_id = ${thread()}`.execute(demo.database.owner);
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

  test('brings who reads it with it, when someone steps in; what someone writes stays', async () => {
    await becomes('Nadia Khan');
    await open();
    await write('Who can call me?');
    await page.locator('[data-live] li', { hasText: 'Who can call me?' }).waitFor();
    await passTime(demo.database, '11 seconds');
    await box().fill('And I begin');
    await page.locator('#write').getByText('Only you and Tom Okafor can read this.').waitFor();
    await sql`select join_to_answer(${thread()}, (select id from people where name = 'Gwen Ashby'), 'team lead')`.execute(demo.database.owner);
    await page
      .locator('#write')
      .getByText(/Only you.*Gwen Ashby.* can read this\./)
      .waitFor();
    expect(await page.locator('#write h2').textContent()).toContain('Gwen Ashby');
    expect(await box().inputValue()).toBe('And I begin');
  });

  test('is not shown as another person sees it, who signed in on the same device since', async () => {
    await becomes('Nadia Khan');
    const streams = page.waitForRequest('**/live/**');
    await open();
    await streams;
    await joins('Amir Khan');
    await becomes('Amir Khan');
    const looked = page.waitForResponse((one) => one.url() === page.url() && one.request().headers()['alongside-live'] === 'yes');
    await answer('Only for whoever is signed in.');
    await looked;
    // It is there for them; and what made the page look once more would have brought it by now.
    const seen = await page.evaluate(async () => {
      document.dispatchEvent(new Event('sent'));
      const text = await (await fetch(location.pathname)).text();
      await new Promise(requestAnimationFrame);
      return text;
    });
    expect(seen.includes('Only for whoever is signed in.')).toBe(true);
    expect(await page.getByText('Only for whoever is signed in.').count()).toBe(0);
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
    const askForKey = () => page.evaluate(async () => (await fetch('/live/key')).status);
    expect(await askForKey()).toBe(204);
    await context.clearCookies();
    expect(await askForKey()).toBe(401);
  });

  const writeOffline = async (words: string) => {
    await open();
    await context.setOffline(true);
    await write(words);
    await page.locator('[data-unsent] li').waitFor();
  };
  const isBack = async () => {
    await context.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event('online')));
  };
  /** Once nothing is on its way any more. */
  const settled = () => page.evaluate(() => navigator.locks.request('unsent', () => undefined));
  const posts = '**/*_action=messages.post*';
  const lose = () => page.route(posts, (route) => route.abort());

  test('an answer that is not ours, as of the filter of a school, is none: the words wait on, and go once it is ours', async () => {
    await writeOffline('The school must not eat this.');
    await page.route(posts, (route) => route.fulfill({ status: 302, headers: { location: `${demo.origin}/en` } }), { times: 1 });
    const elsewhere = page.waitForResponse(`${demo.origin}/en`);
    await context.setOffline(false);
    await elsewhere;
    await settled();
    expect(await waiting()).toEqual(['The school must not eat this.']);
    await page.route(posts, (route) => route.fulfill({ status: 403, contentType: 'text/html', body: '<h1>Blocked</h1>' }), { times: 1 });
    const blocked = page.waitForResponse(posts);
    await isBack();
    await blocked;
    await settled();
    expect(await page.locator('[data-unsent] li').textContent()).toContain('This waits for the internet.');
    await isBack();
    await page.getByRole('status').getByText('We sent what you wrote.').waitFor();
    expect(await sentNow()).toContain('The school must not eat this.');
  });

  test('words of danger bring whom to call while they wait, and the whole help once they went', async () => {
    await writeOffline('I want to die.');
    await page.locator('[data-unsent]').getByRole('link', { name: 'Call 999' }).waitFor();
    await isBack();
    await page.locator('#danger-help + form').waitFor();
  });

  test('nobody sends it in the name of another person, who signed in on the same device since', async () => {
    await becomes('Nadia Khan');
    await writeOffline('This is from me alone.');
    await joins('Amir Khan');
    await becomes('Amir Khan');
    await isBack();
    await page.getByText('You are signed out. Sign in again to send this.').waitFor();
    expect(await sentNow()).toEqual([]);
    await page.reload();
    await settled();
    expect(await waiting()).toEqual([]);
    expect(await kept()).toHaveLength(1);
    await becomes('Nadia Khan');
    await open();
    await page.getByRole('status').getByText('We sent what you wrote.').waitFor();
    expect(await sentNow()).toContain('This is from me alone.');
  });

  test('after 14 days it is forgotten, whoever wrote it', async () => {
    await lose();
    await writeOffline('Nobody came back for this.');
    await context.setOffline(false);
    await becomes('Nadia Khan');
    const written = Date.now();
    await page.clock.setFixedTime(written + 13 * 24 * 60 * 60 * 1000);
    await open();
    await settled();
    expect(await kept()).toHaveLength(1);
    await page.clock.setFixedTime(written + 15 * 24 * 60 * 60 * 1000);
    await open();
    await expect.poll(kept).toEqual([]);
  });

  test('what was taken back on the page, after its answer got lost, is not sent after all', async () => {
    await writeOffline('I did not mean this.');
    // The service takes it, and its answer does not come back; nor does any after it.
    await page.route(
      posts,
      async (route) => {
        await route.fetch({ maxRedirects: 0 });
        await route.abort();
      },
      { times: 1 },
    );
    const lost = page.waitForEvent('requestfailed', (one) => one.url().includes('messages.post'));
    await context.setOffline(false);
    await lost;
    await page.route(posts, (route) => route.abort());
    // However slow this machine is: there is still time to take it back.
    await sql`update messages set arrives_at = now() + interval '1 minute' where words = 'I did not mean this.'`.execute(demo.database.owner);
    await page.reload();
    await page.locator('[data-live] li', { hasText: 'I did not mean this.' }).getByRole('button', { name: 'Take it back' }).click();
    await expect.poll(() => box().inputValue()).toBe('I did not mean this.');
    expect(await kept()).toHaveLength(1);
    await page.unroute(posts);
    await isBack();
    await expect.poll(kept).toEqual([]);
    expect(await waiting()).toEqual([]);
    expect(await sentNow()).not.toContain('I did not mean this.');
    expect(await page.getByText('We sent what you wrote.').count()).toBe(0);
  });

  test('another page says that something waits, leads to it, and sends it', async () => {
    await lose();
    await writeOffline('Sent from another page.');
    await context.setOffline(false);
    const conversation = new URL(page.url()).pathname;
    await page.goto(`${demo.origin}/en/family/people`);
    await page.getByText('Something you wrote has not gone yet.').waitFor();
    expect(await page.getByRole('link', { name: 'Go to what waits' }).getAttribute('href')).toBe(conversation);
    await page.unroute(posts);
    await isBack();
    await page.getByRole('status').getByText('We sent what you wrote.').waitFor();
    expect(await page.getByText('Something you wrote has not gone yet.').count()).toBe(0);
    expect(await kept()).toEqual([]);
    expect(await sentNow()).toContain('Sent from another page.');
  });

  test('signing out sends it first; where that can not be, it says so, and then clears it', async () => {
    await lose();
    await writeOffline('Before I go.');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Sign out', exact: true }).dblclick();
    await page.getByRole('alert').getByText('If you sign out now, it is lost.').waitFor();
    expect(await kept()).toHaveLength(1);
    await page.getByRole('button', { name: 'Sign out and lose it' }).click();
    await page.waitForURL('**/signed-out');
    expect(await kept()).toEqual([]);

    await becomes('Dilys Bevan');
    await writeOffline('Take this with you.');
    await context.setOffline(false);
    await page.goto(`${demo.origin}/en/family/people`);
    await page.getByText('Something you wrote has not gone yet.').waitFor();
    await page.unroute(posts);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL('**/signed-out');
    expect(await sentNow()).toContain('Take this with you.');
  });

  test('leaving the page quickly clears it', async () => {
    await context.route('https://www.bbc.co.uk/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }));
    await lose();
    await writeOffline('Not for anyone else.');
    await context.setOffline(false);
    await page.locator('[data-leave]').click();
    await page.waitForURL('https://www.bbc.co.uk/**');
    await page.goto(`${demo.origin}/en`);
    expect(await kept()).toEqual([]);
  });
});
