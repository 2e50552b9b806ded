import { expect, test } from 'vitest';
import { withKeyboard } from '#tests/support/people/keyboard.ts';
import { withoutScripts } from '#tests/support/people/no-script.ts';
import { openWindow, type Person, type Way } from '#tests/support/people/person.ts';
import { withScreenReader } from '#tests/support/people/screen-reader.ts';
import { inUrdu } from '#tests/support/people/urdu.ts';
import { zoomedIn } from '#tests/support/people/zoomed.ts';
import { realBrowser } from '#tests/support/service.ts';

// Whom nothing stops would find no fault: each of the five people is stopped by a page that is bad for them.
const chromium = realBrowser();

const follow = (person: Person) => person.follow('Go on');
const sees = (person: Person) => person.sees('Go on');
const look = () => Promise.resolve();
const goOn = '<a href="/next">Go on</a>';

/** A person of this way at a page, with little patience. */
async function at({ window, meet }: Way, main: string): Promise<Person> {
  const page = await openWindow(chromium.browser, 'http://localhost:1', window);
  page.setDefaultTimeout(1_000);
  const frame = (html: string) =>
    `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title><a href="#main">Go to the main part</a><main id="main">${html}</main></html>`;
  await page.route('http://localhost:1/**', (route) => route.fulfill({ contentType: 'text/html', body: frame(main) }));
  return meet(page);
}

test.each([
  ['something to press that no key reaches', withKeyboard, '<span role="link" onclick="location = \'/next\'">Go on</span>', follow, '80 presses of Tab'],
  ['a focus that nobody sees', withKeyboard, `<style>a:focus { outline: none }</style>${goOn}`, follow, 'isMarked'],
  ['a link that only a script makes', withoutScripts, `<script>document.write('${goOn}')</script>`, follow, 'Timeout'],
  ['a page that goes out at the side', zoomedIn, `<p style="width:600px">wide</p>${goOn}`, look, 'the width of'],
  [
    'a note over a part of the link',
    zoomedIn,
    `${goOn}<p style="position:fixed;top:0;left:0;width:15px;height:99px;margin:0;background:red"></p>`,
    follow,
    'covers it',
  ],
  ['a page in English', inUrdu, goOn, look, 'ur rtl'],
  ['words that are only for the eyes', withScreenReader, '<h1>A page</h1><p aria-hidden="true">Go on</p>', sees, 'is not said'],
])('%s', async (_, way, main, act, stop) => {
  const person = await at(way, main);
  await expect(person.open('/').then(() => act(person))).rejects.toThrow(stop);
  await person.page.context().close();
});

test.each([withKeyboard, withoutScripts, zoomedIn, withScreenReader].map((way) => ({ name: way.name, way })))(
  'a good page stops nobody $name',
  async ({ way }) => {
    const person = await at(way, `<h1>A page</h1><style>a:focus { outline: 2px solid }</style><p>You can go on here.</p>${goOn}`);
    await person.open('/');
    await person.follow('Go on');
    await person.sees('You can go on here.');
    await person.page.context().close();
  },
);
