import { join } from 'node:path';
import { goodUntil } from '#facts/fact.ts';
import { listFacts } from '#facts/facts.ts';
import { dayOf, daysBetween } from '#language/dates.ts';
import { root } from './build.ts';
import { run } from './run.ts';

/** How many days before a fact stops counting it is listed. */
const ahead = 60;

/**
 * `npm run facts`: lists the facts that someone has to check again, the ones that are due soonest first: those that no longer
 * count, and those that stop within 60 days. Then the facts that nobody could check for sure.
 */
await run(async () => {
  const today = dayOf(new Date());
  const facts = listFacts(join(root, 'content'));
  const due = facts.map((fact) => ({ ...fact, until: goodUntil(fact) })).filter(({ until }) => daysBetween(today, until) <= ahead);
  for (const { name, until, source, file } of due.toSorted((one, other) => one.until.localeCompare(other.until))) {
    console.log(`${until < today ? 'NO LONGER COUNTS' : `good until ${until}`}  ${name}  (${source}; ${file})`);
  }
  console.log(due.length > 0 ? `\n${due.length} of ${facts.length} facts to check.` : `None of ${facts.length} facts is due within ${ahead} days.`);
  const unsure = facts.filter(({ sure }) => sure === 'no');
  console.log(`${unsure.length} facts are said softly, because nobody could check them for sure:`);
  for (const { name, source } of unsure) console.log(`  ${name}  (${source})`);
  return async () => undefined;
}, 'The facts were not read.');
