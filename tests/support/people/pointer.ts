import type { Locator, Page } from 'playwright-core';
import { goOn, seeInMain, type Person } from './person.ts';

/** What else someone with a pointer finds out: on each page where they come, and about each thing before they press it. */
export interface Watch {
  arrived?: (page: Page) => Promise<void>;
  about?: (control: Locator) => Promise<void>;
}

/** Someone who points and presses, with a mouse or a finger. */
export function pointerPerson({ name, language, page, arrived, about }: Pick<Person, 'name' | 'language' | 'page'> & Watch): Person {
  const press = async (control: Locator) => {
    await about?.(control);
    await control.click();
  };
  const go = async (control: Locator) => {
    await goOn(page, () => press(control));
    // Whoever has left is not our guest any more.
    if (page.url().startsWith('http://')) await arrived?.(page);
  };
  return {
    name,
    language,
    page,
    open: async (path) => {
      await goOn(page, () => page.goto(path));
      await arrived?.(page);
    },
    follow: (words) => go(page.getByRole('link', { name: words, exact: true }).first()),
    press: (words) => go(page.getByRole('button', { name: words, exact: true }).first()),
    unfold: (words) => press(page.locator('summary', { hasText: words })),
    choose: (question, answer) => press(page.getByRole('group', { name: question, exact: true }).locator('label', { hasText: answer })),
    type: async (label, words) => {
      const field = page.getByRole('textbox', { name: label, exact: true });
      await press(field);
      await page.keyboard.insertText(words);
    },
    sees: (words) => seeInMain(page, words),
  };
}
