import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isTile } from '#board/board.ts';
import { languages } from '#language/languages.ts';
import { Problem } from '#problem.ts';
import { site } from '#site.ts';
import { readYaml, readYamlAs } from '#yaml.ts';
import { DangerPhrase, plainWords, readyPhrases, showsDanger, soundsLikeDanger, type DangerPhrases } from './danger.ts';

/**
 * Reads the words that sound like danger from a content folder: those of each language, by its code. Throws a Problem with the
 * file, the line and what to do where one can not be looked for, stands there twice, or a language has none.
 */
export function readDangers(content: string): Map<string, string[]> {
  return new Map(
    languages.map(({ code }) => {
      const file = `content/danger-words/${code}.yaml`;
      const text = textOf(join(content, 'danger-words', `${code}.yaml`), file);
      const phrases = readYamlAs(z.array(DangerPhrase).min(1, 'write at least 1 phrase'), text, file);
      const taken = new Set<string>();
      for (const [index, phrase] of phrases.entries()) {
        const plain = phrase.split('*').map(plainWords).join('*');
        if (taken.has(plain)) throw new Problem(`${file}, line ${readYaml(text, file).lineOf([index])}: "${phrase}" is there twice. Take one out.`);
        taken.add(plain);
      }
      return [code, phrases];
    }),
  );
}

const known = new Map<string, DangerPhrases>();

/** The same, of all languages together and ready to be looked for, read once. */
export function dangerPhrases(content: string): DangerPhrases {
  const phrases = known.get(content) ?? readyPhrases([...readDangers(content).values()].flat());
  known.set(content, phrases);
  return phrases;
}

/** True where words sound like danger, by the lists of this service: help comes up beside them, and they come first at the desk. */
export function isDanger(words: string): boolean {
  return soundsLikeDanger(words, dangerPhrases(`${site.root}/content`));
}

/** Reads the pictures that may show danger from a content folder. Throws a Problem where one is not on the board. */
export function readDangerousPictures(content: string): string[] {
  const file = 'content/danger-words/pictures.yaml';
  return readYamlAs(z.array(z.string().refine(isTile, 'this picture is not on the board')), textOf(join(content, 'danger-words', 'pictures.yaml'), file), file);
}

/** True where the pictures of a message show danger, by the list of this service. */
export function showDanger(pictures: readonly string[]): boolean {
  return showsDanger(pictures, readDangerousPictures(`${site.root}/content`));
}

function textOf(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Problem(`${file} is missing. It says what shows danger: bring it back.`);
  }
}
