import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStatement } from '#accessibility/statements.ts';
import { languages } from '#language/languages.ts';
import { translator } from '#language/translate.ts';
import { paths } from '#paths.ts';
import { root } from '#start/build.ts';
import { demoService } from '#tests/support/service.ts';
import { visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const { criteria, results } = readStatement(join(root, 'content'));

test.each(languages.map(({ code }) => code))('in %s someone goes from the guide to how we check, and on to who to tell', async (code) => {
  const t = translator(code);
  const reader = visitor(demo.origin);
  await reader.open(paths.guide(code, 'accessibility'));
  await reader.follow(t('statement.title'));
  expect(new URL(reader.page.address).pathname).toBe(paths.accessibility(code));
  expect(reader.page.text).toContain(t('statement.missingPeople'));
  await reader.follow(t('statement.tellWhere'));
  expect(new URL(reader.page.address).pathname).toBe(paths.guide(code, 'contact'));
});

test.each(languages.map(({ code }) => code))('in %s each of the 86 rules has its English name, marked as English, and says how it stands', async (code) => {
  const { html } = await visitor(demo.origin).open(paths.accessibility(code));
  const named = [...html.matchAll(/<dt[^>]*>\s*<bdi lang="en"[^>]*>\s*([\d.]+) ([^<]+?)\s*<\/bdi>\s*<\/dt>\s*<dd[^>]*>\s*<p[^>]*>([^<]+)<\/p>/g)];
  expect(named.map(([, number, name]) => `${number} ${name}`)).toEqual(
    ['A', 'AA', 'AAA'].flatMap((level) => criteria.filter((each) => each.level === level).map(({ number, name }) => `${number} ${name}`)),
  );
  const t = translator(code);
  const said = new Set((['programs', 'both', 'people', 'missing', 'notHere'] as const).map((state) => t(`statement.state.${state}`)));
  expect(named.filter(([, , , words = '']) => !said.has(words.trim().replaceAll('&#39;', "'")))).toEqual([]);
});

test('the page says what the programs wrote, and where they wrote nothing, that they have not looked', async () => {
  const { text } = await visitor(demo.origin).open(paths.accessibility('en'));
  const t = translator('en');
  expect(text.includes(t('statement.notYet'))).toBe(!results);
  for (const { name, version } of results?.engines ?? []) expect(text).toContain(`${name} ${t('statement.version', { version })}`);
  if (!results) expect(text).not.toMatch(/Mistakes: \d|found no mistakes/);
});

test('a made-up language has no such page', async () => {
  expect((await visitor(demo.origin).open('/xx/accessibility')).status).toBe(404);
});
