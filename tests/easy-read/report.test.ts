import { expect, test } from 'vitest';
import { faultInWords, tableOf } from '#easy-read/report.ts';
import { faultsOf } from '#easy-read/rules.ts';
import { page, vocabulary } from '#tests/support/easy-read.ts';

test('the table has a line for each page, and its columns stand below one another', () => {
  const pages = [page('easy', 'The plan is shared.', 'They facilitate it. You can ask.'), page('interface', 'Send')];
  const table = tableOf(pages.map((each) => ({ page: each, faults: faultsOf(each, vocabulary) })));
  expect(table[0]).toMatch(/^page\s+sentences\s+longest\s+mean\s+grade\s+passives\s+unexplained words\s+ideas without a picture$/);
  expect(table[1]).toMatch(/^a\s+3\s+4\s+3\.3\s+-?\d+\.\d\s+1\s+1\s+2$/);
  expect(table[2]).toMatch(/^a\s+1\s+1\s+1\.0\s+-?\d+\.\d\s+0\s+0\s+$/);
  expect(new Set(table.map((line) => line.length)).size).toBe(1);
});

test('a fault says where, what and what to do', () => {
  const [fault] = faultsOf(page('interface', 'The plan is shared.'), vocabulary);
  expect(fault && faultInWords(fault)).toBe('a.md, line 1:\n  The plan is shared.\n  Rule: no passives. "is shared": say who does it, with the doer first.');
});
