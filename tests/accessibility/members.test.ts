import { expect, test } from 'vitest';
import { axeCore } from '#tests/support/engines/axe.ts';
import { inWords } from '#tests/support/engines/engine.ts';
import { oneLooker } from '#tests/support/looker.ts';
import { kinds } from '#tests/support/page-kinds.ts';
import { prove } from '#tests/support/proof.ts';

// The pages of people who are signed in.
const looker = oneLooker();
prove(looker, kinds.members, ['en']);

test('nor has the note that someone is signed out soon', async () => {
  const { demo, page } = looker;
  // A window of its own, whose clock can be moved, and so tall that the note stands below the page and hides nothing from the engine.
  const own = await page
    .context()
    .browser()
    ?.newContext({ bypassCSP: true, viewport: { width: 1280, height: 4000 } });
  if (!own) throw new Error('There is no browser.');
  await own.addCookies([{ name: 'session', value: await demo.database.session('Nadia Khan'), url: demo.origin }]);
  const waiting = await own.newPage();
  await waiting.clock.install();
  await waiting.goto(`${demo.origin}/en/family/reviews`);
  await waiting.locator('astro-island:not([ssr])').waitFor({ state: 'attached' });
  await waiting.clock.fastForward('18:30');
  await waiting.getByRole('button', { name: 'Stay signed in' }).waitFor();
  // The engine waits too.
  await waiting.clock.resume();
  expect((await axeCore.look(waiting, 'all')).map(inWords)).toEqual([]);
  await own.close();
});
