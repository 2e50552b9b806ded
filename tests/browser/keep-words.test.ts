import { expect, test } from 'vitest';
import { demoService, realBrowser } from '#tests/support/service.ts';

const demo = demoService();
const chromium = realBrowser();

test('what someone writes is kept as they write: help comes up with words of danger, the focus stays, and another device has it', async () => {
  const context = await chromium.browser.newContext();
  await context.addCookies([{ name: 'session', value: await demo.database.session('Imran Khan'), url: demo.origin }]);
  const page = await context.newPage();
  await page.goto(`${demo.origin}/en/family/messages`);
  const box = page.getByLabel('Your message');
  await box.fill('He says he wants to die');
  await page.locator('#danger-help').waitFor();
  expect(await page.locator('#danger-help').getByText('Call 999').count()).toBe(1);
  expect(await page.locator('#kept').textContent()).toBe('We keep your words as you write.');
  expect(await box.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await box.inputValue()).toBe('He says he wants to die');

  const other = await context.newPage();
  await other.goto(page.url());
  expect(await other.getByLabel('Your message').inputValue()).toBe('He says he wants to die');
  // Nothing was sent by it.
  expect(await demo.database.owner.selectFrom('messages').select('id').where('words', 'like', '%wants to die%').execute()).toEqual([]);
  await context.close();
});

test('where the words can not be kept, the page says so, and they stay in the box', async () => {
  const context = await chromium.browser.newContext();
  await context.addCookies([{ name: 'session', value: await demo.database.session('Sam Hartley'), url: demo.origin }]);
  const page = await context.newPage();
  await page.goto(`${demo.origin}/en/family/messages?about=${await demo.database.id('Leo Hartley')}`);
  await context.clearCookies();
  await page.getByLabel('Your message').fill('Still here');
  await page.getByText('We cannot keep your words now. They are still in the box.').waitFor();
  expect(await page.getByLabel('Your message').inputValue()).toBe('Still here');
  await context.close();
});
