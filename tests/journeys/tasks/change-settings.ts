import { paths } from '#paths.ts';
import { wordsOf, type Person } from '#tests/support/people/person.ts';

/** Someone makes the text bigger and the page cream. Of the settings it takes only this: two questions, one of them folded away, the button that keeps them, what shows then. */
export async function changeSettings(person: Person): Promise<void> {
  const t = wordsOf(person);
  await person.open(paths.home(person.language));
  await person.follow(t('site.easier'));
  await person.choose(t('settings.text'), t('settings.textStep.150'));
  await person.unfold(t('settings.section.colours'));
  await person.choose(t('settings.theme'), t('settings.themeStep.cream'));
  await person.press(t('settings.keep'));
  // It comes when the server has kept them, which a page that stays does not wait for.
  await person.page.getByRole('status').getByText(t('settings.kept')).waitFor();
  await person.sees(t('settings.kept'));
  // With scripts the settings came in a dialog, and they are still where they were.
  if (new URL(person.page.url()).pathname !== paths.home(person.language)) await person.follow(t('settings.back'));
  await person.sees(t('home.title'));
  const { text, theme } = await person.page.locator('html').evaluate(({ dataset }) => ({ ...dataset }));
  if (text !== '150' || theme !== 'cream') throw new Error(`The settings are not there: ${text}, ${theme}.`);
}
