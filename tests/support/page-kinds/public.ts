import type { Page } from 'playwright-core';
import { fieldOf } from '#my-cetr/my-cetr.ts';
import { paths } from '#paths.ts';
import { mistake, send, type PageKind } from './kind.ts';

const area = 'staffordshire';
const cetrForm = 'main form:has([name=name])';

const place = send({ place: 'Qqqq' }, mistake, 'main form:has([name=place])');
const sheet = send({ name: 'Leo', [fieldOf.choice('who', 'family')]: 'on', [fieldOf.other('who')]: 'My dog' }, '[value=form]', cetrForm);
const tooLong = send({ name: 'Leo'.repeat(900) }, mistake, cetrForm);

const openWord = (page: Page) => page.locator('.hard').first().press('Enter');
const unfold = (page: Page) => page.locator('main details').evaluateAll((all) => all.forEach((each) => each.setAttribute('open', '')));
const openSettings = async (page: Page) => {
  await page.locator('[data-script=settings]').first().click();
  await page.locator('dialog[open]').waitFor();
};

/** The pages that anyone can read without signing in. */
export const publicKinds: PageKind[] = [
  { name: 'I am not safe', address: ({ language }) => paths.notSafe(language) },
  { name: 'the first page', address: ({ language }) => paths.home(language) },
  { name: 'the list of guides', address: ({ language }) => paths.guides(language) },
  { name: 'a guide', address: ({ language }) => paths.guide(language, 'key-workers') },
  { name: 'a guide in longer words', address: ({ language }) => paths.guide(language, 'key-workers'), settings: 'reading-standard' },
  { name: 'a hard word, open', address: ({ language }) => paths.guide(language, 'key-workers'), does: openWord },
  { name: 'one step of a guide', address: ({ language }) => paths.step(language, 'key-workers', 1) },
  { name: 'words people use', address: ({ language }) => paths.words(language) },
  { name: 'the search', address: ({ language }) => paths.search(language) },
  { name: 'answers of the search', address: ({ language }) => paths.search(language, 'C(E)TR') },
  { name: 'a search that finds nothing', address: ({ language }) => paths.search(language, 'qqqqqqq') },
  { name: 'the areas', address: ({ language }) => paths.areas(language) },
  { name: 'the areas, for a place that nobody knows', address: ({ language }) => paths.areas(language), does: place },
  { name: 'an area', address: ({ language }) => paths.area(language, area) },
  { name: 'the services of an area', address: ({ language }) => paths.services(language, area) },
  { name: 'the services for one need', address: ({ language }) => paths.services(language, area, 'crisis') },
  { name: 'My C(E)TR', address: ({ language }) => paths.myCetr(language) },
  { name: 'My C(E)TR, the sheet', address: ({ language }) => paths.myCetr(language), does: sheet },
  { name: 'My C(E)TR, with far too many words', address: ({ language }) => paths.myCetr(language), does: tooLong },
  { name: 'the settings', address: ({ language }) => paths.settings(language) },
  { name: 'the settings, with every part open', address: ({ language }) => paths.settings(language), does: unfold },
  { name: 'the settings on another page', address: ({ language }) => paths.areas(language), does: openSettings },
  { name: 'the settings, kept', address: ({ language }) => paths.settings(language, paths.home(language), 'kept') },
  { name: 'the settings, as they were', address: ({ language }) => paths.settings(language, paths.home(language), 'undone') },
  { name: 'how we check the site', address: ({ language }) => paths.accessibility(language) },
  { name: 'the page without a network', address: ({ language }) => `/${language}/offline` },
  { name: 'the demo', address: () => paths.demo(), isEnglishOnly: true },
  { name: 'the inbox of the demo', address: () => paths.demoInbox(), isEnglishOnly: true },
];
