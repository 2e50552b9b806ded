import type { Page } from './page.ts';
import type { Fault, Rule } from './rule.ts';
import { commonWords, explained } from './rules/common-words.ts';
import { dates, digits, percent, roman, times } from './rules/figures.ts';
import { grade } from './rules/grade.ts';
import { ending, opening } from './rules/guide-shape.ts';
import { boldFirst, boldInGlossary } from './rules/hard-words.ts';
import { blockLength, headings, meanLength, sentenceLength } from './rules/length.ts';
import { linkNames, linksApart } from './rules/links.ts';
import { brackets, contractions, joins, latin } from './rules/marks.ts';
import { passives } from './rules/passives.ts';
import { doubleNegatives, idioms, synonyms } from './rules/phrases.ts';
import { pictures } from './rules/pictures.ts';
import { speaksToReader } from './rules/reader.ts';
import { shortForms } from './rules/short-forms.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Every rule of easy read that a program can measure. */
export const rules: readonly Rule[] = [
  [sentenceLength, meanLength, joins, brackets, blockLength, headings, grade],
  [explained, commonWords, boldFirst, boldInGlossary, shortForms, contractions, latin],
  [passives, doubleNegatives, idioms, synonyms, digits, percent, roman, dates, times],
  [speaksToReader, linkNames, linksApart, opening, ending, pictures],
].flat();

/** What breaks a rule on a page, by line, without what an exception allows. */
export function faultsOf(page: Page, vocabulary: Vocabulary): Fault[] {
  return rules
    .flatMap((rule) => rule.find(page, vocabulary))
    .filter((fault) => !vocabulary.exceptions.some(({ rule, sentence }) => rule === fault.rule && sentence === fault.sentence))
    .toSorted((one, other) => one.line - other.line);
}

/** The exceptions that no page needs: a sentence was changed, or the name of its rule is wrong. */
export function unusedExceptions(pages: Page[], vocabulary: Vocabulary): Vocabulary['exceptions'] {
  const broken = pages.flatMap((page) => rules.flatMap((rule) => rule.find(page, vocabulary)));
  return vocabulary.exceptions.filter(({ rule, sentence }) => !broken.some((fault) => fault.rule === rule && fault.sentence === sentence));
}
