import { expect, test } from 'vitest';
import { settings } from '#settings/setting.ts';
import { examine } from '#tests/support/examine.ts';
import { oneLooker } from '#tests/support/looker.ts';
import { choose, liveSettings, plainLook, showAs } from '#tests/support/looks.ts';
import { kindOf, kinds, languagesOf } from '#tests/support/page-kinds.ts';
import { isEverything, shard } from '#tests/support/plan.ts';
import { walk } from '#tests/support/proof.ts';
import { isDone, keep } from '#tests/support/tally.ts';

const looker = oneLooker();

// Kinds that have something of everything: pictures, cards, fields, boxes to tick, a table of words, a thread. `npm run a11y -- --all` takes them all.
const some = [
  'the first page',
  'a guide',
  'words people use',
  'the services of an area',
  'My C(E)TR',
  'the settings',
  'signing in, with an address that is none',
  'the first page of a carer',
  'a plan',
  'a message without words',
  'the desk of a team lead',
  'inviting nobody',
].map(kindOf);
const shown = (isEverything ? [...kinds.anyone, ...kinds.members] : some).flatMap((kind) =>
  languagesOf(kind)
    .filter((language) => isEverything || language === 'en')
    .map((language) => ({ name: `${kind.name}, ${language}`, kind, language })),
);
const phone = { ...plainLook, viewport: '320x256' };

test.each(shard(shown))(
  '$name: each step of each setting leaves every word and every target where it can be read and reached',
  async ({ name, kind, language }) => {
    const id = `${name}, step by step`;
    if (isDone(id)) return;
    await looker.open(kind, language);
    await showAs(looker.page, phone);
    const examiner = examine(looker.page);
    for (const setting of liveSettings) {
      for (const step of settings[setting].steps) {
        await choose(looker.page, { [setting]: step });
        await examiner.measure({ ...phone, mode: `${setting} ${step}` });
      }
    }
    keep(id, examiner.tally);
    expect(examiner.faults()).toEqual([]);
  },
);

// With --all, prove() walks through every page in every language.
test.skipIf(isEverything).each(shard(shown))('$name: the keyboard gets everywhere, and shows where it is', async ({ name, kind, language }) => {
  const { tally } = examine(looker.page);
  await looker.open(kind, language);
  const faults = await walk(looker, tally);
  keep(`${name}, walked`, tally);
  expect(faults).toEqual([]);
});
