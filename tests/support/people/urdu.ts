import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import type { Way } from './person.ts';
import { pointerPerson } from './pointer.ts';

/** Someone who reads Urdu, from right to left. */
export const inUrdu: Way = {
  name: 'in Urdu',
  meet: (page) => pointerPerson({ name: 'urdu', language: 'ur', page, arrived: isInUrdu }),
};

async function isInUrdu(page: Page): Promise<void> {
  const root = page.locator('html');
  expect(`${await root.getAttribute('lang')} ${await root.getAttribute('dir')}`, page.url()).toBe('ur rtl');
  expect(await page.locator('main').evaluate((main) => getComputedStyle(main).direction), page.url()).toBe('rtl');
}
