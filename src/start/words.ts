import { fileURLToPath } from 'node:url';
import { readPages } from '#easy-read/pages.ts';
import { faultInWords, tableOf } from '#easy-read/report.ts';
import { faultsOf, unusedExceptions } from '#easy-read/rules.ts';
import { readVocabulary } from '#easy-read/vocabularies.ts';
import { dayOf } from '#language/dates.ts';
import { Problem } from '#problem.ts';
import { readContent } from '../content.ts';
import { run } from './run.ts';

/** `npm run words [folder]`: measures how easy every English page of a content folder is to read, ours if none is given, and says what breaks a rule. Exit code 1 if anything does. */
await run(async () => {
  const content = process.argv[2] ?? fileURLToPath(new URL('../../content', import.meta.url));
  const { facts, guides, areas } = readContent(content, dayOf(new Date()));
  const say = (name: string) => facts.get(name)?.sentences.en ?? [];
  const [vocabulary, pages] = [readVocabulary(content), readPages(content, { guides, areas, say })];
  const measured = pages.map((page) => ({ page, faults: faultsOf(page, vocabulary) }));
  console.log(tableOf(measured).join('\n'));
  const faults = measured.flatMap((each) => each.faults);
  for (const fault of faults) console.log(`\n${faultInWords(fault)}`);
  const unused = unusedExceptions(pages, vocabulary);
  for (const { rule, sentence } of unused)
    console.log(`\ncontent/easy-read/exceptions.yaml: no page needs this:\n  ${sentence}\n  Rule: ${rule}. Take it out.`);
  const count = faults.length + unused.length;
  if (count > 0) throw new Problem(`Mend what is above: ${count} in all.`);
  console.log('\nEvery rule holds.');
  return async () => undefined;
}, '\nThe words are not easy yet.');
