import type { Page } from 'playwright-core';
import { goOn, plain, type Person, type Way } from './person.ts';
import { speaking } from './speech.ts';

/** Someone who hears the page and sees nothing of it. */
export const withScreenReader: Way = { name: 'with a screen reader', meet: screenReaderPerson };

function screenReaderPerson(page: Page): Person {
  const heard: string[] = [];
  const speech = speaking(page, heard);
  const { say, find } = speech;

  const act = async () => {
    say('(presses it)');
    if (await goOn(page, speech.act)) await speech.arrive();
  };
  return {
    name: 'screen-reader',
    language: 'en',
    page,
    heard: () => heard,
    open: async (path) => {
      await goOn(page, () => page.goto(path));
      await speech.arrive();
    },
    follow: async (words) => {
      const link = page.getByRole('link', { name: words, exact: true }).first();
      const [isInMain, isHeading] = await link.evaluate((each) => [each.closest('main') !== null, each.closest('h2, h3') !== null]);
      // What is not in the main part stands before or after it: whoever knows the site begins at the top.
      if (!isInMain) await speech.fromTop();
      if (isHeading) await find('moveToNextHeading', (phrase) => named(phrase, 'heading', words), `The heading "${words}"`);
      await find(isHeading ? 'next' : 'moveToNextLink', (phrase) => named(phrase, 'link', words), `The link "${words}"`);
      await act();
    },
    press: async (words) => {
      await find('next', (phrase) => named(phrase, 'button', words), `The button "${words}"`);
      await act();
    },
    unfold: async (words) => {
      await find('next', (phrase) => plain(phrase).includes(plain(words)), `The part "${words}"`);
      say('(opens it)');
      await speech.act();
    },
    choose: async (question, answer) => {
      await find('next', (phrase) => named(phrase, 'group', question), `The question "${question}"`);
      await find('next', (phrase) => named(phrase, 'radio', answer), `The answer "${answer}"`);
      say('(chooses it)');
      await speech.act();
    },
    type: async (label, words) => {
      await find('next', (phrase) => named(phrase, 'textbox', label), `The field "${label}"`);
      say(`(types: ${words})`);
      await speech.type(words);
    },
    sees: async (words) => {
      const isSaid = () => plain(speech.said().join(' ')).includes(plain(words));
      if (!isSaid()) await find('next', isSaid, words);
    },
    hurryAway: async () => {
      say('(presses Shift 3 times)');
      await goOn(page, async () => {
        for (let shift = 0; shift < 3; shift++) await page.keyboard.press('Shift');
      });
    },
  };
}

const named = (phrase: string, role: string, words: string) => plain(`${phrase}, `).startsWith(`${role}, ${plain(words)},`);
