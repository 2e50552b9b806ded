import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { slugs } from '#tests/support/public-pages.ts';
import { demoService, oneWindow, realBrowser } from '#tests/support/service.ts';
import { visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const chromium = realBrowser();
const looker = oneWindow(demo, chromium);

const guide = paths.guide('en', 'key-workers');
const crisis = (page: Page) => page.getByRole('button', { name: 'crisis', exact: true });
const meaning = (page: Page) => page.getByRole('dialog', { name: 'crisis' });

async function read(settings = '', path = guide): Promise<Page> {
  await looker.become(undefined, settings);
  await looker.page.goto(demo.origin + path);
  return looker.page;
}

describe('someone meets a hard word in a guide', () => {
  test('with the keyboard they open what it means, read it, and go on where they were', async () => {
    const page = await read();
    await crisis(page).focus();
    await page.keyboard.press('Enter');
    expect(await meaning(page).innerText()).toContain('A crisis is when everything feels too much for you.');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('means-crisis');
    await page.keyboard.press('Escape');
    expect(await meaning(page).isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('crisis');

    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Close');
    await page.keyboard.press('Enter');
    expect(await meaning(page).isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('crisis');
  });

  test('a press outside shuts it, and another word opens in its place', async () => {
    const page = await read();
    await crisis(page).click();
    await page.mouse.click(5, 5);
    expect(await meaning(page).isVisible()).toBe(false);
    await crisis(page).click();
    await page.locator('.hard').last().press('Enter');
    expect(await page.locator('.meaning:popover-open').count()).toBe(1);
  });

  test('without JavaScript it is the same', async () => {
    const context = await chromium.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(demo.origin + guide);
    await crisis(page).click();
    expect(await meaning(page).isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await meaning(page).isVisible()).toBe(false);
    await crisis(page).click();
    await meaning(page).getByRole('link', { name: 'See all hard words' }).click();
    expect(page.url()).toBe(demo.origin + paths.words('en'));
    await context.close();
  });

  test('the word is as high as a finger, and pushes its lines no further apart', async () => {
    const page = await read('reading-standard');
    const [word = 0, withIt = 0, without = 0] = await crisis(page).evaluate((button) => {
      const paragraph = button.closest('p')!;
      const [height, before] = [button.getBoundingClientRect().height, paragraph.getBoundingClientRect().height];
      button.replaceWith(Object.assign(document.createElement('b'), { textContent: button.textContent }));
      return [height, before, paragraph.getBoundingClientRect().height];
    });
    expect(word).toBeGreaterThanOrEqual(44);
    expect(Math.abs(withIt - without)).toBeLessThan(1);
  });

  test('on paper it is a bold word and no more', async () => {
    const page = await read();
    await crisis(page).click();
    await page.emulateMedia({ media: 'print' });
    expect(await meaning(page).isVisible()).toBe(false);
    expect(await crisis(page).evaluate((button) => getComputedStyle(button).textDecorationLine)).toBe('none');
    await page.emulateMedia({ media: 'screen' });
  });
});

test.each(['en', 'ur'])('on the smallest phone in the biggest text the longest word of all stays on the screen, in %s', async (language) => {
  const page = await read('text-300_line-250_letters-18', paths.guide(language, 'care-and-treatment-reviews'));
  await page.setViewportSize({ width: 320, height: 256 });
  await page.locator('[popovertarget="means-care-education-and-treatment-review"]').first().press('Enter');
  const box = (await page.locator('.meaning:popover-open').boundingBox())!;
  expect([box.x >= 0, box.y >= 0, box.x + box.width <= 320, box.y + box.height <= 256]).toEqual([true, true, true, true]);
  await page.locator('.meaning:popover-open').getByRole('button').scrollIntoViewIfNeeded();
  await page.locator('.meaning:popover-open').getByRole('button').click();
  expect(await page.locator('.meaning:popover-open').count()).toBe(0);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test.each(languages)('in $name, no guide has a word twice, and each word has its meaning once', async ({ code }) => {
  for (const slug of slugs) {
    const { html } = await visitor(demo.origin).open(paths.guide(code, slug));
    const main = html.slice(0, html.indexOf('class="meaning"'));
    const opened = [...main.matchAll(/popovertarget="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(opened).size, slug).toBe(opened.length);
    expect([...html.matchAll(/class="meaning" id="([^"]+)"/g)].map(([, id]) => id)).toEqual(opened);
  }
});
