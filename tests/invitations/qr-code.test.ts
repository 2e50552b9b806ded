import jsQR from 'jsqr';
import { beforeAll, expect, test } from 'vitest';
import { invite } from '#tests/support/invitations.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';

const demo = demoService();
const chromium = realBrowser();
let way = '';
beforeAll(async () => {
  await invite(demo, 'Tom Okafor', 'Cerys Bevan', { relation: 'other family', name: 'Alma Reed', knownAs: 'Alma' });
  const row = await demo.database.owner.selectFrom('invitations').select('wayId').where('name', '=', 'Alma Reed').executeTakeFirstOrThrow();
  way = row.wayId ?? '';
});

/** What a camera would read: the pixels of a picture, decoded by a reader that is not the writer. */
async function readPixels(png: Buffer): Promise<string | undefined> {
  const page = await chromium.browser.newPage();
  const { data, width, height } = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      const pen = canvas.getContext('2d')!;
      pen.drawImage(image, 0, 0);
      return { data: [...pen.getImageData(0, 0, image.width, image.height).data], width: image.width, height: image.height };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  await page.close();
  return jsQR(Uint8ClampedArray.from(data), width, height)?.data;
}

test.each([
  ['on the screen', '', {}],
  ['in yellow on black', 'theme-yellow-on-black', {}],
  ['in soft dark', 'theme-dark', {}],
  ['in forced colours', '', { forcedColors: 'active' as const, colorScheme: 'dark' as const }],
  ['in print', '', { media: 'print' as const }],
])('the square of a card reads as the link that lets its person in, %s', async (_, settings, media) => {
  const context = await chromium.browser.newContext({ viewport: { width: 800, height: 1200 } });
  await context.addCookies([{ name: 'session', value: await demo.database.session('Tom Okafor'), url: demo.origin }]);
  if (settings) await context.addCookies([{ name: 'settings', value: settings, url: demo.origin }]);
  const page = await context.newPage();
  await page.goto(`${demo.origin}/desk/cards/${way}`);
  await page.getByRole('button', { name: 'Make the card' }).click();
  const square = page.getByRole('img', { name: 'The square to point your camera at' });
  await square.waitFor();
  await page.emulateMedia(media);
  const link = await readPixels(await square.screenshot());
  expect(link).toMatch(new RegExp(`^${demo.origin}/en/join/[\\w-]{43}$`));
  const opened = await fetch(link ?? '');
  expect(opened.status).toBe(200);
  expect(await opened.text()).toContain('You have an invitation');
  expect(page.url()).not.toContain(link?.split('/').at(-1));
  await context.close();
});

test('a printed card is one page, with nothing else on it', async () => {
  const context = await chromium.browser.newContext();
  await context.addCookies([{ name: 'session', value: await demo.database.session('Tom Okafor'), url: demo.origin }]);
  const page = await context.newPage();
  await page.goto(`${demo.origin}/desk/cards/${way}`);
  await page.getByRole('button', { name: 'Make the card' }).click();
  await page.getByText('Print this page now').waitFor();
  await page.emulateMedia({ media: 'print' });
  for (const words of ['Print this page now', 'Need help now?', 'Back to my desk', 'Sign out']) expect(await page.getByText(words).isVisible()).toBe(false);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  await context.close();
});
