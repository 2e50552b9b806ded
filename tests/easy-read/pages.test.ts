import { expect, test } from 'vitest';
import { intoSentences, sentencesOf } from '#easy-read/page.ts';
import { guidePage, readPages, wordPages } from '#easy-read/pages.ts';
import { parseGuide } from '#guides/guide.ts';
import { measured } from '#tests/support/easy-read.ts';

const source = `---
title: What is it?
description: It helps.
picture: listen
order: 1
topic: support
---

listen: This guide is about **it**. It helps.
standard: It is **it**. {call}

## Help
not listen: They do not. Call [999](tel:999).
listen: {call}
standard: It helps.
`;
const known = { pictures: new Set(['listen']), guides: new Set<string>(), facts: new Set(['call']) };
const guide = parseGuide(source, 'a.md', known);
const say = () => [[{ kind: 'plain' as const, words: 'Call us.' }]];
const sentence = (text: string) => ({ text, hard: [], links: [] });
const file = 'content/guides/en/a.md';
const title = { file, line: 2, sentences: [sentence('What is it?'), sentence('It helps.')] };

test('a guide is a page: each idea with its line, its bold words and its links, each fact in its own words', () => {
  expect(guidePage('en/a', 'easy', guide, say)).toEqual({
    name: 'guides/en/a',
    reading: 'easy',
    title,
    blocks: [
      { ideas: [{ file, line: 9, picture: 'listen', sentences: [{ ...sentence('This guide is about it.'), hard: ['it'] }, sentence('It helps.')] }] },
      {
        heading: { file, line: 12, sentences: [sentence('Help')] },
        ideas: [
          {
            file,
            line: 13,
            picture: 'listen',
            sentences: [sentence('They do not.'), { ...sentence('Call 999.'), links: [{ words: '999', to: 'tel:999' }] }],
          },
          { file, line: 14, picture: 'listen', sentences: [sentence('Call us.')] },
        ],
      },
    ],
  });
});

test('the standard reading of a guide is a page of its own, without pictures', () => {
  expect(guidePage('en/a', 'standard', guide, say)).toEqual({
    name: 'standard/en/a',
    reading: 'standard',
    title,
    blocks: [
      { ideas: [{ file, line: 10, sentences: [{ ...sentence('It is it.'), hard: ['it'] }, sentence('Call us.')] }] },
      { heading: { file, line: 12, sentences: [sentence('Help')] }, ideas: [{ file, line: 15, sentences: [sentence('It helps.')] }] },
    ],
  });
});

test('the words of the interface are a page for each group, each string with its line and its gaps filled', () => {
  const json = '{\n  "home": {\n    "title": "Welcome",\n    "more": { "plan": "{{name}}\'s plan. It is from {{day}}." }\n  },\n  "end": { "ok": "Yes" }\n}';
  const [home, end] = wordPages(json, 'en.json');
  expect([home?.name, home?.reading, end?.name]).toEqual(['words/home', 'interface', 'words/end']);
  expect(home?.blocks[0]?.ideas).toEqual([
    { file: 'en.json', line: 3, sentences: intoSentences('Welcome') },
    { file: 'en.json', line: 4, sentences: intoSentences("Sam's plan. It is from Monday 4 May 2026.") },
  ]);
});

test('guides, words and the glossary are all read, and no page is empty', () => {
  const pages = readPages('content', measured());
  const names = pages.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['guides/en/key-workers', 'standard/en/key-workers', 'areas/staffordshire', 'words/signIn', 'words/circle', 'glossary/en']),
  );
  expect(pages.filter((page) => sentencesOf(page).length === 0)).toEqual([]);
});
