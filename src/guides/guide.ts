import { Problem } from '#problem.ts';

/** A piece of a sentence: plain, a hard word (bold), or a link. */
export type Piece = { kind: 'plain' | 'hard'; words: string } | { kind: 'link'; words: string; to: string };

/** One idea: a picture and what it says, each sentence apart. */
export interface Idea {
  picture: string;
  /** True where the picture is crossed out: the idea is that this is not so. */
  crossedOut: boolean;
  sentences: Piece[][];
}

/** A part of a guide. The first has no heading. */
export interface GuideSection {
  heading: string | undefined;
  ideas: Idea[];
}

export interface Guide {
  title: string;
  description: string;
  picture: string;
  /** Its place among the guides; the lowest is first. */
  order: number;
  sections: GuideSection[];
}

const fields = ['title', 'description', 'picture', 'order'] as const;

/** What a guide may name: pictures by their meaning, and other guides by their slug. */
export interface Known {
  pictures: ReadonlySet<string>;
  guides: ReadonlySet<string>;
}

/**
 * Reads a guide as people write it: four lines about it between `---`, then headings (`## `) and ideas, one a line,
 * each with the name of its picture in front; "not" before the name crosses the picture out. `file` is said in mistakes. Throws a Problem with file, line and what to do.
 */
export function parseGuide(source: string, file: string, known: Known): Guide {
  const lines = source.split(/\r?\n/).map((text, index): Line => ({ text: text.trim(), fail: (what) => new Problem(`${file}, line ${index + 1}: ${what}`) }));
  const [first, ...rest] = lines;
  const end = rest.findIndex(({ text }) => text === '---');
  if (first?.text !== '---' || end < 0) {
    throw new Problem(`${file}, line 1: a guide starts with "---", lines for title, description, picture and order, and "---".`);
  }
  return { ...parseHead(first, rest.slice(0, end), known), sections: parseSections(rest.slice(end + 1), known) };
}

/** A line, and the Problem of a mistake in it. */
interface Line {
  text: string;
  fail(what: string): Problem;
}

function parseHead(start: Line, lines: Line[], known: Known): Omit<Guide, 'sections'> {
  const head = new Map<string, { value: string; line: Line }>();
  for (const line of lines.filter(({ text }) => text)) {
    const [name = ''] = line.text.split(':');
    if (!(fields as readonly string[]).includes(name)) throw line.fail(`"${name}:" is not one of ${fields.join(', ')}.`);
    head.set(name, { value: line.text.slice(name.length + 1).trim(), line });
  }
  const read = (field: (typeof fields)[number]) => {
    const found = head.get(field);
    if (!found?.value) throw (found?.line ?? start).fail(`"${field}:" is missing between the "---" lines.`);
    return found;
  };
  const [title, description, picture, order] = [read('title'), read('description'), read('picture'), read('order')];
  if (!known.pictures.has(picture.value)) throw picture.line.fail(noPicture(picture.value));
  if (!/^\d+$/.test(order.value)) throw order.line.fail('"order:" is a whole number, for example "order: 1".');
  return { title: title.value, description: description.value, picture: picture.value, order: Number(order.value) };
}

function parseSections(lines: Line[], known: Known): GuideSection[] {
  const sections: (GuideSection & { line?: Line })[] = [{ heading: undefined, ideas: [] }];
  for (const line of lines.filter(({ text }) => text)) {
    if (/<\/?[a-z]/i.test(line.text)) throw line.fail('a guide has no HTML. Write plain words.');
    if (line.text.startsWith('##')) sections.push({ heading: line.text.slice(2).trim(), ideas: [], line });
    else sections.at(-1)?.ideas.push(parseIdea(line, known));
  }
  for (const { heading, ideas, line } of sections) {
    if (heading === '') throw line?.fail('this heading has no words. Write some, or take it out.');
    if (line && ideas.length === 0) throw line.fail('there is nothing under this heading. Write an idea under it, or take it out.');
  }
  return sections.filter(({ ideas }) => ideas.length > 0).map(({ heading, ideas }) => ({ heading, ideas }));
}

function parseIdea(line: Line, known: Known): Idea {
  const colon = line.text.indexOf(': ');
  if (colon < 1) throw line.fail('an idea starts with the name of its picture and a colon, for example "listen: They listen to you."');
  const name = line.text.slice(0, colon).trim();
  const crossedOut = name.startsWith('not ') && !known.pictures.has(name);
  const picture = crossedOut ? name.slice(4).trim() : name;
  if (!known.pictures.has(picture)) throw line.fail(noPicture(picture));
  const pieces = parsePieces(line.text.slice(colon + 2).trim());
  for (const piece of pieces) {
    if (piece.words.includes('*')) throw line.fail('a hard word has two stars on each side, **like this**.');
    if (piece.kind !== 'link' && /\]\(/.test(piece.words)) throw line.fail('a link is written [words](where), with no space in where.');
    if (piece.kind === 'link' && !/^(tel:\d+|https:\/\/\S+)$/.test(piece.to) && !known.guides.has(piece.to)) {
      throw line.fail(`the link "${piece.words}" goes to "${piece.to}", and there is no such guide. Mend the link.`);
    }
  }
  return { picture, crossedOut, sentences: intoSentences(pieces) };
}

function noPicture(name: string): string {
  return `there is no picture "${name}". Choose a name from content/pictures/pictures.yaml, or add it there.`;
}

function parsePieces(words: string): Piece[] {
  const marks = /\*\*(?<hard>[^*]+)\*\*|\[(?<link>[^\]]+)\]\((?<to>[^)\s]+)\)/g;
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of words.matchAll(marks)) {
    if (match.index > from) pieces.push({ kind: 'plain', words: words.slice(from, match.index) });
    const { hard, link, to } = match.groups ?? {};
    if (hard) pieces.push({ kind: 'hard', words: hard });
    else if (link && to) pieces.push({ kind: 'link', words: link, to });
    from = match.index + match[0].length;
  }
  if (from < words.length) pieces.push({ kind: 'plain', words: words.slice(from) });
  return pieces;
}

// A sentence ends at a full stop, question or exclamation mark before a space: each stands on a line of its own.
function intoSentences(pieces: Piece[]): Piece[][] {
  const sentences: Piece[][] = [[]];
  let before = '';
  for (const piece of pieces) {
    const parts = piece.kind === 'plain' ? (before + piece.words).split(/(?<=[.?!]) +/) : [before + piece.words];
    parts.forEach((part, index) => {
      const words = index === 0 ? part.slice(before.length) : part;
      if (index > 0) sentences.push([]);
      if (words) sentences.at(-1)?.push({ ...piece, words });
    });
    before = piece.words.slice(-1);
  }
  return sentences.filter((sentence) => sentence.length > 0);
}
