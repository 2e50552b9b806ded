import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goodUntil, isDue, isSoft } from '#facts/fact.ts';
import { listFacts, readFacts } from '#facts/facts.ts';
import { sayFact, sourcesOf } from '#facts/saying.ts';
import { contentCopy, today } from '#tests/support/content.ts';

describe('a fact counts for a year where it is national, and for half a year where it is local', () => {
  test.each([
    ['national', '2026-11-22', '2027-11-22'],
    ['local', '2026-11-22', '2027-05-22'],
    ['local', '2026-08-31', '2027-02-28'],
    ['national', '2028-02-29', '2029-02-28'],
  ] as const)('%s, checked on %s: until %s', (scope, checked, until) => {
    expect(goodUntil({ scope, checked })).toBe(until);
    expect(isDue({ scope, checked }, until)).toBe(false);
  });

  test('on the next day it is due, whatever the day', () => {
    const anyDay = fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10));
    fc.assert(
      fc.property(anyDay, fc.constantFrom('national' as const, 'local' as const), (checked, scope) => {
        const next = new Date(Date.parse(`${goodUntil({ checked, scope })}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
        expect(isDue({ checked, scope }, next)).toBe(true);
        expect(isDue({ checked, scope }, checked)).toBe(false);
      }),
    );
  });
});

test.each([
  ['You can often have more than 1 review.', true],
  ['Ask your key worker when you can see the report.', true],
  ['The law about these meetings is changing.', true],
  ['You get the report in 2 weeks.', false],
  ['You can get the report in 2 weeks.', false],
  ['Staff must ask you.', false],
  ['There is a review.', false],
])('"%s" is soft: %s', (words, soft) => {
  expect(isSoft(words)).toBe(soft);
});

describe('the build stops, and says the file, the line and what to do', () => {
  const content = contentCopy();
  const first = (name: string, field: string) => new RegExp(`(^${name}:\\n(?:  .*\\n)*?  ${field}: ?).*$`, 'm');

  test('where nobody has checked a national fact for a year', () => {
    content.change('facts.yaml', first('call-999', 'checked'), '$12025-11-21');
    expect(content.told()).toMatch(
      /^content\/facts\.yaml, line \d+: call-999: someone checked this on 2025-11-21, which counted until 2026-11-21\. Check it again/,
    );
  });

  test('where nobody has checked a local fact for half a year', () => {
    content.change('facts.yaml', first('key-worker-hours', 'checked'), '$12026-05-21');
    expect(content.told()).toContain('key-worker-hours: someone checked this on 2026-05-21');
  });

  test('where a fact is not sure and yet stated flatly', () => {
    content.change('facts.yaml', first('call-999', 'sure'), '$1no');
    expect(content.told()).toMatch(/^content\/facts\.yaml, line \d+: call-999: this is not sure, so it can not be stated flatly/);
  });

  test('where a fact has no source', () => {
    content.change('facts.yaml', first('call-999', 'source'), "$1''");
    expect(content.told()).toMatch(/^content\/facts\.yaml, line \d+: call-999\.source: needs a source/);
  });

  test('where a fact is missing in a language', () => {
    content.change('facts.yaml', /^(call-999:\n {2}words:\n {4}en: .*\n) {4}cy: .*\n/m, '$1');
    expect(content.told()).toMatch(/^content\/facts\.yaml, line \d+: call-999\.words\.cy: needs words/);
  });

  test('where a guide points at a fact that is not there', () => {
    content.change('facts.yaml', /^call-999:/m, 'call-998:');
    expect(content.told()).toMatch(/^content\/guides\/en\/[\w-]+\.md, line \d+: there is no fact "call-999"/);
  });

  test('where an area says a fact that is not local', () => {
    content.change('areas/staffordshire.yaml', /^facts:$/m, 'facts:\n  call-999: { en: Call us. }');
    expect(content.told()).toMatch(/^content\/areas\/staffordshire\.yaml, line \d+: there is no local fact "call-999"/);
  });
});

test('every fact and every area is on the list of what to check again', () => {
  const listed = listFacts('content').map(({ name }) => name);
  expect(listed).toEqual(expect.arrayContaining([...readFacts('content', today).keys(), 'what Herefordshire and Worcestershire says']));
});

test('a local fact is said in the words of the area where it has some; a national one never is', () => {
  const sentence = (words: string) => [[{ kind: 'plain' as const, words }]];
  const said = { en: sentence('Often not.'), cy: sentence('Dim fel arfer.'), pl: sentence('x'), ur: sentence('x') };
  const fact = {
    words: { en: '', cy: '', pl: '', ur: '' },
    source: 'NHS',
    checked: '2026-11-01',
    scope: 'local' as const,
    sure: 'yes' as const,
    sentences: said,
  };
  const area = { source: 'Their page', checked: '2026-10-01', facts: { hours: { en: sentence('Not at night.') } } };
  expect(sayFact('hours', fact, 'en', area)).toEqual({ sentences: sentence('Not at night.'), source: 'Their page', checked: '2026-10-01' });
  expect(sayFact('hours', fact, 'cy', area), 'not in their words, so as it usually is').toMatchObject({ sentences: said.cy, source: 'NHS' });
  expect(sayFact('hours', fact, 'en', undefined)).toMatchObject({ sentences: said.en });
  expect(sayFact('hours', { ...fact, scope: 'national' }, 'en', area)).toMatchObject({ sentences: said.en });
});

test('a page names each source once, and is as old as its oldest fact', () => {
  const facts = [
    { source: 'NHS', checked: '2026-11-01' },
    { source: 'Care Act 2014', checked: '2026-03-01' },
    { source: 'NHS', checked: '2026-10-01' },
  ];
  expect(sourcesOf(facts)).toEqual({ sources: ['Care Act 2014', 'NHS'], oldest: '2026-03-01' });
  expect(sourcesOf([])).toEqual({ sources: [], oldest: undefined });
});
