import { paths } from '#paths.ts';
import { mistake, send, type PageKind } from './kind.ts';

const linkForm = 'main form:has([name=forWhom])';
const newLink = { what: 'on', forWhom: 'The school' };

/** The pages of a family, and those about how someone signs in. */
export const familyKinds: PageKind[] = [
  { name: 'whose page?', who: 'Sam Hartley', address: ({ language }) => paths.family(language) },
  { name: 'the first page of a carer', who: 'Nadia Khan', address: ({ language }) => paths.family(language) },
  { name: 'the first page of a young person', who: 'Amir Khan', address: ({ language }) => paths.family(language) },
  { name: 'the first page, 1 thing at a time', who: 'Amir Khan', address: ({ language, id }) => paths.family(language, id('Amir Khan'), 1) },
  { name: 'a plan', who: 'Maya Hartley', address: ({ language, id }) => paths.plan(language, id('Maya Hartley')) },
  { name: 'a plan, 1 thing at a time', who: 'Maya Hartley', address: ({ language, id }) => paths.plan(language, id('Maya Hartley'), 2) },
  { name: 'a part of a plan', who: 'Amir Khan', address: ({ language, id }) => paths.planPart(language, id('Amir Khan'), 'matters-to-me') },
  { name: 'a goal', who: 'Maya Hartley', address: ({ language, id }) => paths.planPart(language, id('Maya Hartley'), id('the goal')) },
  {
    name: 'not saying what is not right',
    who: 'Nadia Khan',
    address: ({ language, id }) => paths.planSay(language, id('Amir Khan'), 'matters-to-me', 'not right'),
    does: send({}, mistake),
  },
  { name: 'papers of a plan', who: 'Maya Hartley', address: ({ language, id }) => paths.planPapers(language, id('Maya Hartley')) },
  { name: 'a hospital passport', who: 'Maya Hartley', address: ({ language, id }) => paths.planPaper(language, id('Maya Hartley'), 'passport') },
  { name: 'a card for hard times', who: 'Sam Hartley', address: ({ language, id }) => paths.planPaper(language, id('Maya Hartley'), 'hard-times') },
  { name: 'reviews', who: 'Cerys Bevan', address: ({ language, id }) => paths.reviews(language, id('Cerys Bevan')) },
  { name: 'a review that has been', who: 'Nadia Khan', address: ({ language, id }) => paths.review(language, id('the review')) },
  { name: 'a review, 1 thing at a time', who: 'Nadia Khan', address: ({ language, id }) => paths.review(language, id('the review'), 2) },
  { name: 'the next review', who: 'Amir Khan', address: ({ language, id }) => paths.review(language, id('the next review')) },
  {
    name: 'another time, without words',
    who: 'Amir Khan',
    address: ({ language, id }) => paths.anotherTime(language, id('the next review')),
    does: send({}, mistake),
  },
  { name: 'a recommendation', who: 'Amir Khan', address: ({ language, id }) => paths.recommendation(language, id('the review'), id('the recommendation')) },
  { name: 'conversations', who: 'Amir Khan', address: ({ language, id }) => paths.messages(language, id('Amir Khan')) },
  { name: 'a thread', who: 'Nadia Khan', address: ({ language, id }) => paths.thread(language, id('the thread')) },
  { name: 'words kept for later', who: 'Nadia Khan', address: ({ language, id }) => paths.draft(language, id('the thread')) },
  {
    name: 'words found in messages',
    who: 'Nadia Khan',
    address: ({ language, id }) => `${paths.thread(language, id('the thread'))}?find=yes`,
    does: send({ find: 'he' }, '[role=status] p', 'main form:has([name=find])'),
  },
  {
    name: 'a message without words',
    who: 'Nadia Khan',
    address: ({ language, id }) => paths.thread(language, id('the thread')),
    does: send({ words: '' }, mistake),
  },
  { name: 'the board', who: 'Nadia Khan', address: ({ language, id }) => paths.pictures(language, id('the thread'), 'care') },
  { name: 'a message in pictures, looked at', who: 'Nadia Khan', address: ({ language, id }) => paths.pictures(language, id('the thread'), 'core', 'look') },
  { name: 'all pictures away?', who: 'Nadia Khan', address: ({ language, id }) => paths.pictures(language, id('the thread'), 'core', 'clear') },
  {
    name: 'a message that waits for the internet',
    who: 'Nadia Khan',
    address: ({ language, id }) => paths.thread(language, id('the thread')),
    does: async (page) => {
      await page.context().setOffline(true);
      await page.locator('#write textarea').fill('She is awake again.');
      await page.locator('#write button:not([formaction])').click();
      await page.locator('[data-unsent] li').last().waitFor();
      // What would go as soon as the internet is back is lost once, and goes on waiting for half a minute.
      await page.route('**/*_action=messages.post*', (route) => route.abort(), { times: 1 });
      await page.context().setOffline(false);
    },
  },
  {
    name: 'words that wait elsewhere',
    who: 'Nadia Khan',
    address: ({ language, id }) => paths.thread(language, id('the thread')),
    does: async (page) => {
      await page.context().setOffline(true);
      await page.locator('#write textarea').fill('She sleeps now.');
      await page.locator('#write button:not([formaction])').click();
      await page.locator('[data-unsent] li').last().waitFor();
      // Neither here nor on the next page, for half a minute.
      await page.route('**/*_action=messages.post*', (route) => route.abort());
      await page.context().setOffline(false);
      await page.goto(page.url().replace(/messages.*/, 'people'));
      await page.locator('main [data-tells]').waitFor();
      await page.locator('#sign-out button').click();
      await page.locator('[data-anyway]').waitFor();
    },
  },
  { name: 'my views', who: 'Amir Khan', address: ({ language, id }) => paths.views(language, id('Amir Khan'), undefined, 'gone') },
  { name: 'my views, 1 question', who: 'Amir Khan', address: ({ language, id }) => paths.views(language, id('Amir Khan'), 5, 'done') },
  { name: 'my views for the meeting', who: 'Amir Khan', address: ({ language, id }) => paths.viewsSheet(language, id('Amir Khan')) },
  {
    name: 'a view without words',
    who: 'Sam Hartley',
    address: ({ language, id }) => paths.views(language, id('Maya Hartley'), 2),
    does: send({ words: '' }, mistake, 'main form:has([name=go])'),
  },
  { name: 'my calendar, made', who: 'Dilys Bevan', address: ({ language }) => paths.calendar(language), does: send({}, '.secret') },
  { name: 'a link for nobody', who: 'Amir Khan', address: ({ language, id }) => paths.links(language, id('Amir Khan')), does: send({}, mistake, linkForm) },
  { name: 'a link, made', who: 'Amir Khan', address: ({ language, id }) => paths.links(language, id('Amir Khan')), does: send(newLink, '.secret', linkForm) },
  { name: 'who sees what', who: 'Amir Khan', address: ({ language, id }) => paths.sharing(language, id('Amir Khan')) },
  { name: 'who sees what, for a new parent', who: 'Imran Khan', address: ({ language, id }) => paths.sharing(language, id('Amir Khan')) },
  { name: 'what one person sees', who: 'Amir Khan', address: ({ language, id }) => paths.sharingWith(language, id('Amir Khan'), id('Nadia Khan')) },
  { name: 'in hospital', who: 'Amir Khan', address: ({ language, id }) => paths.hospital(language, id('Amir Khan')) },
  { name: 'a rating', who: 'Cerys Bevan', address: ({ language, id }) => paths.rating(language, id('Cerys Bevan')) },
  { name: 'people who help', who: 'Amir Khan', address: ({ language, id }) => paths.people(language, id('Amir Khan')) },
  { name: 'everything', who: 'Amir Khan', address: ({ language, id }) => paths.everything(language, id('Amir Khan')) },
  { name: 'who looked', who: 'Amir Khan', address: ({ language, id }) => paths.looked(language, id('Amir Khan')) },
  { name: 'the right child?', who: 'Imran Khan', address: ({ language }) => paths.rightChild(language) },
  { name: 'how I sign in', who: 'Sam Hartley', address: ({ language }) => paths.me(language) },
  { name: 'how we tell someone', who: 'Sam Hartley', address: ({ language }) => paths.myNotices(language) },
  {
    name: 'a code for another address',
    who: 'Dilys Bevan',
    address: ({ language }) => paths.myNotices(language),
    does: send({}, mistake, 'main form:has([name=code])'),
  },
  { name: 'how a worker signs in', who: 'Priya Nair', address: ({ language }) => paths.me(language) },
  { name: 'a new passkey', who: 'Priya Nair', address: ({ language }) => paths.addPasskey(language) },
  { name: 'is it you?', who: 'Priya Nair', isStale: true, address: ({ language }) => paths.check(language, paths.desk()) },
  { name: 'it is you', who: 'Priya Nair', address: ({ language }) => paths.check(language) },
  { name: 'my logins', who: 'Sam Hartley', address: ({ language }) => paths.myLogins(language) },
];
