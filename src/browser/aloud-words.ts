import { aloud as cy } from '#content/words/cy.json';
import { aloud as en } from '#content/words/en.json';
import { aloud as pl } from '#content/words/pl.json';
import { aloud as ur } from '#content/words/ur.json';

type Words = typeof en;
const words: Record<string, Words> = { cy, en, pl, ur };

/** The words of the controls in the page's language. They come with the script: pages that nobody has read to them stay light. */
export function say(key: `aloud.${keyof Words & string}`): string {
  return (words[document.documentElement.lang] ?? en)[key.slice('aloud.'.length) as keyof Words];
}
