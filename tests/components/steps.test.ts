import { expect, test } from 'vitest';
import { demoService, oneWindow, realBrowser } from '#tests/support/service.ts';

const demo = demoService();
const chromium = realBrowser();
const looker = oneWindow(demo, chromium);

/** Opens a page of the family area as Maya, who is the young person. */
async function open(path: string, settings = ''): Promise<void> {
  await looker.become('Maya Hartley', settings);
  await looker.page.goto(demo.origin + path);
}

const steps = [
  '/family?part=1',
  '/family?part=2',
  '/family?part=3',
  '/family?part=4',
  '/family/plan?part=1',
  '/family/plan?part=7',
  '/family/plan',
  '/family/sharing',
];

test.each(['en', 'ur'])('in %s, on a phone, Next stands at the same place on each step, and the step is on the screen', async (language) => {
  await looker.page.setViewportSize({ width: 375, height: 667 });
  await open(`/${language}/family/plan?part=1#step`);
  const edges = new Set<number>();
  for (let part = 1; part < 7; part++) {
    const box = (await looker.page.locator('.after').boundingBox())!;
    edges.add(Math.round(language === 'ur' ? box.x : box.x + box.width));
    const heading = (await looker.page.locator('h1').boundingBox())!;
    expect(heading.y).toBeGreaterThan(0);
    expect(heading.y).toBeLessThan(667);
    await looker.page.locator('.after').click();
    await looker.page.waitForURL(new RegExp(`part=${part + 1}#step`));
  }
  expect(edges.size).toBe(1);
  await looker.page.goBack();
  expect(looker.page.url()).toContain('part=6');
});

test.each(['en', 'ur'])('in %s, in the biggest settings, no step has to be scrolled sideways on a small phone', async (language) => {
  await looker.page.setViewportSize({ width: 320, height: 256 });
  for (const path of steps) {
    await open(`/${language}${path}`, 'text-300_layout-200_line-250_letters-18_words-32');
    expect(await looker.page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
  }
  await looker.page.setViewportSize({ width: 1280, height: 800 });
});
