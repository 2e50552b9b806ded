import { z } from 'zod';
import type { Idea } from '#ideas/idea.ts';
import { splitSentences } from '#language/sentences.ts';

/** The levels of WCAG, the easiest to meet first. */
export const levels = ['A', 'AA', 'AAA'] as const;

/** The programs that look for faults on our pages, by the names that results.json has for them. */
export const engines = ['axe-core', 'HTML CodeSniffer', 'IBM accessibility-checker', 'html-validate'] as const;

/** Our own program, which measures boxes, sizes and where the focus is. Its results stand apart: it has no version. */
export const measuring = 'measuring';

const Words = z.string('needs words').min(1, 'needs words');

const Written = z.strictObject({
  number: z.string().regex(/^\d\.\d\.\d+$/, 'is a number of WCAG, as 1.4.10'),
  level: z.enum(levels, 'is A, AA or AAA'),
  name: Words,
  /** The programs that have a rule for it. */
  tools: z.array(z.enum([...engines, measuring], `is one of ${[...engines, measuring].join(', ')}`)).default([]),
  /** The tests of ours that hold it. */
  scripts: z.array(z.string().regex(/^tests\/.+\.test\.ts$/, 'is a test, as tests/yaml.test.ts')).default([]),
  /** What only people can tell. Nobody has told us yet. */
  people: Words.optional(),
  /** Why we do not meet it yet. */
  missing: Words.optional(),
  /** Why there is nothing here that it is about. */
  notHere: Words.optional(),
});

/** A success criterion of WCAG 2.2, under its official name, and how we hold it: by what and by whom, and where we do not. */
export type Criterion = z.infer<typeof Written>;
const Criterion = Written.refine((criterion) => stateOf(criterion) !== 'people' || criterion.people, 'needs tools, scripts, people, missing or notHere').refine(
  ({ people, missing, notHere }) => [people, missing, notHere].filter(Boolean).length <= 1,
  'has only one of people, missing and notHere',
);

/** The criteria in the order of WCAG, each once. */
export const Criteria = z.array(Criterion).refine((criteria) => criteria.every((each, at) => at === 0 || isAfter(each, criteria[at - 1])), {
  error: 'has each criterion once, in the order of WCAG',
});

const count = z.int('is a whole number').min(0, 'is a whole number');

/** What the programs found when they last looked at every page: `npm run a11y -- --all` writes it. */
export const Results = z.object({
  /** As `2026-05-04`. */
  day: z.iso.date('is a day, as 2026-05-04'),
  engines: z
    .array(z.object({ name: z.enum(engines), version: Words, checks: count, faults: count }))
    .length(engines.length, `has each of ${engines.join(', ')}`),
  /** Pages that were opened. */
  pages: count,
  /** Ways in which pages were shown: a page in its colours, size, language and window. */
  combinations: count,
  /** Our own measuring: lines of text, things to press, and stops of the Tab key. */
  geometry: z.object({ lines: count, targets: count, stops: count, faults: count }),
});
export type Results = z.infer<typeof Results>;

/** What we can say of how everyone can use the site. No results where nobody has looked yet. */
export interface Statement {
  criteria: Criterion[];
  results?: Results;
}

/** How a criterion stands: `programs` check all that we know of it, `both` where people have to look too, or `people` alone. */
export const states = ['programs', 'both', 'people', 'missing', 'notHere'] as const;
export type State = (typeof states)[number];

/** How a criterion stands. What nothing checks is left to people. */
export function stateOf({ tools, scripts, people, missing, notHere }: Criterion): State {
  if (notHere) return 'notHere';
  if (missing) return 'missing';
  if (tools.length + scripts.length === 0) return 'people';
  return people ? 'both' : 'programs';
}

/** What is said of a criterion beside how it stands. */
export function noteOf({ people, missing, notHere }: Criterion): string | undefined {
  return people ?? missing ?? notHere;
}

/** The criteria that stand in one way. */
export function inState(criteria: Criterion[], state: State): Criterion[] {
  return criteria.filter((criterion) => stateOf(criterion) === state);
}

/** The faults that all programs found together. */
export function faultsIn({ engines: each, geometry }: Results): number {
  return [...each, geometry].reduce((sum, { faults }) => sum + faults, 0);
}

/** Words of ours as an idea of easy read: each sentence by itself, beside its picture (crossed out where this is not so: "not computer"). */
export function tell(picture: string, words: string): Idea {
  const sentences = splitSentences(words).map((sentence) => [{ kind: 'plain' as const, words: sentence }]);
  return { picture: picture.replace(/^not /, ''), crossedOut: picture.startsWith('not '), sentences, line: 0 };
}

function isAfter({ number }: Criterion, before: Criterion | undefined): boolean {
  return number.localeCompare(before?.number ?? '', 'en', { numeric: true }) > 0;
}
