import { expect, test } from 'vitest';
import { lookAt } from './examine.ts';
import { tabThrough } from './geometry/tab-stops.ts';
import type { Looker } from './looker.ts';
import { plainLook, showAs, type Look } from './looks.ts';
import type { PageKind } from './page-kinds/kind.ts';
import { isEverything, loadsOf, type Load } from './plan.ts';
import { isDone, keep } from './tally.ts';

/** The look in which most goes wrong. */
const tightest: Look = { theme: plainLook.theme, viewport: '320x256', mode: 'everything biggest' };

/**
 * A test for each page of these kinds, in each of its languages: no engine finds a fault as it comes, nor in its looks, and
 * nothing is cut off, covered or too small. `deep` says in which languages every rule is asked in `npm test` too.
 */
export function prove(looker: Looker, kinds: PageKind[], deep: string[]): void {
  test.each(loadsOf(kinds))('$name: has no fault, as it comes and in every look', { timeout: 600_000 }, async (load) => {
    if (isDone(load.name)) return;
    const { kind, language } = load;
    const html = await looker.open(kind, language);
    const isDeep = isEverything || deep.includes(language);
    const examiner = await lookAt(looker.page, html, load.looks, plainLook, {
      axe: isDeep ? 'all' : 'no',
      ibm: isEverything || (isDeep && language === 'en') ? 'all' : 'no',
    });
    if (!isTight(load)) {
      await showAs(looker.page, tightest);
      await examiner.measure(tightest);
    }
    const faults = examiner.faults();
    if (isEverything) faults.push(...(await walk(looker, examiner.tally)));
    keep(load.name, examiner.tally);
    expect(faults).toEqual([]);
  });
}

// Every page is measured once where lines and targets have least room. No colour or element is another there: the engines ask that of pairs.
function isTight({ looks }: Load): boolean {
  return looks.some(({ viewport, mode }) => viewport === tightest.viewport && mode === tightest.mode);
}

// The smallest phone that is sold. On a screen as high as a hand, what has the focus may be higher than the screen.
const phone = '320x568';

/** Goes through an open page with the keyboard, on a small phone: as it comes, and with everything biggest. */
export async function walk({ page }: Looker, tally?: { geometry: { stops: number; faults: number } }): Promise<string[]> {
  const found: string[] = [];
  for (const mode of ['as it comes', 'everything biggest']) {
    await showAs(page, { ...tightest, viewport: phone, mode });
    const { faults, stops } = await tabThrough(page);
    if (tally) tally.geometry.stops += stops;
    if (tally) tally.geometry.faults += faults.length;
    found.push(...faults.map((fault) => `${fault} (${mode})`));
  }
  return found;
}
