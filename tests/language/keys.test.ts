import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flatten } from '#language/words.ts';

const read = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|astro)$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));

/** What code may ask for: each key that it names whole, and each whose parts it puts together, as `areas.need.${need}`. */
function askedFor(code: string): (key: string) => boolean {
  const whole = new Set([...code.matchAll(/['"`]([\w.-]+)['"`]/g)].map(([, key]) => key));
  const made = [...code.matchAll(/`(\w+\.[^`\n]*\$\{[^`\n]*)`/g)]
    .map(([, key = '']) => key.replace(/\$\{[^}]*\}/g, '\n'))
    .filter((key) => /^[\w.\n]+$/.test(key));
  const groups = [...new Set(made)].map((key) => new RegExp(`^${key.replaceAll('.', '\\.').replaceAll('\n', '[^.]+')}$`));
  return (key) => whole.has(key) || groups.some((group) => group.test(key));
}

/** The keys of words that nobody asks for. A key stands for its plural and its other forms; an error is named by its last part. */
function unused(words: unknown, code: string): string[] {
  const isAsked = askedFor(code);
  const names = (key: string) => [key, key.replace(/_[a-z]+$/, '')];
  return [...flatten(words).keys()].filter((key) =>
    key.startsWith('errors.') ? !code.includes(`'${key.slice('errors.'.length)}'`) : !names(key).some(isAsked),
  );
}

test('someone reads each of the words of the interface: no page asks for none of them', () => {
  const words: unknown = JSON.parse(readFileSync('content/words/en.json', 'utf8'));
  expect(unused(words, read('src').join('\n'))).toEqual([]);
});

test('words that no page asks for are found', () => {
  const words = {
    site: { skip: 'x', old: 'x' },
    dates: { in_one: 'x', in_other: 'x' },
    need: { fun: 'x', deep: { er: 'x' } },
    errors: { gone: 'x', here: 'x' },
  };
  const code = "t('site.skip') t('dates.in', { count }) t(`need.${need}`) new Mistake('place', 'here')";
  expect(unused(words, code)).toEqual(['site.old', 'need.deep.er', 'errors.gone']);
});
