import { paths } from '#paths.ts';
import { mistake, send, type PageKind } from './kind.ts';

const ask = '9f6f1a52-7f3c-4a07-9d5c-000000000000';
/** The secret of a link that is still good; the stage is set with it. */
export const openLink = 'e'.repeat(43);

/** The ways in, and out. */
export const wayInKinds: PageKind[] = [
  { name: 'signing in', address: ({ language }) => paths.signIn(language) },
  { name: 'signing in, with an address that is none', address: ({ language }) => paths.signIn(language), does: send({ email: 'sam' }, mistake) },
  { name: 'the code of an email', address: ({ language }) => paths.signInCode(language, ask) },
  { name: 'a code that is wrong', address: ({ language }) => paths.signInCode(language, ask), does: send({ code: '1234 5678' }, mistake) },
  { name: 'the link of an email', address: ({ language }) => paths.signInLink(language, '0'.repeat(43)) },
  { name: 'a link of an email that is over', address: ({ language }) => paths.signInLink(language, '0'.repeat(43)), does: send({}, mistake) },
  { name: 'signing in with a passkey', address: ({ language }) => paths.signInPasskey(language) },
  { name: 'a login that did not work', address: () => paths.loginBack('nhs'), status: 400, isEnglishOnly: true },
  { name: 'signed out', address: ({ language }) => paths.signedOut(language) },
  { name: 'the words of a card', address: ({ language }) => paths.join(language) },
  { name: 'words that are on no card', address: ({ language }) => paths.join(language), does: send({ number: '123456', words: 'a b c' }, mistake) },
  { name: 'an invitation', address: ({ language }) => paths.join(language, openLink) },
  { name: 'an invitation that is over', address: ({ language }) => paths.join(language, '0'.repeat(43)), status: 410 },
  { name: 'a link to a paper', address: ({ language }) => paths.shared(language, openLink) },
  { name: 'a paper by a link', address: ({ language }) => paths.shared(language, openLink), does: send({ name: 'Ed Marsh' }, '.card') },
  { name: 'a link to a paper that is over', address: ({ language }) => paths.shared(language, '0'.repeat(43)), status: 410 },
  { name: 'an invitation that was for someone else', address: ({ language }) => paths.notRight(language) },
];
