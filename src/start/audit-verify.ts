import { verifyAudit } from '#audit/audits.ts';
import type { Break } from '#audit/chain.ts';
import { asOwner } from './as-owner.ts';
import { readHeads } from './heads-file.ts';
import { run } from './run.ts';

/** `npm run audit:verify [file]`: looks for entries of the audit that were changed or taken away. Exit code 1 where there are. */
await run(async () => {
  const file = process.argv[2];
  const noted = file === undefined ? [] : readHeads(file);
  const { entries, youngPeople, breaks } = await asOwner(process.env, (db) => verifyAudit(db, noted));
  for (const each of breaks) console.log(inWords(each));
  const checked = [count(entries, 'entry', 'entries'), 'about', count(youngPeople, 'young person', 'young people')].join(' ');
  const against = file === undefined ? '' : `, and ${count(noted.length, 'noted head', 'noted heads')}`;
  console.log(`Checked ${checked}${against}. ${breaks.length === 0 ? 'All of it fits.' : `It does not fit: ${count(breaks.length, 'fault', 'faults')}.`}`);
  process.exitCode = breaks.length === 0 ? 0 : 1;
  return async () => undefined;
}, 'The audit was not checked.');

function inWords({ youngPerson, place, fault }: Break): string {
  return `${youngPerson}, ${place === null ? 'no place' : `place ${place}`}: ${fault}`;
}

function count(number: number, one: string, more: string): string {
  return `${number} ${number === 1 ? one : more}`;
}
