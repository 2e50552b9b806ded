import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#problem.ts';
import { readYaml } from '#yaml.ts';
import { defaultLanguage, languages } from './languages.ts';

/** The words of the interface by their key, with dots between its parts, each with the path of its parts. */
export type FlatWords = Map<string, { words: string; path: string[] }>;

/** Lays the words of a language flat. */
export function flatten(words: unknown, path: string[] = []): FlatWords {
  if (typeof words === 'string') return new Map([[path.join('.'), { words, path }]]);
  return new Map(Object.entries(words as Record<string, unknown>).flatMap(([key, value]) => [...flatten(value, [...path, key])]));
}

/** What a language has to have for the English keys: each key, and each plural form that the language has (Welsh has 6). */
export function neededKeys(english: Iterable<string>, language: string): Map<string, string> {
  const keys = new Set(english);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const needed = new Map<string, string>();
  for (const key of keys) {
    const stem = /^(.*)_(?:one|other)$/.exec(key)?.[1];
    if (stem && keys.has(`${stem}_one`) && keys.has(`${stem}_other`)) for (const form of forms) needed.set(`${stem}_${form}`, `${stem}_other`);
    else needed.set(key, key);
  }
  return needed;
}

/** Checks content/words of a content folder. Throws a Problem with file and line where a language lacks a key, a plural form or a gap, or has one more. */
export function checkWords(content: string): void {
  const read = (code: string) => {
    const file = join(content, 'words', `${code}.json`);
    if (!existsSync(file)) throw new Problem(`${fileOf(code)} is missing. Each language has its words: translate ${fileOf(defaultLanguage)}.`);
    return readYaml(readFileSync(file, 'utf8'), fileOf(code));
  };
  const english = flatten(read(defaultLanguage).value);
  for (const { code } of languages) {
    const { value, lineOf } = read(code);
    const own = flatten(value);
    const needed = neededKeys(english.keys(), code);
    const fail = (path: string[], what: string) => new Problem(`${fileOf(code)}, line ${lineOf(path)}: "${path.join('.')}" ${what}`);
    for (const [key, { path }] of own) if (!needed.has(key)) throw fail(path, 'is not in English. Take it out, or write it there first.');
    for (const [key, from] of needed) {
      const words = own.get(key)?.words;
      const original = english.get(from)?.words ?? '';
      if (words === undefined) throw fail(key.split('.'), `is missing here. In English it is: ${original}`);
      if (!words.trim()) throw fail(key.split('.'), 'has no words.');
      if (gapsIn(words) !== gapsIn(original))
        throw fail(key.split('.'), `has the gaps ${gapsIn(words) || 'none'}, and in English ${gapsIn(original) || 'none'}.`);
    }
  }
}

function gapsIn(words: string): string {
  return [...new Set(words.match(/{{\w+}}/g))].toSorted().join(', ');
}

function fileOf(code: string): string {
  return `content/words/${code}.json`;
}
