import { describe, expect, test } from 'vitest';
import { parseGuide } from '#guides/guide.ts';
import { Problem } from '#problem.ts';

const known = {
  pictures: new Set(['listen', 'key worker']),
  guides: new Set(['key-workers', 'another-guide']),
  facts: new Set(['call-999']),
};
const head = ['---', 'title: What is a key worker?', 'description: Who helps you: and how.', 'picture: key worker', 'order: 2', 'topic: support', '---'];
const parse = (lines: string[]) => parseGuide(lines.join('\n'), 'content/guides/en/a.md', known);

const plain = (words: string) => ({ kind: 'plain' as const, words });
const help = [{ line: 11, sentences: [[plain('They listen.')]] }];

test('a guide is read: what it is about, then headings with ideas and the standard reading', () => {
  const guide = parse([...head, '', 'key worker: They help you.', '## What they do', 'standard: They listen.', 'listen: They listen.', '']);
  expect(guide).toEqual({
    title: 'What is a key worker?',
    description: 'Who helps you: and how.',
    picture: 'key worker',
    order: 2,
    topic: 'support',
    sections: [
      { heading: undefined, line: 0, ideas: [{ picture: 'key worker', crossedOut: false, line: 9, sentences: [[plain('They help you.')]] }], standard: [] },
      { heading: 'What they do', line: 10, ideas: [{ picture: 'listen', crossedOut: false, line: 12, sentences: [[plain('They listen.')]] }], standard: help },
    ],
  });
});

test('a guide that was written on Windows is the same guide', () => {
  const lines = [...head, '## Help', 'listen: They listen.', 'standard: They do.'];
  expect(parseGuide(lines.join('\r\n'), 'a.md', known)).toEqual(parse(lines));
});

describe('whoever writes a guide is told the file, the line and what to do', () => {
  const without = (field: string) => head.filter((line) => !line.startsWith(`${field}:`));
  const instead = (field: string, line: string) => head.map((each) => (each.startsWith(`${field}:`) ? line : each));
  const good = 'listen: They listen.';
  const standard = 'standard: They listen.';

  test.each<[mistake: string, lines: string[], line: number, what: RegExp]>([
    ['there is no head', [good], 1, /a guide starts with "---"/],
    ['the head has no end', [...head.slice(0, -1), good], 1, /a guide starts with "---"/],
    ['the file is empty', [''], 1, /a guide starts with "---"/],
    ['the title is missing', [...without('title'), good], 1, /"title:" is missing/],
    ['the description is missing', [...without('description'), good], 1, /"description:" is missing/],
    ['the picture is missing', [...without('picture'), good], 1, /"picture:" is missing/],
    ['the order is missing', [...without('order'), good], 1, /"order:" is missing/],
    ['the topic is missing', [...without('topic'), good], 1, /"topic:" is missing/],
    ['the topic is not one', [...instead('topic', 'topic: news'), good], 6, /"topic:" is one of support, hospital/],
    ['the title says nothing', [...instead('title', 'title:'), good], 2, /"title:" is missing/],
    ['the picture of the guide is not there', [...instead('picture', 'picture: dragon'), good], 4, /there is no picture "dragon"\. Choose/],
    ['the order is a word', [...instead('order', 'order: first'), good], 5, /"order:" is a whole number/],
    ['the head has another field', [...head.slice(0, 6), 'author: Priya', '---', good], 7, /"author:" is not one of title/],
    ['an idea has a picture that is not there', [...head, good, '', 'dragon: They listen.'], 10, /there is no picture "dragon"\. Choose/],
    ['an idea has no colon', [...head, 'They listen.'], 8, /an idea starts with the name of its picture and a colon/],
    ['an idea has no space after its colon', [...head, 'listen:They listen.'], 8, /and a colon/],
    ['an idea has HTML', [...head, good, 'listen: They <b>listen</b>.'], 9, /HTML/],
    ['a line of the standard reading has HTML', [...head, good, 'standard: They <b>listen</b>.'], 9, /HTML/],
    ['an idea names a fact that is not there', [...head, 'listen: {call-998}'], 8, /there is no fact "call-998"\. Choose a name from content\/facts\.yaml/],
    ['a heading has marks in it', [...head, good, '## **Help**', good, standard], 9, /a heading has plain words only/],
    ['a heading has no words', [...head, good, '##', good, standard], 9, /this heading has no words/],
    ['a heading has nothing under it', [...head, good, '## Empty', '## Full', good, standard], 9, /nothing under this heading/],
    ['the last heading has nothing under it', [...head, good, '## Empty', ''], 9, /nothing under this heading/],
    ['a heading has no standard reading', [...head, good, '## Easy', good], 9, /no line "standard:" under this heading/],
  ])('%s', (_, lines, line, what) => {
    expect(() => parse(lines)).toThrow(Problem);
    expect(() => parse(lines)).toThrow(what);
    expect(() => parse(lines)).toThrow(`content/guides/en/a.md, line ${line}: `);
  });
});
