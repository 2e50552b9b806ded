import type { Page } from 'playwright-core';
import { covered, cutOff, leftOut, pale, stopNow, toTheTop } from './focus.ts';

// All checks in one go, since the focus may move on by itself.
const lookAtStop = `(() => {
  const stop = (${stopNow.toString()})();
  if (stop === 'again') return [];
  if (!stop || typeof stop === 'string') return stop && [stop];
  return [${[cutOff, pale, covered].map((check) => `...(${check.toString()})(stop)`).join(', ')}].map((fault) => stop.name + ' ' + fault);
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
