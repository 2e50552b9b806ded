import { paths } from '#paths.ts';
import { mistake, send, type PageKind } from './kind.ts';

/** The pages of a family, and those about how someone signs in. */
export const familyKinds: PageKind[] = [
  { name: 'whose page?', who: 'Sam Hartley', address: ({ language }) => paths.family(language) },
  { name: 'the first page of a carer', who: 'Nadia Khan', address: ({ language }) => paths.family(language) },
  { name: 'the first page of a young person', who: 'Amir Khan', address: ({ language }) => paths.family(language) },
  { name: 'the first page, 1 thing at a time', who: 'Amir Khan', address: ({ language, id }) => paths.family(language, id('Amir Khan'), 1) },
  { name: 'a plan', who: 'Maya Hartley', address: ({ language, id }) => paths.plan(language, id('Maya Hartley')) },
  { name: 'a plan, 1 thing at a time', who: 'Maya Hartley', address: ({ language, id }) => paths.plan(language, id('Maya Hartley'), 2) },
  { name: 'reviews', who: 'Cerys Bevan', address: ({ language, id }) => paths.reviews(language, id('Cerys Bevan')) },
  { name: 'a review that has been', who: 'Nadia Khan', address: ({ language, id }) => paths.review(language, id('the review')) },
  { name: 'a review, 1 thing at a time', who: 'Nadia Khan', address: ({ language, id }) => paths.review(language, id('the review'), 2) },
  { name: 'messages', who: 'Nadia Khan', address: ({ language, id }) => paths.messages(language, id('Amir Khan')) },
  { name: 'messages of a young person', who: 'Amir Khan', address: ({ language, id }) => paths.messages(language, id('Amir Khan')) },
  { name: 'a thread', who: 'Nadia Khan', address: ({ language, id }) => paths.thread(language, id('the thread')) },
  { name: 'a message without words', who: 'Nadia Khan', address: ({ language, id }) => paths.thread(language, id('the thread')), does: send({}, mistake) },
  { name: 'my views', who: 'Amir Khan', address: ({ language, id }) => paths.views(language, id('Amir Khan')) },
  { name: 'my views, kept', who: 'Amir Khan', address: ({ language, id }) => paths.views(language, id('Amir Khan'), 'done') },
  { name: 'who sees what', who: 'Amir Khan', address: ({ language, id }) => paths.sharing(language, id('Amir Khan')) },
  { name: 'who sees what, for a new parent', who: 'Imran Khan', address: ({ language, id }) => paths.sharing(language, id('Amir Khan')) },
  { name: 'what one person sees', who: 'Amir Khan', address: ({ language, id }) => paths.sharingWith(language, id('Amir Khan'), id('Nadia Khan')) },
  { name: 'who looked', who: 'Amir Khan', address: ({ language, id }) => paths.looked(language, id('Amir Khan')) },
  { name: 'the right child?', who: 'Imran Khan', address: ({ language }) => paths.rightChild(language) },
  { name: 'how I sign in', who: 'Sam Hartley', address: ({ language }) => paths.me(language) },
  { name: 'how a worker signs in', who: 'Priya Nair', address: ({ language }) => paths.me(language) },
  { name: 'a new passkey', who: 'Priya Nair', address: ({ language }) => paths.addPasskey(language) },
  { name: 'is it you?', who: 'Priya Nair', isStale: true, address: ({ language }) => paths.check(language, paths.desk()) },
  { name: 'it is you', who: 'Priya Nair', address: ({ language }) => paths.check(language) },
  { name: 'my logins', who: 'Sam Hartley', address: ({ language }) => paths.myLogins(language) },
];
