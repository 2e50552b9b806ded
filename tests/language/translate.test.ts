import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import en from '#content/words/en.json' with { type: 'json' };
import { translator } from '#language/translate.ts';
import type { Relation } from '#people/person.ts';
import { planSections } from '#plans/plan.ts';
import type { ReviewKind } from '#reviews/review.ts';
import { settingNames, settings } from '#settings/setting.ts';

// Keys are checked by their types where code writes them; here they come from lists.
const t = translator('en') as unknown as (key: string, values?: Record<string, unknown>) => string;

type Words = { [key: string]: string | Words };

function flat(words: Words, before = ''): [key: string, words: string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
  );
}

const all = flat(en);
const keys = new Set(all.map(([key]) => key));
const names = (words: string) => [...words.matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? '');

describe('the words of every key', () => {
  test.each(all)('%s', (key, words) => {
    const values = Object.fromEntries(names(words).map((name) => [name, `<${name}> & 'more'`]));
    expect(words.trim(), 'words have nothing blank around them').toBe(words);
    expect(words).not.toBe('');
    // A name is shown as it is written: pages escape it.
    expect(t(key, values)).toBe(words.replace(/{{(\w+)}}/g, (_, name: string) => values[name] ?? ''));
  });
});

test('one day and more days have words of their own', () => {
  expect(t('dates.in', { count: 1 })).toBe('in 1 day');
  expect(t('dates.in', { count: 2 })).toBe('in 2 days');
  expect(t('dates.ago', { count: 1 })).toBe('1 day ago');
  expect(t('dates.ago', { count: 12 })).toBe('12 days ago');
  expect(t('desk.count', { count: 1 })).toBe('1 message');
  expect(t('desk.count', { count: 0 })).toBe('0 messages');
});

test('a young person reads "your" where a carer reads a name', () => {
  expect(t('people.keyWorker', { name: 'Maya' })).toBe("Maya's key worker");
  expect(t('people.keyWorker', { name: 'Maya', context: 'self' })).toBe('Your key worker');
  expect(t('people.keyWorker', { name: 'Maya', context: undefined })).toBe("Maya's key worker");
});

test('words for one have words for more, and words for "you" have words for others', () => {
  const needed = [...keys].flatMap((key) => {
    if (key.endsWith('_one')) return [key.replace('_one', '_other')];
    return key.endsWith('_self') ? [key.replace('_self', '')] : [];
  });
  expect(needed.length).toBeGreaterThan(3);
  expect(needed.filter((key) => !keys.has(key))).toEqual([]);
});

test('no key is missing that the source asks for', () => {
  const source = globSync('src/**/*.{ts,tsx,astro}')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const asked = [...source.matchAll(/\bt\('([^']+)'/g)].map(([, key]) => key ?? '');
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((key) => !keys.has(key) && !keys.has(`${key}_other`))).toEqual([]);
});

test('every step, relation, section, kind of review, rating and problem has words', () => {
  const relations: Record<Relation, true> = {
    'young person': true,
    'parent or carer': true,
    'other family': true,
    advocate: true,
    'key worker': true,
    cover: true,
    'team lead': true,
    'other professional': true,
  };
  const kinds: Record<ReviewKind, true> = { cetr: true, ctr: true, laep: true, 'plan review': true, 'discharge meeting': true };
  const asked = [
    ...settingNames.map((name) => `settings.${name}`),
    ...settingNames.flatMap((name) => settings[name].steps.map((step) => `settings.${name}Step.${step}`)),
    ...Object.keys(relations).map((relation) => `people.relation.${relation}`),
    ...planSections.map((section) => `plan.section.${section}`),
    ...Object.keys(kinds).map((kind) => `reviews.kind.${kind}`),
    ...['blue', 'red', 'amber', 'green'].map((rating) => `desk.rating.${rating}`),
    ...['401', '404', '405', '500'].flatMap((status) => [`problem.${status}.title`, `problem.${status}.what`]),
  ];
  expect(asked.filter((key) => !keys.has(key))).toEqual([]);
});
