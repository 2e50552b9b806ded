import { noPicture, parseIdea, type Idea, type Paragraph } from '#ideas/idea.ts';
import { parseSentences, type Known } from '#ideas/sentence.ts';
import { Problem } from '#problem.ts';

/** What guides are about, in the order in which people see them. */
export const topics = ['support', 'hospital', 'rights', 'family', 'about'] as const;
export type Topic = (typeof topics)[number];

/** A part of a guide, in both readings. The first has no heading. */
export interface GuideSection {
  heading: string | undefined;
  /** The line of its heading. */
  line: number;
  ideas: Idea[];
  /** The same in the standard reading. */
  standard: Paragraph[];
}

/** A guide: what it is about, and its parts in both readings. */
export interface Guide {
  title: string;
  description: string;
  picture: string;
  /** Its place among the guides; the lowest is first. */
  order: number;
  topic: Topic;
  sections: GuideSection[];
}

const fields = ['title', 'description', 'picture', 'order', 'topic'] as const;

/** How a line begins that is a paragraph of the standard reading. */
const standard = 'standard';

/**
 * Reads a guide as people write it: five lines about it between `---`, then headings (`## `) and ideas, one a line, each
 * with the name of its picture in front; "not" before the name crosses the picture out. A line that starts with
 * "standard:" is a paragraph of the standard reading. `file` is said in mistakes. Throws a Problem with file, line and
 * what to do.
 */
export function parseGuide(source: string, file: string, known: Known): Guide {
  const lines = source
    .split(/\r?\n/)
    .map((text, index): Line => ({ text: text.trim(), number: index + 1, fail: (what) => new Problem(`${file}, line ${index + 1}: ${what}`) }));
  const [first, ...rest] = lines;
  const end = rest.findIndex(({ text }) => text === '---');
  if (first?.text !== '---' || end < 0) {
    throw new Problem(`${file}, line 1: a guide starts with "---", lines for ${fields.join(', ')}, and "---".`);
  }
  return { ...parseHead(first, rest.slice(0, end), known), sections: parseSections(rest.slice(end + 1), known) };
}

/** A line, and the Problem of a mistake in it. */
interface Line {
  text: string;
  number: number;
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
  const [title, description, picture, order, about] = [read('title'), read('description'), read('picture'), read('order'), read('topic')];
  if (!known.pictures.has(picture.value)) throw picture.line.fail(noPicture(picture.value));
  if (!/^\d+$/.test(order.value)) throw order.line.fail('"order:" is a whole number, for example "order: 1".');
  const topic = topics.find((each) => each === about.value);
  if (!topic) throw about.line.fail(`"topic:" is one of ${topics.join(', ')}.`);
  return { title: title.value, description: description.value, picture: picture.value, order: Number(order.value), topic };
}

function parseSections(lines: Line[], known: Known): GuideSection[] {
  const sections: GuideSection[] = [{ heading: undefined, line: 0, ideas: [], standard: [] }];
  const headings = new Map<GuideSection, Line>();
  for (const line of lines.filter(({ text }) => text)) {
    const section = sections.at(-1);
    if (line.text.startsWith('##')) {
      const begun = { heading: parseHeading(line), line: line.number, ideas: [], standard: [] };
      sections.push(begun);
      headings.set(begun, line);
    } else if (line.text.startsWith(`${standard}:`)) section?.standard.push(parseParagraph(line, known));
    else section?.ideas.push(parseLine(line, known));
  }
  for (const section of sections) {
    const { ideas, standard: paragraphs } = section;
    const line = headings.get(section);
    if (line && ideas.length === 0) throw line.fail('there is nothing under this heading. Write an idea under it, or take it out.');
    if (line && paragraphs.length === 0) throw line.fail(`there is no line "${standard}:" under this heading. Write what it says for the standard reading.`);
  }
  return sections.filter(({ ideas }) => ideas.length > 0);
}

function parseHeading(line: Line): string {
  const heading = line.text.slice(2).trim();
  if (!heading) throw line.fail('this heading has no words. Write some, or take it out.');
  if (/[<>*{}[\]]/.test(heading)) throw line.fail('a heading has plain words only.');
  return heading;
}

function parseParagraph(line: Line, known: Known): Paragraph {
  return { sentences: parseSentences(line.text.slice(standard.length + 1).trim(), known, line.fail), line: line.number };
}

function parseLine(line: Line, known: Known): Idea {
  const colon = line.text.indexOf(': ');
  if (colon < 1) throw line.fail('an idea starts with the name of its picture and a colon, for example "listen: They listen to you."');
  return parseIdea(line.text.slice(0, colon).trim(), line.text.slice(colon + 2).trim(), line.number, known, line.fail);
}
