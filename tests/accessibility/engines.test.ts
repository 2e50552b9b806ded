import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, inject, test } from 'vitest';
import { settings, settingNames } from '#settings/setting.ts';
import { axeCore } from '#tests/support/engines/axe.ts';
import { inWords, type Fault } from '#tests/support/engines/engine.ts';
import { htmlCodeSniffer } from '#tests/support/engines/html-codesniffer.ts';
import { validate } from '#tests/support/engines/html-validate.ts';
import { ibm } from '#tests/support/engines/ibm.ts';
import { pa11yCi } from '#tests/support/engines/pa11y.ts';
import { ignored, reasonFor } from '#tests/support/ignored.ts';
import { oneLooker } from '#tests/support/looker.ts';
import { answeredByServer, biggest, choose, plainLook, showAs } from '#tests/support/looks.ts';
import { kindOf } from '#tests/support/page-kinds.ts';

const looker = oneLooker();
const openAs = (name: string) => looker.open(kindOf(name), 'en');
const rulesOf = (faults: Fault[]) => faults.map(({ rule }) => rule).join('\n');

describe('an engine that says nothing may not be running: on a page that is known to be bad', () => {
  const bad = `<!doctype html><html><head><title></title></head><body bgcolor="#fff" style="background:#fff">
    <p style="color:#999;background:#fff">pale</p><p style="color:#707070;background:#fff">a little pale</p><img src="x"><button></button>
    <a href="/x" style="font-size:9px">a</a><a href="/y" style="font-size:9px">b</a><b><p>crossed</p></b><ul></ul></body></html>`;
  async function open() {
    await showAs(looker.page, plainLook);
    await looker.page.goto(`${looker.demo.origin}/en`);
    await looker.page.setContent(bad);
    return looker.page;
  }

  test('axe finds pale words, a picture without words, no language and links too small', async () => {
    const found = rulesOf(await axeCore.look(await open(), 'all'));
    for (const rule of ['color-contrast-enhanced', 'image-alt', 'html-has-lang', 'target-size', 'button-name']) expect(found).toContain(rule);
    // In a look one rule finds both: words that are pale, and a little pale.
    const pale = (await axeCore.look(looker.page, 'look')).filter(({ rule }) => rule === 'color-contrast-enhanced');
    expect(pale.map(({ where }) => />(.*pale)</.exec(where)?.[1])).toEqual(expect.arrayContaining(['pale', 'a little pale']));
    expect(rulesOf(await axeCore.look(looker.page, 'shape'))).toContain('target-size');
  });
  test('HTML CodeSniffer finds pale words, a picture without words, no language and a button without a name', async () => {
    const found = rulesOf(await htmlCodeSniffer.look(await open(), 'all'));
    for (const rule of ['1_4_6.G17', '1_1_1.H37', '3_1_1.H57', '4_1_2.H91']) expect(found).toContain(rule);
  });
  test("IBM's engine finds pale words, a picture without words, no language and an empty title", async () => {
    const found = rulesOf(await ibm.look(await open(), 'all'));
    for (const rule of ['text_contrast_sufficient', 'img_alt_valid', 'html_lang_exists', 'page_title_exists', 'aria_child_valid'])
      expect(found).toContain(rule);
    expect(rulesOf(await ibm.look(looker.page, 'look'))).toContain('text_contrast_sufficient');
  });
  test('html-validate finds what is not HTML any more, or never was', async () => {
    const found = rulesOf(await validate(bad));
    for (const rule of ['no-deprecated-attr', 'element-permitted-content', 'wcag/h37', 'empty-title', 'text-content']) expect(found).toContain(rule);
  });
  test('pa11y-ci finds them too', async () => {
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(bad));
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const found = rulesOf(await pa11yCi([`http://localhost:${(server.address() as AddressInfo).port}/`], inject('chromium')));
    server.close();
    for (const rule of ['1_4_6.G17', '1_1_1.H37', '3_1_1.H57']) expect(found).toContain(rule);
  });
});

// The same engine looks at every page in the other files; here pa11y-ci itself runs over some, as anyone can at home.
test('pa11y-ci finds no fault at AAA on public pages', async () => {
  const paths = ['/en', '/en/guides/key-workers', '/ur/guides/your-rights', '/en/areas/staffordshire/services', '/en/my-cetr', '/en/settings', '/demo'];
  expect(
    (
      await pa11yCi(
        paths.map((path) => looker.demo.origin + path),
        inject('chromium'),
      )
    ).map(inWords),
  ).toEqual([]);
});

describe('what the engines say and we let be', () => {
  const engines = [axeCore, htmlCodeSniffer, ibm];
  const pages = Map.groupBy(ignored, ({ seenOn, mode = plainLook.mode }) => `${seenOn} (${mode})`);

  test.each([...pages])('is still said of %s', async (_, lines) => {
    const [{ seenOn, mode }] = lines as [(typeof lines)[number]];
    const found = await validate(await openAs(seenOn));
    await showAs(looker.page, { ...plainLook, mode: mode ?? plainLook.mode });
    for (const engine of engines) found.push(...(await engine.look(looker.page, mode ? 'look' : 'all')));
    const needed = new Set(found.map((fault) => reasonFor(fault, mode)));
    expect(lines.filter((line) => !needed.has(line)).map(({ engine, rule }) => `${engine} ${rule}`)).toEqual([]);
  });

  test('has a reason and a place to read more', () => {
    for (const { why, link } of ignored) {
      expect(why.length).toBeGreaterThan(40);
      expect(link).toMatch(/^https:\/\//);
    }
  });
});

describe('a page that is open takes on a setting as if the server had sent it so:', () => {
  const whole = () =>
    looker.page.evaluate(() => {
      const { attributes, innerHTML } = document.documentElement;
      // Pictures that nobody is shown wait for that, letters come in a stylesheet of their own, a button says which is pressed, and the
      // ruler comes with its script: the page is laid out the same.
      const shown = innerHTML.replaceAll(/ loading="lazy"| aria-pressed="\w+"|<link rel="stylesheet" href="[^"]*">|<div class="ruler.*?<\/div>/g, '');
      return { attributes: Object.fromEntries([...attributes].map(({ name, value }) => [name, value])), shown };
    });
  const last = settingNames.filter((name) => !answeredByServer.includes(name)).map((name) => ({ [name]: settings[name].steps.at(-1) }));

  test.each([...last, biggest])('%o', async (chosen) => {
    const kept = Object.entries(chosen).map((pair) => pair.join('-'));
    await looker.open(kindOf('a guide'), 'en', kept.join('_'));
    const sent = await whole();
    await openAs('a guide');
    expect(await whole()).not.toEqual(sent);
    await choose(looker.page, chosen);
    expect(await whole()).toEqual(sent);
  });
});

test('the browser shows words: without a font it would find no fault in them', async () => {
  await openAs('the first page');
  expect(await looker.page.locator('h1').evaluate((heading) => heading.getBoundingClientRect().height)).toBeGreaterThan(20);
});
