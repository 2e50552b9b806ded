import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { everyPublicPage, slugs } from '#tests/support/public-pages.ts';
import { visitor } from '#tests/support/visitor.ts';
import { demoService } from '#tests/support/service.ts';
import { mostBytes, weigh, wire as ask } from '#start/weigh.ts';

const demo = demoService();
const wire = (path: string, headers: Record<string, string> = {}) => ask(demo.origin, path, headers);

describe.each(languages.map(({ code }) => code))('in %s', (language) => {
  test.each(slugs)('the guide %s is light enough for a slow phone', async (slug) => {
    const { first, all, font, script } = await weigh(demo.origin, paths.guide(language, slug));
    expect(first, 'HTML, CSS and the pictures of the first screen').toBeLessThanOrEqual(mostBytes.first);
    // The letters of Urdu hang together in more than 1,000 ways: they weigh 107 KB by themselves, and come when the page is there already.
    expect(language === 'ur' ? all - font : all, 'with every picture and the letters').toBeLessThanOrEqual(mostBytes.all);
    expect(script).toBeLessThanOrEqual(mostBytes.script);
  });
});

test('a guide fetches no script and no styles, and has nothing of a framework', async () => {
  const { bytes, headers } = await wire('/en/guides/key-workers');
  expect(headers['content-encoding']).toBe('gzip');
  const html = String(gunzipSync(bytes));
  expect(html).not.toMatch(/<script[^>]*src|<astro-island|<link[^>]*stylesheet/);
});

test.each(slugs)('the guide %s has a picture beside every idea, and each picture is there', async (slug) => {
  const { html } = await visitor(demo.origin).open(`/en/guides/${slug}`);
  const ideas = html.match(/class="idea"/g)?.length ?? 0;
  const pictures = [...html.matchAll(/<img alt="" class="picture big" src="([^"]+)"/g)].map(([, address = '']) => address);
  expect(ideas).toBeGreaterThanOrEqual(8);
  expect(pictures).toHaveLength(ideas);
  for (const address of new Set(pictures)) {
    const picture = await fetch(demo.origin + address);
    expect(picture.status, address).toBe(200);
    expect(picture.headers.get('content-type')).toContain('image/svg+xml');
  }
});

test('every public page is there, says its language and direction, and what it is about', async () => {
  for (const path of everyPublicPage) {
    const { html, status } = await visitor(demo.origin).open(path);
    const language = languages.find(({ code }) => path.split('/')[1] === code);
    expect(status, path).toBe(200);
    expect(html.slice(0, 200), path).toContain(`<html lang="${language?.code}" dir="${language?.direction}"`);
    if (!path.endsWith('/offline') && !path.endsWith('/settings') && !path.endsWith('/sign-in'))
      expect(html, path).toMatch(/<meta name="description" content="[^"]+"/);
  }
});

test.each(['/en', ...slugs.map((slug) => `/en/guides/${slug}`), '/en/settings', '/en/sign-in', '/en/family', '/en/nowhere', '/demo'])(
  '%s has the numbers for help now',
  async (path) => {
    const { html } = await visitor(demo.origin).open(path);
    expect(html).toContain('href="tel:999"');
    expect(html).toContain('href="tel:111"');
  },
);

test('without JavaScript, settings are kept and every page comes back that way from its first byte', async () => {
  const reader = visitor(demo.origin);
  await reader.open('/en/guides/key-workers');
  await reader.follow('Make this easier to read');
  await reader.press('Keep these settings', { text: '200', line: '250', letters: '12', theme: 'cream' });
  expect(reader.page.text).toContain('We kept your settings on this device.');
  const attributes = 'data-text="200" data-line="250" data-letters="12" data-theme="cream"';
  for (const path of ['/en', '/en/guides/key-workers', '/en/sign-in', '/en/settings', '/demo', '/en/nowhere']) {
    expect((await reader.open(path)).html.slice(0, 200), path).toContain(attributes);
  }
  await reader.open('/en/settings');
  await reader.press('Set it all back');
  expect(reader.cookies.has('settings')).toBe(false);
  expect((await reader.open('/en')).html.slice(0, 200)).not.toMatch(/data-(text|line|letters|theme)/);
});

test('only what was done is said to be done', async () => {
  expect((await visitor(demo.origin).open('/en/settings?done=kept')).text).toContain('We kept your settings');
  expect((await visitor(demo.origin).open('/en/settings?done=x')).text).not.toContain('We kept your settings');
});

test('the way back from the settings leads to this site only', async () => {
  for (const from of ['//evil.example.org', 'https://evil.example.org', '/\\evil.example.org', 'javascript:alert(1)']) {
    const { html } = await visitor(demo.origin).open(`/en/settings?done=kept&${new URLSearchParams({ from })}`);
    expect(html).not.toContain('evil.example.org"');
    expect(html).not.toContain('javascript:');
  }
});

test('two readers with the same settings share a page, and one with others never gets it', async () => {
  const page = async (settings: string) =>
    String(gunzipSync((await wire('/en', { cookie: `settings=${settings}; session=${'x'.repeat(43)}`, 'accept-encoding': 'gzip' })).bytes));
  await page('theme-cream');
  expect(await page('theme-cream')).toContain('data-theme="cream"');
  expect(await page('theme-dark')).toContain('data-theme="dark"');
  expect((await page('theme-<script>')).slice(0, 200)).not.toContain('data-theme');
  expect((await page('')).slice(0, 200)).not.toContain('data-theme');
});

test('what one reader adds to an address is not kept for the next', async () => {
  for (const [theme, query] of Object.entries({ blue: 'about=someones-child', dark: 'q=someones-child', cream: 'x=someones-child' })) {
    // Settings that nobody else has here: the page is not in the cache yet, so the first of these 2 readers makes it.
    const reader = visitor(demo.origin);
    reader.cookies.set('settings', `text-112_letters-18_theme-${theme}`);
    await reader.open(`/en/guides/credits?${query}`);
    expect((await reader.open('/en/guides/credits')).html, query).not.toContain('someones-child');
  }
});

test('a form that comes back is for nobody else, and not kept by the browser', async () => {
  const body = new URLSearchParams({ place: 'Atlantis' });
  const answer = await fetch(`${demo.origin}/en/areas?_action=areas.find`, { method: 'POST', body, headers: { origin: demo.origin } });
  expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('etag')]).toEqual([400, 'no-store', null]);
});

test('a page that has not changed is not sent again', async () => {
  const { headers } = await wire('/en/guides/key-workers');
  const again = await wire('/en/guides/key-workers', { 'if-none-match': String(headers.etag) });
  expect(again.status).toBe(304);
  expect(again.bytes).toHaveLength(0);
});

test('no public page says who is signed in, so none can be kept with a person in it', async () => {
  const sam = visitor(demo.origin);
  sam.cookies.set('session', await demo.database.session('Sam Hartley'));
  for (const path of ['/en', '/en/guides/key-workers', '/en/settings', '/en/guides/credits']) {
    expect((await sam.open(path)).text, path).not.toMatch(/\bSam\b|Hartley|Sign out/);
  }
});
