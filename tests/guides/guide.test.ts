import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parsePictures } from '#components/pictures.ts';
import { parseGuide, type Guide, type Piece } from '#guides/guide.ts';
import { readGuides } from '#guides/guides.ts';
import { Problem } from '#problem.ts';

const pictures = new Set(['listen', 'key worker']);
const head = ['---', 'title: What is a key worker?', 'description: Who helps you: and how.', 'picture: key worker', 'order: 2', '---'];
const slugs = new Set(['key-workers', 'dynamic-support-register', 'another-guide']);
const parse = (lines: string[]) => parseGuide(lines.join('\n'), 'content/guides/en/a.md', { pictures, guides: slugs });
const said = (line: string) => parse([...head, line]).sections[0]?.ideas[0]?.sentences;

const wordsOf = (pieces: Piece[]) => pieces.map(({ words }) => words).join('');
const count = (words: string) => words.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const plain = (words: string): Piece => ({ kind: 'plain', words });

test('a guide is read: what it is about, then headings with ideas', () => {
  const guide = parse([...head, '', 'key worker: They help you.', '', '## What they do', '', 'listen: They listen.', 'key worker: They plan.', '']);
  expect(guide).toEqual({
    title: 'What is a key worker?',
    description: 'Who helps you: and how.',
    picture: 'key worker',
    order: 2,
    sections: [
      { heading: undefined, ideas: [{ picture: 'key worker', crossedOut: false, sentences: [[plain('They help you.')]] }] },
      {
        heading: 'What they do',
        ideas: [
          { picture: 'listen', crossedOut: false, sentences: [[plain('They listen.')]] },
          { picture: 'key worker', crossedOut: false, sentences: [[plain('They plan.')]] },
        ],
      },
    ],
  });
});

test('a guide that was written on Windows is the same guide', () => {
  const lines = [...head, '## Help', 'listen: They listen.'];
  expect(parseGuide(lines.join('\r\n'), 'a.md', { pictures, guides: slugs })).toEqual(parse(lines));
});

test('a picture is crossed out where its name has "not" in front', () => {
  const idea = parse([...head, 'not listen: They do not listen.']).sections[0]?.ideas[0];
  expect(idea).toMatchObject({ picture: 'listen', crossedOut: true });
  expect(() => parse([...head, 'not there: Nothing.'])).toThrow('no picture "there"');
});

describe('each sentence stands on its own', () => {
  test.each([
    ['Do they listen? Yes! They do.', ['Do they listen?', 'Yes!', 'They do.']],
    ['It costs 2.50 each.', ['It costs 2.50 each.']],
    ['No full stop at the end', ['No full stop at the end']],
    ['This is a **hard word**. It is here.', ['This is a hard word.', 'It is here.']],
    ['Read this. **Hard** words are bold.', ['Read this.', 'Hard words are bold.']],
    ['Read [our guide](key-workers). Then ask.', ['Read our guide.', 'Then ask.']],
    ['Can you **cope?** Ask for help.', ['Can you cope?', 'Ask for help.']],
  ])('%s', (line, sentences) => {
    expect(said(`listen: ${line}`)?.map(wordsOf)).toEqual(sentences);
  });
});

test('hard words and links are told from plain words', () => {
  expect(said('listen: A **key worker** helps. Call [111](tel:111) now.')).toEqual([
    [plain('A '), { kind: 'hard', words: 'key worker' }, plain(' helps.')],
    [plain('Call '), { kind: 'link', words: '111', to: 'tel:111' }, plain(' now.')],
  ]);
});

