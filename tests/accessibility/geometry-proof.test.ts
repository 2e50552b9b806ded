import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { geometryOf } from '#tests/support/geometry/geometry.ts';
import { tabThrough } from '#tests/support/geometry/tab-stops.ts';
import { realBrowser } from '#tests/support/service.ts';

// What the measures of geometry.test.ts find on pages that are known to be bad, and that they find nothing on a good one.
const chromium = realBrowser();
let page: Page;
beforeAll(async () => {
  page = await chromium.browser.newPage({ viewport: { width: 320, height: 256 } });
});
afterAll(() => page?.close());

const good = 'a, button { display: inline-block; min-width: 44px; min-height: 44px } :focus-visible { outline: 3px solid black; outline-offset: 2px }';
async function show(body: string, styles = ''): Promise<void> {
  await page.setContent(`<!doctype html><html lang="en"><style>body { margin: 12px; background: white } ${good} ${styles}</style><body>${body}</body></html>`);
}

test('a good page has no fault', async () => {
  await show('<h1>Help</h1><p>Some words that go on in the next line of the page.</p><p><a href="#x">Read more</a></p><button>Send</button>');
  expect(await geometryOf(page)).toEqual({ faults: [], lines: 5, targets: 2 });
  expect(await tabThrough(page)).toEqual({ faults: [], stops: 2 });
});

describe('where things are:', () => {
  test.each([
    ['words in a box that hides them', '<p style="width:60px;overflow:hidden;white-space:nowrap">These are many words.</p>', 'is cut off by its p'],
    ['words below the end of a box that hides them', '<div style="height:20px;overflow:hidden"><p>One.</p><p>Two.</p></div>', '"Two." is cut off by its div'],
    ['words out of the screen', '<p style="position:absolute;left:-40px;margin:0">These are words.</p>', 'goes out of the screen'],
    ['a word that is wider than the screen', `<p>${'long'.repeat(30)}</p>`, 'the page is'],
    ['a part that scrolls sideways', '<div style="overflow-x:auto"><p style="width:600px">Words.</p></div>', 'scrolls sideways by itself'],
    ['words over words', '<p>One line.</p><p style="margin-top:-30px">Another line.</p>', '"One line." and "Another line." stand over each other'],
    ['a button over words', '<p>One line.</p><button style="position:absolute;left:12px;top:12px">Send</button>', 'button. stands over "One line."'],
    ['a picture over words', '<p>One line.</p><svg style="position:absolute;left:12px;top:12px;width:40px;height:40px"></svg>', 'stands over "One line."'],
    ['a link that is too small', '<a href="#x" style="min-height:0;display:inline">x</a>', '"x" is'],
    ['a box to tick that is too small', '<label><input type="checkbox" /> Yes</label>', 'px'],
  ])('%s', async (_, body, says) => {
    await show(body);
    expect((await geometryOf(page)).faults.join('\n')).toContain(says);
  });
});

describe('where the keyboard is:', () => {
  const link = '<p><a href="#x">Read more</a></p>';
  test.each([
    ['no ring', link, ':focus-visible { outline: 0 }', 'has no ring'],
    ['a thin ring', link, ':focus-visible { outline-width: 1px }', 'has no ring'],
    ['a ring that is pale', link, ':focus-visible { outline-color: #bbb }', 'to 1 on what is around it'],
    ['a ring that goes out of the screen', link, 'body { margin: 0 }', 'goes out of the screen'],
    ['a ring that a box hides', `<div style="overflow:hidden">${link}</div>`, 'p { margin: 0 }', 'is cut off'],
    [
      'a stop below a bar that stays',
      `<div style="height:600px"></div>${link}<div class="bar"></div>`,
      '.bar { position: fixed; inset: 0 }',
      'is covered by div.bar',
    ],
    ['a stop that nobody gets to', `${link}<button onfocus="this.blur()">Send</button>`, '', 'does not reach button'],
  ])('%s', async (_, body, styles, says) => {
    await show(body, styles);
    expect((await tabThrough(page)).faults.join('\n')).toContain(says);
  });

  test('the ring is where it is said to be, pixel by pixel', async () => {
    await show(link);
    const before = await page.screenshot();
    await page.keyboard.press('Tab');
    const changed = await page.evaluate(
      async ([one, other]) => {
        const pixels = async (image: string) => {
          const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${image}`)).blob());
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
          canvas?.drawImage(bitmap, 0, 0);
          return { width: bitmap.width, data: canvas?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [] };
        };
        const [{ data: was, width }, { data: is }] = [await pixels(one ?? ''), await pixels(other ?? '')];
        const at = [...Array(was.length / 4).keys()].filter((index) => was[index * 4] !== is[index * 4]);
        const [across, down] = [at.map((index) => index % width), at.map((index) => Math.floor(index / width))];
        return { left: Math.min(...across), right: Math.max(...across) + 1, top: Math.min(...down), bottom: Math.max(...down) + 1 };
      },
      [before.toString('base64'), (await page.screenshot()).toString('base64')],
    );
    const box = await page.locator('a').boundingBox();
    const reach = 5;
    expect(changed.left).toBeCloseTo((box?.x ?? 0) - reach, -0.5);
    expect(changed.right).toBeCloseTo((box?.x ?? 0) + (box?.width ?? 0) + reach, -0.5);
    expect(changed.top).toBeCloseTo((box?.y ?? 0) - reach, -0.5);
    expect(changed.bottom).toBeCloseTo((box?.y ?? 0) + (box?.height ?? 0) + reach, -0.5);
  });
});
