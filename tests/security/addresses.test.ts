import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { signInAs } from '#tests/support/families.ts';
import type { Visitor } from '#tests/support/visitor.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();

let sam: Visitor;
let tom: Visitor;
const theirs = { amir: '', review: '', thread: '' };

beforeAll(async () => {
  sam = await signInAs(demo.origin, 'Sam Hartley');
  tom = await signInAs(demo.origin, 'Tom Okafor');
  theirs.amir = await demo.database.id('Amir Khan');
  theirs.review = (await demo.database.owner.selectFrom('reviews').select('id').where('youngPersonId', '=', theirs.amir).executeTakeFirstOrThrow()).id;
  theirs.thread = (
    await demo.database.owner
      .selectFrom('threadMembers')
      .select('threadId')
      .where('personId', '=', await demo.database.id('Nadia Khan'))
      .executeTakeFirstOrThrow()
  ).threadId;
});

const nobody = '00000000-0000-7000-8000-000000000000';
const pages: [string, (ids: { amir: string; review: string; thread: string }) => string][] = [
  ['the first page', ({ amir }) => `/en/family?about=${amir}`],
  ['the plan', ({ amir }) => `/en/family/plan?about=${amir}`],
  ['the reviews', ({ amir }) => `/en/family/reviews?about=${amir}`],
  ['everything to keep', ({ amir }) => `/en/family/everything?about=${amir}`],
  ['the copy to keep', ({ amir }) => `/en/family/everything.html?about=${amir}`],
  ['the messages', ({ amir }) => `/en/family/messages?about=${amir}`],
  ['a review', ({ review }) => `/en/family/reviews/${review}`],
  ['a thread', ({ thread }) => `/en/family/messages/${thread}`],
  ['the desk', () => '/desk'],
  ['a family at the desk', ({ amir }) => `/desk/families/${amir}`],
  ['a thread at the desk', ({ thread }) => `/desk/messages/${thread}`],
];

test.each(pages)('%s of another family is 404 and looks like one that does not exist', async (_, address) => {
  const real = await sam.open(address(theirs));
  const none = await sam.open(address({ amir: nobody, review: nobody, thread: nobody }));
  expect([real.status, none.status]).toEqual([404, 404]);
  const blind = (html: string) => html.replaceAll(/from=[^"]*"/g, '');
  expect(blind(real.html)).toBe(blind(none.html));
  expect(real.html).not.toMatch(/Amir|Khan|Willow/);
});

test('and it is really there, for its own key worker', async () => {
  expect((await tom.open(`/desk/families/${theirs.amir}`)).text).toContain('Willow ward');
  expect((await tom.open(`/desk/messages/${theirs.thread}`)).text).toContain('Can I bring food on Friday?');
});

test('writing into a thread of another family is 404 and keeps nothing', async () => {
  await sam.open('/en/family');
  await sam.follow('Maya Hartley');
  await sam.follow('Write to Priya');
  await sam.press('Send', { thread: theirs.thread, words: 'Let me in.' });
  expect(sam.page.status).toBe(404);
  expect(await demo.database.owner.selectFrom('messages').select('id').where('words', '=', 'Let me in.').execute()).toEqual([]);
});

test.each(['not-an-id', '%00', "' or 1=1", '../../etc/passwd', '9'.repeat(4000)])('the odd id %s is not there', async (id) => {
  expect([400, 404]).toContain((await sam.open(`/en/family/reviews/${encodeURIComponent(id)}`)).status);
  expect((await sam.open(`/en/family/plan?about=${encodeURIComponent(id)}`)).status).toBe(404);
});

describe('without signing in', () => {
  test.each(['/en/family', '/en/family/plan', '/en/family/reviews', '/en/family/messages', '/desk'])('%s leads to signing in', async (address) => {
    const response = await fetch(demo.origin + address, { redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/en/sign-in');
  });
});

test('private pages are never kept: not by the browser, not by a cache, not compressed', async () => {
  const page = await sam.open('/en/family');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('content-encoding')).toBeNull();
});

test('after signing out the session opens nothing, even for someone who kept its cookie', async () => {
  const nadia = await signInAs(demo.origin, 'Nadia Khan');
  const kept = new Map(nadia.cookies);
  await nadia.press('Sign out');
  expect(nadia.page.text).toContain('You are signed out');
  for (const [name, value] of kept) nadia.cookies.set(name, value);
  expect((await nadia.open('/en/family')).text).toContain('Your email address');
});

test('a message that is on its way while someone signs out is sent, or they are told that it was not', async () => {
  const thread = (await demo.database.as('Nadia Khan', (db) => db.selectFrom('threads').select('id').execute()))[0]?.id ?? '';
  for (let round = 0; round < 25; round++) {
    const cookie = `session=${await demo.database.session('Nadia Khan')}`;
    const post = (action: string, fields: Record<string, string>) =>
      fetch(`${demo.origin}/en/family/messages/${thread}?_action=${action}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { cookie, origin: demo.origin },
        redirect: 'manual',
      });
    const messages = Array.from({ length: 3 }, () => post('messages.post', { id: randomUUID(), thread, words: 'Before I go.' }));
    const [out, ...sent] = await Promise.all([post('signOut', {}), ...messages]);
    expect(out?.status).toBe(303);
    for (const { status } of sent) expect([303, 401]).toContain(status);
  }
});

test('a private page under an odd spelling of its address still tells nobody and is kept nowhere', async () => {
  for (const path of ['/en/%66amily', '/%65n/family', '/en/family/', '/en//family', '/EN/family', '/des%6B']) {
    const page = await sam.open(path);
    expect(page.headers.get('x-astro-cache'), path).toBeNull();
    if (page.headers.get('cache-control') !== 'no-store') expect(page.text, path).not.toMatch(/Maya|Leo/);
  }
});
