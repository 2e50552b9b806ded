import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import type { Way } from './person.ts';
import { pointerPerson } from './pointer.ts';

/** A screen of 1280 by 1024 at 400%, in CSS pixels. */
const screen = { width: 320, height: 256 };

/** Someone who looks at 400%. No page may go out at the side, and what they press has to be in sight, whole and covered by nothing. */
export const zoomedIn: Way = {
  name: 'at 400%',
  window: { viewport: screen },
  meet: (page) => pointerPerson({ name: 'zoomed', language: 'en', page, arrived: fits, about: isInSight }),
};

async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `the width of ${page.url()}`).toBeLessThanOrEqual(screen.width);
}

async function isInSight(control: Locator): Promise<void> {
  await control.scrollIntoViewIfNeeded();
  const faults = await control.evaluate((element) => {
    element.scrollIntoView({ block: 'nearest' });
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const inside = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
    // A little inside the corners, which may be round.
    const [x, y] = [(right - left) / 8, (bottom - top) / 8];
    const points = [
      [left + x, top + y],
      [right - x, top + y],
      [(left + right) / 2, (top + bottom) / 2],
      [left + x, bottom - y],
      [right - x, bottom - y],
    ] as const;
    // A link that goes over several lines has no words in some corners: only what is not the link's own and not around it covers it.
    const covers = points.map((at) => document.elementFromPoint(...at)).filter((found) => found && !element.contains(found) && !found.contains(element));
    return [
      ...(inside ? [] : [`it stands at ${[left, right, top, bottom].map(Math.round)}`]),
      ...covers.map((found) => `${found?.outerHTML.slice(0, 80)} covers it`),
    ];
  });
  if (faults.length > 0) throw new Error(`${await control.innerText()} on ${control.page().url()}: ${faults.join(', ')}`);
}
