import { expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { lookAt } from '#tests/support/examine.ts';
import { oneLooker } from '#tests/support/looker.ts';
import { plainLook } from '#tests/support/looks.ts';
import { moreOfTheSame } from '#tests/support/page-kinds.ts';
import { isEverything, shard } from '#tests/support/plan.ts';
import { isDone, keep } from '#tests/support/tally.ts';

// Every guide and every area, as it comes: their kinds are shown in every look elsewhere, and their words are their own.
const looker = oneLooker();
const loads = moreOfTheSame.flatMap((kind) =>
  // The longer words differ from the easy ones in how long they are, which is the same in every language.
  languages.filter(({ code }) => isEverything || !kind.settings || code === 'en').map(({ code }) => ({ name: `${kind.name}, ${code}`, kind, language: code })),
);

test.each(shard(loads))('$name: has no fault as it comes', async ({ name, kind, language }) => {
  if (isDone(name)) return;
  const html = await looker.open(kind, language);
  const examiner = await lookAt(looker.page, html, [], plainLook, { axe: 'all', ibm: isEverything ? 'all' : 'no' });
  keep(name, examiner.tally);
  expect(examiner.faults()).toEqual([]);
});
