import { listHeads } from '#audit/audits.ts';
import { Problem } from '#problem.ts';
import { asOwner } from './as-owner.ts';
import { writeHeads } from './heads-file.ts';
import { run } from './run.ts';

/**
 * `npm run audit:heads <file>`: notes the last entry of each chain in a new file. Kept where the database's own people can
 * not reach it, it lets `audit:verify` find what was cut or made anew since.
 */
await run(async () => {
  const file = process.argv[2];
  if (!file) throw new Problem('Say which new file to write: npm run audit:heads <file>');
  const heads = await asOwner(process.env, listHeads);
  writeHeads(file, heads);
  console.log(`Noted ${heads.length} heads in ${file}. Keep it away from the database.`);
  return async () => undefined;
}, 'The heads were not written.');
