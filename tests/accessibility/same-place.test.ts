import { describe, expect, test } from 'vitest';
import { paths } from '#paths.ts';
import { enterAs } from '#tests/support/families.ts';
import { everyPublicPage } from '#tests/support/public-pages.ts';
import { demoService } from '#tests/support/service.ts';
import { visitor } from '#tests/support/visitor.ts';

const demo = demoService();

/** What stands around the main part of a page, by the words of its links and buttons, in order. */
function around(html: string): { before: string[]; after: string[] } {
  const [before = '', rest = ''] = html.replace(/^[\s\S]*?<body[^>]*>/, '').split(/<main[^>]*>/);
  const words = (part: string) => [...part.matchAll(/<(a|button)\b[^>]*>([\s\S]*?)<\/\1>/g)].map(([, , inner = '']) => inner.replace(/<[^>]*>/g, '').trim());
  return { before: words(before), after: words(rest.split('</main>')[1] ?? '') };
}

const first = ['Go to the main part of this page', 'Call 999', 'Call 111'];

describe('what helps and what leads around stands in the same place', () => {
  test('on every public page', async () => {
    const reader = visitor(demo.origin);
    const home = around((await reader.open(paths.home('en'))).html);
    expect(home.before.slice(0, 3)).toEqual(first);
    expect(home.after).toContain('Contact');
    for (const path of everyPublicPage.filter((each) => /^\/en(\/|$)/.test(each))) {
      const here = around((await reader.open(path)).html);
      expect(here.before, path).toEqual(home.before);
      expect(here.after, path).toEqual(home.after);
    }
  });

  test('on every page of the family area', async () => {
    const amir = await enterAs(demo, 'Amir Khan');
    const home = around(amir.page.html);
    // There the links of the family area can be reached at once too.
    expect(home.before.slice(0, 4)).toEqual(first.toSpliced(1, 0, 'Go to the links of this page'));
    for (const part of ['plan', 'reviews', 'messages', 'sharing', 'views', 'looked', 'people', 'hospital', 'rating']) {
      const { html, status } = await amir.open(`/en/family/${part}`);
      expect(status, part).toBe(200);
      expect(around(html).before, part).toEqual(home.before);
      // The key worker is one press away on each.
      expect(html, part).toMatch(/<nav[^>]*>[\s\S]*?\/family\/people[^"]*"[\s\S]*?<\/nav>/);
    }
  });
});

test('a page that puts its help elsewhere would be found', () => {
  const page = '<body><a href="#main">Skip</a><a href="tel:999">Call 999</a><main>Hello</main><a href="/x">Contact</a></body>';
  const other = '<body><a href="tel:999">Call 999</a><a href="#main">Skip</a><main>Hello</main><a href="/x">Contact</a></body>';
  expect(around(page).before).not.toEqual(around(other).before);
  expect(around(page).after).toEqual(['Contact']);
});
