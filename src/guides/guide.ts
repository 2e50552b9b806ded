import { Problem } from '#problem.ts';

/** A piece of a sentence: plain, a hard word (bold), or a link. */
export type Piece = { kind: 'plain' | 'hard'; words: string } | { kind: 'link'; words: string; to: string };

/** One idea: a picture and what it says, each sentence apart. */
export interface Idea {
  picture: string;
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

/**
 * Reads a guide as people write it: four lines about it between `---`, then headings (`## `) and ideas, one a line,
 * each with the name of its picture in front. `file` is said in mistakes; `pictures` are the names that exist. Throws a
 * Problem with file, line and what to do.
 */
export function parseGuide(source: string, file: string, pictures: ReadonlySet<string>): Guide {
  const lines = source.split(/\r?\n/);
  const end = lines.indexOf('---', 1);
  const mistake = (index: number, what: string) => new Problem(`${file}, line ${index + 1}: ${what}`);
  if (lines[0] !== '---' || end < 0) throw mistake(0, 'a guide starts with "---", lines for title, description, picture and order, and "---".');

  const head = parseHead(lines.slice(1, end), mistake);
  if (!pictures.has(head.picture)) throw mistake(lines.findIndex((line) => line.startsWith('picture:')), noPicture(head.picture));

  const sections: GuideSection[] = [{ heading: undefined, ideas: [] }];
  lines.forEach((line, index) => {
    if (index <= end || !line.trim()) return;
    if (line.startsWith('## ')) sections.push({ heading: line.slice(3).trim(), ideas: [] });
    else sections.at(-1)?.ideas.push(parseIdea(line, pictures, (what) => mistake(index, what)));
  });
  const empty = sections.find((section, index) => index > 0 && section.ideas.length === 0);
  if (empty) throw mistake(lines.indexOf(`## ${empty.heading}`), 'there is nothing under this heading. Write an idea under it, or take it out.');
  return { ...head, sections: sections.filter(({ ideas }) => ideas.length > 0) };
}

function parseHead(lines: string[], mistake: (index: number, what: string) => Problem): Omit<Guide, 'sections'> {
  const head = new Map(lines.map((line) => [line.split(':')[0]?.trim() ?? '', line.slice(line.indexOf(':') + 1).trim()]));
  for (const field of fields) if (!head.get(field)) throw mistake(0, `"${field}:" is missing between the "---" lines.`);
  const stranger = [...head.keys()].find((key) => !(fields as readonly string[]).includes(key));
  if (stranger !== undefined) throw mistake(0, `"${stranger}:" is not one of ${fields.join(', ')}.`);
  const order = Number(head.get('order'));
  if (!Number.isInteger(order)) throw mistake(0, '"order:" is a whole number, for example "order: 1".');
  return { title: head.get('title') ?? '', description: head.get('description') ?? '', picture: head.get('picture') ?? '', order };
}

function parseIdea(line: string, pictures: ReadonlySet<string>, mistake: (what: string) => Problem): Idea {
  if (/<\/?[a-z]/i.test(line)) throw mistake('a guide has no HTML. Write plain words.');
  const colon = line.indexOf(': ');
  if (colon < 1) throw mistake('an idea starts with the name of its picture and a colon, for example "listen: They listen to you."');
  const picture = line.slice(0, colon).trim();
  if (!pictures.has(picture)) throw mistake(noPicture(picture));
  const pieces = parsePieces(line.slice(colon + 2).trim());
  if (pieces.some(({ words }) => words.includes('**'))) throw mistake('a hard word has two stars on each side, **like this**.');
  return { picture, sentences: intoSentences(pieces) };
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
  for (const piece of pieces) {
    if (piece.kind !== 'plain') {
      sentences.at(-1)?.push(piece);
      continue;
    }
    piece.words.split(/(?<=[.?!]) +(?=\S|$)/).forEach((words, index) => {
      if (index > 0) sentences.push([]);
      if (words) sentences.at(-1)?.push({ kind: 'plain', words });
    });
  }
  return sentences.filter((sentence) => sentence.length > 0);
}