describe('whoever writes a guide is told the file, the line and what to do', () => {
  const without = (field: string) => head.filter((line) => !line.startsWith(`${field}:`));
  const instead = (field: string, line: string) => head.map((each) => (each.startsWith(`${field}:`) ? line : each));
  const good = 'listen: They listen.';

  test.each<[mistake: string, lines: string[], line: number, what: RegExp]>([
    ['there is no head', [good], 1, /a guide starts with "---"/],
    ['the head has no end', [...head.slice(0, -1), good], 1, /a guide starts with "---"/],
    ['the file is empty', [''], 1, /a guide starts with "---"/],
    ['the title is missing', [...without('title'), good], 1, /"title:" is missing/],
    ['the description is missing', [...without('description'), good], 1, /"description:" is missing/],
    ['the picture is missing', [...without('picture'), good], 1, /"picture:" is missing/],
    ['the order is missing', [...without('order'), good], 1, /"order:" is missing/],
    ['the title says nothing', [...instead('title', 'title:'), good], 2, /"title:" is missing/],
    ['the picture of the guide is not there', [...instead('picture', 'picture: dragon'), good], 4, /there is no picture "dragon"\. Choose/],
    ['the order is a word', [...instead('order', 'order: first'), good], 5, /"order:" is a whole number/],
    ['the head has another field', [...head.slice(0, 5), 'author: Priya', '---', good], 6, /"author:" is not one of title/],
    ['an idea has a picture that is not there', [...head, good, '', 'dragon: They listen.'], 9, /there is no picture "dragon"\. Choose/],
    ['an idea has no colon', [...head, 'They listen.'], 7, /an idea starts with the name of its picture and a colon/],
    ['an idea has no space after its colon', [...head, 'listen:They listen.'], 7, /and a colon/],
    ['an idea has HTML', [...head, good, 'listen: They <b>listen</b>.'], 8, /no HTML/],
    ['an idea has a script', [...head, 'listen: <SCRIPT src=x>'], 7, /no HTML/],
    ['a heading has nothing under it', [...head, good, '## Empty', '## Full', good], 8, /nothing under this heading/],
    ['the last heading has nothing under it', [...head, good, '## Empty', ''], 8, /nothing under this heading/],
    ['an empty heading ends with a space', [...head, good, '## Empty ', '## Full', good], 8, /nothing under this heading/],
    ['a heading comes twice and is empty once', [...head, '## Help', good, '## Help'], 9, /nothing under this heading/],
    ['stars are open', [...head, 'listen: A **hard word.'], 7, /two stars on each side/],
    ['stars are only at the end', [...head, 'listen: A hard word**.'], 7, /two stars on each side/],
    ['a hard word has one star on each side', [...head, 'listen: A *hard word*.'], 7, /two stars on each side/],
  ])('%s', (_, lines, line, what) => {
    expect(() => parse(lines)).toThrow(Problem);
    expect(() => parse(lines)).toThrow(what);
    expect(() => parse(lines)).toThrow(`content/guides/en/a.md, line ${line}: `);
  });

  describe('also for a link', () => {
    let content: string;
    const write = (line: string) => writeFileSync(join(content, 'guides', 'en', 'a.md'), [...head, line].join('\n'));

    beforeEach(() => {
      content = mkdtempSync(join(tmpdir(), 'alongside-guides-'));
      mkdirSync(join(content, 'guides', 'en'), { recursive: true });
      mkdirSync(join(content, 'pictures'));
      writeFileSync(join(content, 'pictures', 'pictures.yaml'), 'listen: { openmoji: 1F442 }\nkey worker: { drawing: key-worker.svg }\n');
    });
    afterEach(() => rmSync(content, { recursive: true }));

    test('to a guide, a phone or a safe site, which is good', () => {
      write('listen: Read [this](a), call [999](tel:999) or see [the law](https://example.org/law).');
      expect([...readGuides(content).keys()]).toEqual(['en/a']);
    });

    test.each(['b', 'cy/a', 'http://example.org', 'javascript:alert`1`', 'tel:0800-x'])('to %s, which is not there', (to) => {
      write(`listen: Read [that](${to}).`);
      expect(() => readGuides(content)).toThrow(Problem);
      expect(() => readGuides(content)).toThrow(/^content\/guides\/en\/a\.md.*"that".*Mend the link/);
      expect(() => readGuides(content)).toThrow(`"${to}"`);
    });

    test('to nowhere, by its line', () => {
      write('listen: Read [that](b).');
      expect(() => readGuides(content)).toThrow('content/guides/en/a.md, line 7: ');
    });
  });
});

const guides = readGuides('content');

test('every guide in content is read, each with a place of its own', () => {
  expect(guides.size).toBeGreaterThanOrEqual(3);
  const orders = [...guides.values()].map(({ order }) => order);
  expect(new Set(orders).size).toBe(orders.length);
});

describe.each([...guides])('the guide %s is easy to read', (_, guide: Guide) => {
  const ideas = guide.sections.flatMap((section) => section.ideas);
  const sentences = ideas.flatMap((idea) => idea.sentences.map(wordsOf));
  const everything = [guide.title, guide.description, ...guide.sections.map(({ heading }) => heading ?? ''), ...sentences];

  test('no sentence is longer than 15 words', () => {
    expect(everything.filter((words) => count(words) > 15)).toEqual([]);
  });

  test('a sentence has 10 words or fewer as a rule', () => {
    expect(sentences.length).toBeGreaterThan(10);
    expect(sentences.reduce((sum, words) => sum + count(words), 0) / sentences.length).toBeLessThanOrEqual(10);
  });

  test('every idea has a picture that is there, and says something', () => {
    const known = parsePictures(readFileSync('content/pictures/pictures.yaml', 'utf8'));
    for (const { picture, sentences: each } of ideas) {
      expect([...known.keys()]).toContain(picture);
      expect(each.length).toBeGreaterThan(0);
    }
  });

  test('no word is cut short, no aside in brackets, no semicolon', () => {
    for (const words of everything) {
      expect(words).not.toMatch(/['’‘;]/);
      expect(words.replaceAll('(E)', '').replaceAll('(Education)', '')).not.toMatch(/[()[\]{}*]/);
      expect(words).not.toMatch(/\b(e\.?g|i\.?e|etc)\b\.?/i);
    }
  });

  test('a heading has 6 ideas under it at most', () => {
    for (const section of guide.sections) expect(section.ideas.length, section.heading).toBeLessThanOrEqual(6);
  });
});
