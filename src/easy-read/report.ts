import { sentencesOf, type Page } from './page.ts';
import type { Fault } from './rule.ts';
import { explained } from './rules/common-words.ts';
import { gradeOfPage } from './rules/grade.ts';
import { longestOf, meanOf } from './rules/length.ts';
import { passives } from './rules/passives.ts';
import { pictures } from './rules/pictures.ts';

const columns = ['page', 'sentences', 'longest', 'mean', 'grade', 'passives', 'unexplained words', 'ideas without a picture'];

/** The figures of pages as a table, one line a page; `faults` are those of each page. */
export function tableOf(measured: { page: Page; faults: Fault[] }[]): string[] {
  const rows = measured.map(({ page, faults }) => {
    const count = (rule: string) => String(faults.filter((fault) => fault.rule === rule).length);
    const figures = [sentencesOf(page).length, longestOf(page), meanOf(page).toFixed(1), gradeOfPage(page).toFixed(1)].map(String);
    const noPicture = page.reading === 'easy' ? count(pictures.name) : '';
    return [page.name, ...figures, count(passives.name), count(explained.name), noPicture];
  });
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  return [columns, ...rows].map((row) => row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  '));
}

/** A fault as 3 lines: where, the sentence, and the rule with what to do. */
export function faultInWords({ file, line, sentence, rule, mend }: Fault): string {
  return `${file}, line ${line}:\n  ${sentence}\n  Rule: ${rule}. ${mend}`;
}
