import type { Word } from '#glossary/glossary.ts';
import { splitSentences } from '#language/sentences.ts';

/** A piece of a sentence: plain, a hard word (bold, with what it means once it is told), a link, or a fact that says its own sentences. */
export type Piece =
  { kind: 'plain' | 'fact'; words: string } | { kind: 'hard'; words: string; word?: Word | undefined } | { kind: 'link'; words: string; to: string };

/** A sentence in its pieces. A fact is a piece that stands for sentences of its own, until it is told. */
export type Sentence = Piece[];

/** What an editor may name: pictures by their meaning, guides by their slug, facts by their name. */
export interface Known {
  pictures: ReadonlySet<string>;
  guides: ReadonlySet<string>;
  facts: ReadonlySet<string>;
}

/** Where words stand, and how a mistake in them is told. */
export type Fail = (what: string) => Error;

/**
 * Reads words as an editor writes them, with `**hard words**`, `[words](where)` and `{fact}`, and gives the sentences
 * one by one. Throws what `fail` makes of a mistake: a mark that is open, or something named that is not there.
 */
export function parseSentences(words: string, known: Known, fail: Fail): Sentence[] {
  if (/<\/?[a-z]/i.test(words)) throw fail('there is HTML here. Write plain words.');
  const pieces = parsePieces(words);
  for (const piece of pieces) checkPiece(piece, known, fail);
  return intoSentences(pieces);
}

/** The words of a sentence, without its marks. */
export function wordsOf(sentence: Sentence): string {
  return sentence.map(({ words }) => words).join('');
}

function checkPiece(piece: Piece, known: Known, fail: Fail): void {
  if (piece.kind === 'fact') {
    if (!known.facts.has(piece.words)) throw fail(`there is no fact "${piece.words}". Choose a name from content/facts.yaml, or add it there.`);
    return;
  }
  if (piece.words.includes('*')) throw fail('a hard word has two stars on each side, **like this**.');
  if (/[{}]/.test(piece.words)) throw fail('a fact is written {its-name}, in small letters.');
  if (piece.kind !== 'link' && /\]\(/.test(piece.words)) throw fail('a link is written [words](where), with no space in where.');
  if (piece.kind === 'link' && !/^(tel:\d+|https:\/\/\S+)$/.test(piece.to) && !known.guides.has(piece.to)) {
    throw fail(`the link "${piece.words}" goes to "${piece.to}", and there is no such guide. Mend the link.`);
  }
}

function parsePieces(words: string): Piece[] {
  const marks = /\*\*(?<hard>[^*]+)\*\*|\[(?<link>[^\]]+)\]\((?<to>[^)\s]+)\)|\{(?<fact>[a-z0-9-]+)\}/g;
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of words.matchAll(marks)) {
    if (match.index > from) pieces.push({ kind: 'plain', words: words.slice(from, match.index) });
    const { hard, link, to, fact } = match.groups ?? {};
    if (hard) pieces.push({ kind: 'hard', words: hard });
    else if (link && to) pieces.push({ kind: 'link', words: link, to });
    else if (fact) pieces.push({ kind: 'fact', words: fact });
    from = match.index + match[0].length;
  }
  if (from < words.length) pieces.push({ kind: 'plain', words: words.slice(from) });
  return pieces;
}

// Each sentence stands on a line of its own. A fact is whole sentences, so one ends before it and one begins after it.
function intoSentences(pieces: Piece[]): Sentence[] {
  const sentences: Sentence[] = [[]];
  let before = '';
  for (const piece of pieces) {
    if (piece.kind === 'fact') {
      sentences.push([piece], []);
      before = '';
      continue;
    }
    const parts = piece.kind === 'plain' ? splitSentences(before + piece.words) : [before + piece.words];
    parts.forEach((part, index) => {
      const words = index === 0 ? part.slice(before.length) : part;
      if (index > 0) sentences.push([]);
      // What comes after a fact has a space before it.
      const begun = sentences.at(-1)?.length ? words : words.trimStart();
      if (begun) sentences.at(-1)?.push({ ...piece, words: begun });
    });
    before = piece.words.slice(-1);
  }
  return sentences.filter((sentence) => sentence.length > 0);
}
