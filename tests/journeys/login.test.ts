import { expect, test } from 'vitest';
import { demoWithLogins, realBrowser } from '#tests/support/service.ts';

const demo = demoWithLogins();
const chromium = realBrowser();

test('in a real browser a carer adds NHS login with the keyboard, signs out, and comes back with it from the other site', async () => {
  const context = await chromium.browser.newContext({ viewport: { width: 320, height: 640 } });
  await context.addCookies([{ name: 'session', value: await demo.database.session('Nadia Khan'), url: demo.origin, sameSite: 'Lax' }]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && message.location().url.startsWith(demo.origin) && faults.push(message.text()));
  // As a press on the provider's own page: the way back starts on another site, and the browser decides which cookies go along.
  const comeBack = async () => {
    await page.waitForURL(`${demo.provider.issuer}/choose/**`);
    await page.evaluate(() => window.location.assign(`${window.location.pathname}/as/nadia-at-nhs`));
  };

  await page.goto(`${demo.origin}/en/me/logins`);
  await page.getByRole('link', { name: 'Add NHS login' }).focus();
  await page.keyboard.press('Enter');
  await comeBack();
  await page.getByRole('status').filter({ hasText: 'You added it.' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

  await page.goto(`${demo.origin}/en/family`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${demo.origin}/en/sign-in`);
  await page.getByRole('link', { name: 'Sign in with NHS login' }).focus();
  await page.keyboard.press('Enter');
  await comeBack();
  await page.getByRole('heading', { level: 1, name: 'Hello, Nadia' }).waitFor();
  const cookies = await context.cookies(demo.origin);
  expect(cookies.map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite }))).toEqual([{ name: 'session', httpOnly: true, sameSite: 'Lax' }]);
  expect(faults).toEqual([]);
  await context.close();
});
