import { describe, expect, test } from 'vitest';
import { factsOf, readAs } from '#guides/reading.ts';
import { stepsOf } from '#guides/step.ts';
import { languages } from '#language/languages.ts';
import { contentCopy, today } from '#tests/support/content.ts';
import { readContent } from '../../src/content.ts';

const { guides, facts } = readContent('content', today);
const slugs = [...guides.keys()].filter((name) => name.startsWith('en/')).map((name) => name.slice(3));
const readings = ['easy', 'standard'] as const;

describe.each(slugs)('the guide %s', (slug) => {
  test.each(languages.map(({ code }) => code))('is there in %s, in every reading, with all that English says', (code) => {
    const [guide, english] = [guides.get(`${code}/${slug}`)!, guides.get(`en/${slug}`)!];
    for (const reading of readings) {
      const read = readAs(reading, guide, (fact) => facts.get(fact)?.sentences[code] ?? []);
      expect(read.sections.map(({ ideas, paragraphs }) => ideas.length + paragraphs.length)).toEqual(
        english.sections.map(({ ideas, standard }) => (reading === 'standard' ? standard.length : ideas.length)),
      );
      for (const { ideas, paragraphs } of read.sections) for (const { sentences } of [...ideas, ...paragraphs]) expect(sentences.length).toBeGreaterThan(0);
    }
    if (code !== 'en') expect(guide.title).not.toBe(english.title);
  });
});

test('there are guides on all that families asked for, each with a place of its own', () => {
  expect(slugs).toEqual(
    expect.arrayContaining([
      'key-workers',
      'support-plan',
      'reasonable-adjustments',
      'help-in-a-crisis',
      'dynamic-support-register',
      'care-and-treatment-reviews',
      'hospital-and-home',
      'your-rights',
      'turning-18',
      'looking-after-yourself',
      'words-people-use',
      'brothers-and-sisters',
    ]),
  );
  const orders = slugs.map((slug) => guides.get(`en/${slug}`)?.order);
  expect(new Set(orders).size).toBe(orders.length);
});

test('every fact of the registry is in a guide, so that none is kept up for nothing', () => {
  const used = new Set([...guides.values()].flatMap(factsOf));
  expect([...facts.keys()].filter((name) => !used.has(name))).toEqual([]);
});

test('one step at a time goes through every idea, in the order of the page', () => {
  const read = readAs('easy', guides.get('en/key-workers')!, () => [[{ kind: 'plain', words: 'A fact.' }]]);
  const steps = stepsOf(read);
  expect(steps).toHaveLength(read.sections.flatMap(({ ideas }) => ideas).length);
  expect(steps[0]?.idea).toEqual(read.sections[0]?.ideas[0]);
  expect(steps.at(-1)?.heading).toBe('What to do next');
});

describe('whoever translates a guide is told the file, the line and what to do', () => {
  const content = contentCopy();
  const file = 'guides/cy/key-workers.md';

  test('where a guide is missing in a language', () => {
    content.take(file);
    expect(content.told()).toBe(`content/${file} is missing. Each guide is in every language: translate content/guides/en/key-workers.md.`);
  });

  test('where it is there and not in English', () => {
    content.write('guides/cy/dragons.md', '');
    expect(content.told()).toBe('content/guides/cy/dragons.md: there is no such guide in English. Write it there first.');
  });

  test('where a line has another picture than in English', () => {
    content.change(file, /^listen: /m, 'ask: ');
    expect(content.told()).toMatch(
      /^content\/guides\/cy\/key-workers\.md, line \d+: here is ask.*, and in English listen.* \(line \d+\)\. Make them the same\.$/,
    );
  });

  test('where a line is left out', () => {
    content.change(file, /^standard: .*\n$/m, '');
    expect(content.told()).toMatch(/^content\/guides\/cy\/key-workers\.md/);
  });

  test('where a fact is left out', () => {
    content.change(file, '{call-999}', 'Ffoniwch.');
    expect(content.told()).toMatch(/^content\/guides\/cy\/key-workers\.md, line \d+: here is help now, and in English help now with \{call-999\}/);
  });

  test('where its place among the guides is another', () => {
    content.change(file, 'order: 1', 'order: 7');
    expect(content.told()).toContain('"order:" is "7", and in English "1"');
  });

  test.each(['b', 'cy/key-workers', 'http://example.org', 'javascript:alert`1`', 'tel:0800-x'])('where a link goes to %s, which is not there', (to) => {
    content.change('guides/en/key-workers.md', /^listen: .*$/m, `listen: Read [that](${to}).`);
    expect(content.told()).toMatch(/^content\/guides\/en\/key-workers\.md, line \d+: the link "that" goes to .* Mend the link\.$/);
    expect(content.told()).toContain(`"${to}"`);
  });
});
