import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { goOn, seeInMain, type Person, type Way } from './person.ts';

/** Someone who has a keyboard and no pointer. Every key that they press counts, but for the letters that they type. */
export const withKeyboard: Way = { name: 'with the keyboard only', meet: keyboardPerson };

/** A keyboard at a page that is open already. */
export function keyboardPerson(page: Page): Person & { tick(label: string): Promise<void> } {
  let presses = 0;
  const key = async (name: string) => {
    presses++;
    await page.keyboard.press(name);
  };
  const go = async (name: string) => void (await goOn(page, () => key(name)));
  const reach = (controls: Locator) => tabTo(page, key, controls);
  return {
    name: 'keyboard',
    language: 'en',
    page,
    presses: () => presses,
    open: async (path) => void (await goOn(page, () => page.goto(path))),
    follow: async (words) => {
      await reach(page.getByRole('link', { name: words, exact: true }));
      await go('Enter');
    },
    press: async (words) => {
      await reach(page.getByRole('button', { name: words, exact: true }));
      await go('Enter');
    },
    unfold: async (words) => {
      await reach(page.locator('summary', { hasText: words }));
      await key('Enter');
    },
    choose: async (question, answer) => {
      const group = page.getByRole('group', { name: question, exact: true }).getByRole('radio');
      await reach(group);
      const wanted = group.and(page.getByLabel(answer, { exact: true }));
      for (let arrows = 0; arrows < (await group.count()) && !(await wanted.isChecked()); arrows++) await key('ArrowDown');
      expect(await wanted.isChecked(), answer).toBe(true);
    },
    tick: async (label) => {
      await reach(page.getByRole('checkbox', { name: label, exact: true }));
      await key('Space');
    },
    type: async (label, words) => {
      await reach(page.getByRole('textbox', { name: label, exact: true }));
      await page.keyboard.type(words);
    },
    sees: (words) => seeInMain(page, words),
    hurryAway: async () => {
      await goOn(page, async () => {
        for (let shift = 0; shift < 3; shift++) await key('Shift');
      });
    },
  };
}

const isFocused = (controls: Locator) => controls.evaluateAll((all) => all.includes(document.activeElement as HTMLElement));

// To what is in the main part, someone takes the link on top that leads past most; not where the address leads to a part of the page.
async function tabTo(page: Page, key: (name: string) => Promise<void>, controls: Locator): Promise<void> {
  const past = await controls.evaluateAll((all) => {
    if (document.activeElement !== document.body || location.hash !== '' || all.length === 0) return [];
    const to = [...document.querySelectorAll('.skip')].map((link) => link.getAttribute('href') ?? '');
    return to.slice(0, to.findLastIndex((part) => all.every((each) => each.closest(part))) + 1);
  });
  for (const _ of past) await key('Tab');
  if (past.length > 0 && (await isFocused(page.locator(`[href="${past.at(-1)}"]`)))) await key('Enter');
  for (let tabs = 0; tabs < 80 && !(await isFocused(controls)); tabs++) await key('Tab');
  if (!(await isFocused(controls))) throw new Error(`80 presses of Tab did not reach ${String(controls)} on ${page.url()}.`);
  const focus = await page.evaluate(() => {
    const at = document.activeElement!;
    const { top, bottom } = at.getBoundingClientRect();
    const rings = [at, at.closest('label') ?? at].map((each) => getComputedStyle(each)).filter(({ outlineStyle }) => outlineStyle !== 'none');
    return { isMarked: rings.some(({ outlineWidth }) => parseFloat(outlineWidth) >= 2), isInSight: bottom > 0 && top < innerHeight };
  });
  expect(focus, String(controls)).toEqual({ isMarked: true, isInSight: true });
}
