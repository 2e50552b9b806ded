import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newToken } from '#access/sign-in.ts';
import { askForEmail } from '#tests/support/families.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { visitor } from '#tests/support/visitor.ts';

// The same hard days, over the real pages. What someone may not see looks as what never was.
let database: TestDatabase;
let server: TestServer;
beforeEach(async () => {
  database = await makeDatabase();
  server = await startServer({ DATABASE_URL: database.ownerUrl, DEMO: '1' });
});
afterEach(async () => {
  await server?.stop();
  await database.close();
});

async function get(path: string, token: string) {
  const response = await fetch(new URL(path, server.origin), { headers: { cookie: `session=${token}` }, redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location'), html: await response.text() };
}
const threadOf = async (name: string) =>
  (
    await database.owner
      .selectFrom('threadMembers')
      .select('threadId')
      .where('personId', '=', await database.id(name))
      .executeTakeFirstOrThrow()
  ).threadId;
const reviewOf = async (name: string) =>
  (
    await database.owner
      .selectFrom('reviews')
      .select('id')
      .where('youngPersonId', '=', await database.id(name))
      .executeTakeFirstOrThrow()
  ).id;
/** The same page, whichever ids stand in it. */
const blind = (page: Awaited<ReturnType<typeof get>>) => ({ ...page, html: page.html.replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID') });

describe('a parent whose place ended yesterday', () => {
  test('finds nothing at their old addresses, with their old session, that is not as if it had never been', async () => {
    const [amir, thread, review, token] = [
      await database.id('Amir Khan'),
      await threadOf('Imran Khan'),
      await reviewOf('Amir Khan'),
      await database.session('Imran Khan'),
    ];
    const addresses = (who: string, talk: string, meeting: string) => [
      ...['', '/plan', '/reviews', '/messages'].map((page) => `/en/family${page}?about=${who}`),
      `/en/family/messages/${talk}`,
      `/en/family/reviews/${meeting}`,
    ];
    // With one conversation, the messages lead to it.
    for (const path of addresses(amir, thread, review)) expect((await get(path, token)).status, path).toBe(path.includes('/messages?') ? 303 : 200);
    await database.owner
      .updateTable('circleMembers')
      .set({ toDay: sql`today() - 1` })
      .where('personId', '=', await database.id('Imran Khan'))
      .execute();
    const never = addresses(randomUUID(), randomUUID(), randomUUID());
    for (const [i, path] of addresses(amir, thread, review).entries()) {
      const page = await get(path, token);
      expect(page.status, path).toBe(404);
      expect(blind(page), path).toEqual(blind(await get(never[i]!, token)));
    }
    for (const page of ['', '/plan', '/reviews', '/messages']) expect((await get(`/en/family${page}`, token)).html).not.toContain('Amir');
  });
});

describe('a parent who is restricted', () => {
  test('sees the pages of someone with whom nothing was ever shared: no gap, no word of it', async () => {
    const [amir, imran, token] = [await database.id('Amir Khan'), await database.id('Imran Khan'), await database.session('Imran Khan')];
    const [tom, gwen] = [await database.id('Tom Okafor'), await database.id('Gwen Ashby')];
    const pages = () =>
      Promise.all(
        ['', '/plan', '/reviews', '/messages', `/messages/${thread}`].map(async (page) => blind(await get(`/en/family${page}?about=${amir}`, token))),
      );
    const thread = await threadOf('Imran Khan');
    const grants = database.owner.updateTable('grants').where('personId', '=', imran);
    await grants.set({ takenBackBy: tom }).execute();
    const shared = await pages();
    await grants.set({ takenBackBy: null, takenBackAt: null }).execute();
    expect((await pages())[1]).not.toEqual(shared[1]);
    const categories = ['plan', 'hard times', 'reviews', 'my views', 'messages', 'contacts', 'rating', 'documents'];
    const restriction = {
      youngPersonId: amir,
      personId: imran,
      categories,
      why: 'court order',
      reasons: 'x',
      lookAgainOn: '2020-01-01',
      setBy: tom,
      setAt: new Date(),
      confirmedBy: gwen,
    };
    await database.owner.insertInto('restrictions').values(restriction).execute();
    expect(await pages()).toEqual(shared);
  });
});

describe('staff and someone whom they do not work for', () => {
  const deskPages = async (token: string, who: string, talk: string) => [
    blind(await get(`/desk/families/${who}`, token)),
    blind(await get(`/desk/messages/${talk}`, token)),
  ];

  test('a key worker who was moved yesterday is a stranger, on every page', async () => {
    const [maya, thread, token] = [await database.id('Maya Hartley'), await threadOf('Sam Hartley'), await database.session('Priya Nair')];
    for (const page of await deskPages(token, maya, thread)) expect(page.status).toBe(200);
    await database.as('Gwen Ashby', async (db) => sql`select hand_over(${maya}, ${await database.id('Tom Okafor')})`.execute(db));
    const after = await deskPages(token, maya, thread);
    for (const page of after) expect(page.status).toBe(404);
    expect(after).toEqual(await deskPages(token, randomUUID(), randomUUID()));
    expect((await get('/desk', token)).html).not.toContain('Maya');
    const tom = await database.session('Tom Okafor');
    for (const page of await deskPages(tom, maya, thread)) expect(page.status).toBe(200);
  });

  test('a worker who looks for a neighbour finds the same as for nobody', async () => {
    const [maya, thread, token] = [await database.id('Maya Hartley'), await threadOf('Sam Hartley'), await database.session('Tom Okafor')];
    const neighbour = await deskPages(token, maya, thread);
    for (const page of neighbour) expect(page.status).toBe(404);
    expect(neighbour).toEqual(await deskPages(token, randomUUID(), randomUUID()));
    for (const path of [`/en/family/plan?about=${maya}`, `/en/family/messages/${thread}`]) {
      const nobody = path.replace(maya, randomUUID()).replace(thread, randomUUID());
      expect(blind(await get(path, token))).toEqual(blind(await get(nobody, token)));
    }
  });
});

describe('signing in', () => {
  test('gives a new session: one that an attacker put there before opens nothing, before or after', async () => {
    const planted = newToken();
    const nadia = visitor(server.origin);
    nadia.cookies.set('session', planted);
    const { link } = await askForEmail(nadia, server.origin, 'nadia.khan@example.org');
    await nadia.open(link);
    await nadia.press('Sign me in');
    expect(nadia.page.text).toContain('Hello, Nadia');
    expect(nadia.cookies.get('session')).not.toBe(planted);
    expect((await get('/en/family', planted)).location).toBe('/en/sign-in');
  });

  test('a code that is tried 6 times at once is tried 5 times, and then not even the right one works', async () => {
    const sam = visitor(server.origin);
    const { code } = await askForEmail(sam, server.origin, 'sam.hartley@example.org');
    const form = sam.page;
    const wrong = code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
    const tries = Array.from({ length: 6 }, () => Object.assign(visitor(server.origin), { page: form }));
    await Promise.all(tries.map((one) => one.press('Sign in', { code: wrong })));
    for (const one of tries) expect([one.page.status, one.cookies.has('session')]).toEqual([400, false]);
    const { codeTries } = await database.owner.selectFrom('signInAsks').select('codeTries').executeTakeFirstOrThrow();
    expect(codeTries).toBe(5);
    sam.page = form;
    await sam.press('Sign in', { code });
    expect(sam.cookies.has('session')).toBe(false);
  });

  test('the right code 6 times at once signs in once', async () => {
    const sam = visitor(server.origin);
    const { code } = await askForEmail(sam, server.origin, 'sam.hartley@example.org');
    const tries = Array.from({ length: 6 }, () => Object.assign(visitor(server.origin), { page: sam.page }));
    await Promise.all(tries.map((one) => one.press('Sign in', { code })));
    expect(tries.filter((one) => one.cookies.has('session'))).toHaveLength(1);
  });
});

describe('taken back while 200 read', () => {
  test('none that began after it shows a word of it', { timeout: 240_000 }, async () => {
    const [amir, nadia, token] = [await database.id('Amir Khan'), await database.id('Nadia Khan'), await database.session('Nadia Khan')];
    await database.owner.updateTable('planSections').set({ headline: 'Canary Quillfeather.' }).where('youngPersonId', '=', amir).execute();
    const read = async () => {
      const began = performance.now();
      const { status, html } = await get(`/en/family/plan?about=${amir}`, token);
      return { began, status, sees: html.includes('Quillfeather') };
    };
    const reads: ReturnType<typeof read>[] = [];
    let done = Number.POSITIVE_INFINITY;
    for (let n = 0; n < 200; n += 1) {
      reads.push(read());
      if (n % 10 === 9) await Promise.race(reads.slice(-10));
      if (n === 99) {
        await database.as('Amir Khan', (db) => db.updateTable('grants').set({ takenBackBy: amir }).where('personId', '=', nadia).execute());
        done = performance.now();
      }
    }
    const all = await Promise.all(reads);
    const [before, after] = [all.filter(({ began }) => began < done), all.filter(({ began }) => began >= done)];
    expect(before.some(({ sees }) => sees)).toBe(true);
    expect(after.length).toBeGreaterThan(50);
    // Nothing of the plan is left to see, so its page is not there.
    expect(after.filter(({ sees, status }) => sees || status !== 404)).toEqual([]);
  });
});

describe('a form with what no page of ours sends', () => {
  test('gets words and a 4xx, whatever the database would say to it', async () => {
    const [amir, maya] = [await database.id('Amir Khan'), await database.id('Maya Hartley')];
    const { id: stay } = await database.owner.selectFrom('hospitalStays').select('id').where('youngPersonId', '=', amir).executeTakeFirstOrThrow();
    const goal = await database.owner.selectFrom('goals').select(['id', 'goalId']).where('youngPersonId', '=', amir).executeTakeFirstOrThrow();
    const words = { hospital: '', contactName: '', contactPhone: '', visiting: '', advocateName: '', advocatePhone: '', leavesOn: '', aftercare: '' };
    const stayForm = { ...words, id: stay, youngPerson: amir, ward: 'x', isDetained: 'no', admittedOn: '2026-11-01', changes: '0' };
    const goalForm = { youngPerson: amir, words: 'x', byDay: '2027-01-01', language: 'en' };
    const view = { youngPerson: amir, topic: 'safe', language: 'en' };
    const cases: [why: string, who: string, action: string, fields: Record<string, string>][] = [
      ['a part of the plan that is no part', 'Nadia Khan', 'plans.remark', { youngPerson: amir, part: 'abc', kind: 'comment', words: 'x' }],
      ['a part in letters that no address takes', 'Nadia Khan', 'plans.agree', { youngPerson: amir, part: 'ش', version: goal.id, agrees: 'yes' }],
      ['a part of two lines', 'Nadia Khan', 'plans.agree', { youngPerson: amir, part: `${goal.goalId}\nx`, version: goal.id, agrees: 'yes' }],
      ['more changes than there are numbers', 'Tom Okafor', 'hospital.change', { ...stayForm, changes: '2147483648' }],
      ['a day in the year 0', 'Tom Okafor', 'hospital.change', { ...stayForm, admittedOn: '0000-01-01' }],
      ['a goal by a day in the year 0', 'Tom Okafor', 'plans.writeGoal', { ...goalForm, byDay: '0000-01-01' }],
      ['a goal that takes the place of another one', 'Tom Okafor', 'plans.writeGoal', { ...goalForm, replaces: goal.id }],
      ['a section that takes the place of nothing', 'Tom Okafor', 'plans.write', { youngPerson: amir, section: 'my strengths', words: 'x', replaces: maya }],
      ['a moment in the year 0', 'Amir Khan', 'reviews.takeView', { ...view, from: '0000-01-01T00:00:00Z' }],
      ['a picture, where carers have none', 'Nadia Khan', 'reviews.keepView', { ...view, 'choice-yes': 'on', audience: 'key worker', from: '' }],
    ];
    for (const [why, who, action, fields] of cases) {
      const token = await database.session(who);
      const response = await fetch(`${server.origin}/en/settings?_action=${action}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie: `session=${token}`, origin: server.origin },
        body: new URLSearchParams({ id: randomUUID(), ...fields }),
      });
      expect([why, response.status]).toEqual([why, 400]);
    }
  });
});
