import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPasskeys } from '#tests/support/browser.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startPost, type Post } from '#tests/support/post.ts';
import { runProgram, startServer, type TestServer } from '#tests/support/server.ts';
import { realBrowser } from '#tests/support/service.ts';

// A service that begins: nobody is in its database yet.
let database: TestDatabase;
let server: TestServer;
let post: Post;
const chromium = realBrowser();

beforeAll(async () => {
  post = await startPost();
  database = await makeDatabase('blank');
  server = await startServer({ DATABASE_URL: database.ownerUrl, SMTP_URL: post.url });
});
afterAll(async () => {
  await server.stop();
  await post.stop();
  await database.close();
});

async function addStaff(...parameters: string[]): Promise<{ code: number | null; output: string }> {
  const { ended, output } = runProgram('staff.ts', parameters, { DATABASE_URL: database.ownerUrl });
  return { code: await ended, output: output() };
}

/** Starts by the link of an email, with a new passkey where `who` is staff. */
async function start(context: BrowserContext, address: string): Promise<Page> {
  const email = await post.emailTo(address, '/join/');
  const page = await context.newPage();
  await keepPasskeys(page);
  await page.goto(/\S+\/join\/\S+/.exec(email.text ?? '')?.[0] ?? '');
  await page.getByRole('button', { name: 'Start' }).click();
  return page;
}

test('from an empty database to a family that reads: the first team lead, a young person, and who is invited', async () => {
  expect(await addStaff('Gwen Ashby', 'gwen.ashby@example.org', 'team lead', 'staffordshire', '01632 960123')).toEqual({
    code: 0,
    output: 'Gwen Ashby gets an email with a link to start. It works for 7 days.\n',
  });
  const context = await chromium.browser.newContext();
  const gwen = await start(context, 'gwen.ashby@example.org');
  await gwen.locator('astro-island:not([ssr])').first().waitFor({ state: 'attached' });
  await gwen.getByRole('button', { name: 'Make a passkey on this device' }).click();
  await gwen.getByRole('heading', { name: 'Hello, Gwen' }).waitFor();
  await gwen.getByRole('link', { name: 'Add a young person' }).click();
  await gwen.getByLabel('Full name').fill('Ffion Price');
  await gwen.getByLabel('The name that people say').fill('Ffion');
  await gwen.getByLabel('Day of birth').fill('2009-05-06');
  await gwen.getByRole('radio', { name: /Staffordshire/ }).check();
  await gwen.getByRole('radio', { name: 'Gwen Ashby, Team lead' }).check();
  await gwen.getByRole('button', { name: 'Add this young person' }).click();
  await gwen.getByRole('link', { name: 'Invite someone' }).click();
  await gwen.getByRole('radio', { name: 'Family', exact: true }).check();
  await gwen.getByLabel('Their whole name').fill('Mair Price');
  await gwen.locator('#knownAs').fill('Mair');
  await gwen.locator('#address').fill('mair.price@example.org');
  await gwen.getByRole('button', { name: 'Invite them' }).click();
  const email = await post.emailTo('mair.price@example.org', '/join/');
  expect(email.text).not.toMatch(/Ffion|Price|Gwen/);
  await context.close();
}, 120_000);

test('what is wrong is told in one line, and an address is one person’s', async () => {
  for (const wrong of [['Gwen'], ['Gwen Ashby', 'gwen'], ['Gwen Ashby', 'gwen@example.org', 'boss', 'staffordshire', '01632 960123']]) {
    const { code, output } = await addStaff(...wrong);
    expect([code, output]).toEqual([1, expect.stringMatching(/^Nobody was added\. Look at the \w+\. It goes like this: npm run staff -- .+\n$/)]);
  }
  expect(await addStaff('Someone Else', 'gwen.ashby@example.org', 'key worker', 'staffordshire', '01632 960123')).toEqual({
    code: 1,
    output: 'Nobody was added. Someone else has this address already.\n',
  });
});
