import { beforeAll, expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { invite } from '#tests/support/invitations.ts';
import { demoService, oneWindow, realBrowser } from '#tests/support/service.ts';
import { voiceFaultsOn } from '#tests/support/voice.ts';

// Someone says what they read: "click Send". It has to press Send, and nothing else.
const demo = demoService();
const chromium = realBrowser();
const speaker = oneWindow(demo, chromium);

const ids: Record<string, string> = {};
beforeAll(async () => {
  for (const name of ['Cerys Bevan', 'Amir Khan', 'Nadia Khan', 'Tom Okafor']) ids[name.split(' ')[0]!.toUpperCase()] = await demo.database.id(name);
  for (const name of ['Amir Khan', 'Nadia Khan']) {
    const mine = await demo.database.as(name, (db) => db.selectFrom('threads').select('id').execute());
    ids[`${name.split(' ')[0]!.toUpperCase()}S`] = mine[0]?.id ?? '';
  }
  await invite(demo, 'Tom Okafor', 'Cerys Bevan', { relation: 'other family', knownAs: 'Imran', name: 'Imran Khan', address: 'imran.khan@example.org' });
});

const publicKinds = (language: string) => [
  paths.home(language),
  paths.guides(language),
  paths.guide(language, 'key-workers'),
  paths.step(language, 'key-workers', 1),
  paths.words(language),
  paths.search(language, 'C(E)TR'),
  paths.areas(language),
  paths.area(language, 'staffordshire'),
  paths.services(language, 'staffordshire'),
  paths.myCetr(language),
  paths.settings(language),
  paths.signIn(language),
  `/${language}/nowhere`,
];
const family: [path: string, who: string][] = [
  ['', 'Sam Hartley'],
  ['', 'Nadia Khan'],
  ['/plan', 'Nadia Khan'],
  ['/plan', 'Amir Khan'],
  ['/reviews', 'Nadia Khan'],
  ['/messages/NADIAS', 'Nadia Khan'],
  ['/messages/AMIRS', 'Amir Khan'],
  ['/views', 'Amir Khan'],
  ['/looked', 'Amir Khan'],
  ['/sharing', 'Amir Khan'],
  ['/sharing/NADIA', 'Amir Khan'],
  ['/right-child', 'Imran Khan'],
];
const familyIn = (language: string) =>
  language === 'en' ? family : family.filter(([path]) => ['', '/messages/NADIAS', '/messages/AMIRS', '/sharing'].includes(path));
const pages: [path: string, who?: string][] = [
  ...languages.flatMap(({ code }) => publicKinds(code).map((path): [string] => [path])),
  ...languages.flatMap(({ code }) => familyIn(code).map(([path, who]): [string, string] => [`/${code}/family${path}`, who])),
  ['/en/sign-in/code?ask=9f6f1a52-7f3c-4a07-9d5c-000000000000'],
  ['/en/sign-in/passkey'],
  ['/en/signed-out'],
  ['/en/join'],
  ['/en/join/not-right'],
  ['/en/settings?done=kept&from=/en'],
  ['/demo'],
  ['/en/me', 'Sam Hartley'],
  ['/en/me', 'Priya Nair'],
  ...['', '/circle', '/decisions', '/freeze', '/invite', '/invitations', '/looked', '/restrictions', '/sharing/NADIA'].map((part): [string, string] => [
    `/desk/families/AMIR${part}`,
    'Tom Okafor',
  ]),
  ['/desk/families/CERYS/invitations', 'Tom Okafor'],
  ['/desk/emergency', 'Tom Okafor'],
  ['/desk/new', 'Gwen Ashby'],
  ['/desk/staff', 'Gwen Ashby'],
  ['/desk', 'Priya Nair'],
  ['/desk', 'Gwen Ashby'],
];

test.each(pages.map(([path, who]) => ({ path, who, reader: who ?? 'anyone' })))('on $path, everything can be said by $reader', async ({ path, who }) => {
  await speaker.become(who, '');
  const answer = await speaker.page.goto(demo.origin + path.replace(/[A-Z]{3,}/g, (name) => ids[name] ?? name));
  expect([answer?.status(), answer?.request().redirectedFrom()]).toEqual([path.endsWith('nowhere') ? 404 : 200, null]);
  expect(await voiceFaultsOn(speaker.page)).toEqual([]);
});

test('nor is anything hard to say after a mistake', async () => {
  await speaker.become('Nadia Khan', '');
  await speaker.page.goto(`${demo.origin}/en/family/messages`);
  await speaker.page.getByRole('button', { name: 'Send' }).click();
  await speaker.page.getByRole('alert').waitFor();
  expect(await voiceFaultsOn(speaker.page)).toEqual([]);
});

const hidden = 'style="position:absolute;width:1px;height:1px;overflow:hidden"';
test.each([
  ['a button without words', '<button><img src="x" alt="Send"></button>', 'no words'],
  ['a button with another name', '<button aria-label="Post it">Send</button>', 'the name is "Post it"'],
  ['a name that only ends in the words', `<button><span ${hidden}>Now </span>Send</button>`, 'the name is "Now Send"'],
  ['a field without a label', '<input aria-label="Town">', 'no words'],
  ['a field whose label is not its name', '<label>Town<input aria-label="Place"></label>', 'the name is "Place"'],
  ['links of one name to two places', '<a href="/a">More</a><a href="/b">More</a>', '"More" leads to'],
])('%s is found', async (_, html, fault) => {
  await speaker.page.goto('about:blank');
  await speaker.page.setContent(`<html><body>${html}</body></html>`);
  expect((await voiceFaultsOn(speaker.page)).join('\n')).toContain(fault);
});

test.each([
  ['words for screen readers at the end', `<button>Send<span ${hidden}> to Tom</span></button>`],
  ['links of one name to one place', '<a href="/a">More</a><a href="/a">More</a>'],
  ['a field with its label', '<label for="town">Town</label><input id="town">'],
])('%s is no fault', async (_, html) => {
  await speaker.page.setContent(`<html><body>${html}</body></html>`);
  expect(await voiceFaultsOn(speaker.page)).toEqual([]);
});
