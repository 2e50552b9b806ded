import type { Page } from 'playwright-core';
import { covered, cutOff, leftOut, pale, stopNow, toTheTop } from './focus.ts';

// All checks in one go, since the focus may move on by itself. What is open over a page comes after its word two frames later,
// sooner than anyone sees it, so a fault has to be there then too.
const lookAtStop = `(async () => {
  const stop = (${stopNow.toString()})();
  if (stop === 'again') return [];
  if (!stop || typeof stop === 'string') return stop && [stop];
  const faults = () => [${[cutOff, pale, covered].map((check) => `...(${check.toString()})(stop)`).join(', ')}];
  if (faults().length > 0) await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
  return faults().map((fault) => stop.name + ' ' + fault);
})()`;

/** Presses Tab through a whole page. Gives what is wrong at each stop, in words, and how many there are. */
export async function tabThrough(page: Page): Promise<{ faults: string[]; stops: number }> {
  await page.evaluate(toTheTop);
  const faults: string[] = [];
  for (let stops = 0; ; stops++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate<string[] | undefined>(lookAtStop);
    if (!found) return { faults: [...faults, ...(await page.evaluate(leftOut))], stops };
    faults.push(...found);
  }
}
