import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startProvider, type TestProvider } from '#tests/support/provider.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { realBrowser } from '#tests/support/service.ts';

let database: TestDatabase;
let provider: TestProvider;
let server: TestServer;
const chromium = realBrowser();
beforeAll(async () => {
  [database, provider] = await Promise.all([makeDatabase(), startProvider()]);
  server = await startServer({ DATABASE_URL: database.ownerUrl, DEMO: '1', ...provider.variables });
  provider.open(server.origin);
});
afterAll(async () => {
  await server?.stop();
  await provider?.close();
  await database?.close();
});

test('in a real browser a carer adds NHS login with the keyboard, signs out, and comes back with it from the other site', async () => {
  const context = await chromium.browser.newContext({ viewport: { width: 320, height: 640 } });
  await context.addCookies([{ name: 'session', value: await database.session('Nadia Khan'), url: server.origin, sameSite: 'Lax' }]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && message.location().url.startsWith(server.origin) && faults.push(message.text()));
  // As a press on the provider's own page: the way back starts on another site, and the browser decides which cookies go along.
  const comeBack = async () => {
    await page.waitForURL(`${provider.issuer}/choose/**`);
    await page.evaluate(() => window.location.assign(`${window.location.pathname}/as/nadia-at-nhs`));
  };

  await page.goto(`${server.origin}/en/me/logins`);
  await page.getByRole('link', { name: 'Add NHS login' }).focus();
  await page.keyboard.press('Enter');
  await comeBack();
  await page.getByRole('status').filter({ hasText: 'You added it.' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

  await page.goto(`${server.origin}/en/family`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${server.origin}/en/sign-in`);
  await page.getByRole('link', { name: 'Sign in with NHS login' }).focus();
  await page.keyboard.press('Enter');
  await comeBack();
  await page.getByRole('heading', { level: 1, name: 'Hello, Nadia' }).waitFor();
  const cookies = await context.cookies(server.origin);
  expect(cookies.map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite }))).toEqual([{ name: 'session', httpOnly: true, sameSite: 'Lax' }]);
  expect(faults).toEqual([]);
  await context.close();
});
