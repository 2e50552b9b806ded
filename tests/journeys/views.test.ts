import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { paths } from '#paths.ts';
import { openWindow } from '#tests/support/people/person.ts';
import { keyboardPerson } from '#tests/support/people/keyboard.ts';
import { enterAs, type Email } from '#tests/support/families.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import type { Visitor } from '#tests/support/visitor.ts';

// Maya, who is 12, gets ready for her review. Her father Sam may see what she says: but only what she lets him.
const demo = demoService();
const chromium = realBrowser();
const ids = { maya: '', sam: '' };

beforeAll(async () => {
  ids.maya = await demo.database.id('Maya Hartley');
  ids.sam = await demo.database.id('Sam Hartley');
  await sql`insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, given_by)
    values (${ids.maya}, ${ids.sam}, 'my views', 'child', 'parental responsibility', ${ids.sam}, ${await demo.database.id('Priya Nair')})`.execute(
    demo.database.owner,
  );
});

const kept = 'zebrafink, I do not want Dad to know';
const shared = 'kingfisher, and Dad may read it';

/** Every page that someone can get to by links in their area, each once, 6 at a time. */
async function crawl(person: Visitor, from: string): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const headers = { cookie: `session=${person.cookies.get('session')}` };
  for (let next = [from]; next.length > 0;) {
    const found = await Promise.all(
      next.splice(0, 6).map(async (address) => [address, await (await fetch(demo.origin + address, { headers })).text()] as const),
    );
    for (const [address, html] of found) pages.set(address, html);
    const links = found.flatMap(([, html]) => [...html.matchAll(/href="([^"#]+)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')));
    next = [...new Set([...next, ...links])].filter((to) => /^\/en\/(family|me)\b/.test(to) && !/\/(login|passkey|stay)/.test(to) && !pages.has(to));
  }
  return pages;
}

describe('what a child keeps from her father', () => {
  test('is in nothing that he can fetch, while what she lets him read is there', async () => {
    const maya = await enterAs(demo, 'Maya Hartley');
    await maya.follow('Reviews');
    await maya.follow('Write what you want to say');
    await maya.follow('Answer: Are you safe?');
    // She is told by name who it is.
    expect(maya.page.text).toContain('My key worker and the team Now this is: Gwen Ashby, Priya Nair.');
    expect(maya.page.text).toContain('People who help at my meeting too. Not my family. Now this is: Gwen Ashby, Priya Nair.');
    expect(maya.page.text).toContain('My family and carers too Now this is: Gwen Ashby, Priya Nair, Sam Hartley.');
    await maya.press('Keep and go on', { words: kept });
    expect(maya.page.text).toContain('We kept your answer.');
    expect(maya.page.text).toContain('Step 2 of 10');
    await maya.press('Keep and go on', { words: `${kept}, nor Priya a wren`, audience: 'me' });
    await maya.press('Keep and go on', { words: shared, audience: 'carers', 'choice-friends': 'on' });

    const sam = await enterAs(demo, 'Sam Hartley');
    const pages = await crawl(sam, paths.family('en', ids.maya));
    expect(pages.size).toBeGreaterThan(12);
    expect([...pages].filter(([, html]) => html.includes('zebrafink')).map(([address]) => address)).toEqual([]);
    expect(
      [...pages]
        .filter(([, html]) => html.includes('kingfisher'))
        .map(([address]) => address)
        .toSorted(),
    ).toEqual([paths.views('en', ids.maya), paths.everythingFile('en', ids.maya, 'html'), paths.everythingFile('en', ids.maya, 'json')].toSorted());
    // Files too: the papers, the copies of everything, each review for a calendar, and the calendar that he switches on.
    for (const file of [/everything\.json/, /everything\.html/, /\.ics$/, /\.pdf\?/])
      expect(
        [...pages.keys()].some((address) => file.test(address)),
        String(file),
      ).toBe(true);
    await sam.open(paths.calendar('en', ids.maya));
    await sam.press('Make the address', { shows: 'all' });
    const feed = await sam.open(/\/calendar\/[\w-]{43}\.ics/.exec(sam.page.text)?.[0] ?? '');
    expect(feed.html).toContain('BEGIN:VEVENT');
    expect(feed.html).not.toMatch(/zebrafink|kingfisher/);
    // Nor by addresses that no link of his leads to.
    for (const address of [
      paths.viewsSheet('en', ids.maya),
      paths.viewsSheet('en', ids.maya, 'pdf'),
      paths.deskFamily(ids.maya),
      paths.deskSheet(ids.maya, ids.maya),
      paths.deskSheet(ids.maya, ids.maya, 'pdf'),
    ])
      expect((await sam.open(address)).status, address).toBe(404);
    for (const part of [1, 2, 3]) expect((await sam.open(paths.views('en', ids.maya, part))).html).not.toMatch(/zebrafink|kingfisher/);
    // The key worker reads it, and sees how far it may go; what is for her alone, nobody.
    const priya = await enterAs(demo, 'Priya Nair');
    const desk = await priya.open(paths.deskFamily(ids.maya));
    expect(desk.text).toContain(`${kept} Only for you and the team. Do not tell the family.`);
    expect(desk.text).not.toContain('wren');
    expect((await priya.open(paths.deskSheet(ids.maya, ids.maya))).text).not.toContain('zebrafink');
    expect(priya.page.text).toContain('kingfisher');
    // Whoever shows the page around is told so, on the screen; the paper says it to nobody.
    expect(priya.page.html).toMatch(/class="note on-screen"[^>]*>\s*Some answers are not for the family\./);
  });

  test('is in no email, and the key worker is told only that there is something', async () => {
    const emails = await (async () => {
      for (const until = Date.now() + 10_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 50))) {
        const found = (await (await fetch(`${demo.origin}/demo/inbox.json`)).json()) as Email[];
        if (found.length > 0) return found;
      }
      return [];
    })();
    expect(emails.map(({ toAddress }) => toAddress)).toEqual(['priya.nair@example.org']);
    expect(JSON.stringify(emails)).not.toMatch(/zebrafink|kingfisher|Maya/);
    expect(demo.server.output()).not.toMatch(/zebrafink|kingfisher/);
  });

  test('and what her father says she does not read, nor that he says anything', async () => {
    const sam = await enterAs(demo, 'Sam Hartley');
    await sam.open(paths.views('en', ids.maya, 1));
    expect(sam.page.text).toContain('Maya cannot read it.');
    await sam.press('Keep and go on', { words: 'A heron word.', audience: 'meeting' });
    const maya = await enterAs(demo, 'Maya Hartley');
    const pages = await crawl(maya, paths.family('en', ids.maya));
    expect([...pages].filter(([, html]) => /heron|sleeps better|Sam Hartley changed/.test(html)).map(([address]) => address)).toEqual([]);
    const priya = await enterAs(demo, 'Priya Nair');
    expect((await priya.open(paths.deskSheet(ids.maya, ids.sam))).text).toContain('A heron word.');
    expect(priya.page.html).toMatch(/class="note on-screen"[^>]*>\s*Maya cannot read this\./);
    expect(priya.page.text).not.toContain('kingfisher');
  });
});

test('an estranged parent without "my views" finds only his own words, and nothing that tells of more', async () => {
  const imran = await enterAs(demo, 'Imran Khan');
  const pages = await crawl(imran, '/en/family');
  const all = [...pages.values()].join(' ');
  expect(all).toContain('I want to see him more often.');
  for (const words of ['He needs his friends', 'I feel safe with Tom', 'Nadia', 'chooses what you can read']) expect(all).not.toContain(words);
});

describe('nothing is lost', () => {
  test('in 2 tabs: the words come back beside what is kept now, and a second press keeps them', async () => {
    const [one, other] = [await enterAs(demo, 'Amir Khan'), await enterAs(demo, 'Amir Khan')];
    const amir = await demo.database.id('Amir Khan');
    for (const tab of [one, other]) await tab.open(paths.views('en', amir, 4));
    await one.press('Keep and go on', { words: 'From the first tab.' });
    await other.press('Keep and go on', { words: 'From the second tab.', 'choice-no': 'on' });
    expect(other.page.status).toBe(400);
    expect(other.page.text).toContain('We have this answer now: From the first tab.');
    expect(other.page.html).toContain('From the second tab.</textarea>');
    expect(other.page.html).toMatch(/name="choice-no" value="on" checked/);
    await other.press('Keep and go on', { words: 'From the second tab.' });
    expect(other.page.status).toBe(200);
    expect((await one.open(paths.views('en', amir))).text).toContain('No From the second tab.');
  });

  test('when the session ends in the middle: the words come back, and only the words', async () => {
    const cerys = await enterAs(demo, 'Cerys Bevan');
    await cerys.open(paths.views('en', await demo.database.id('Cerys Bevan'), 1));
    cerys.cookies.clear();
    await cerys.press('Keep and go on', { words: 'Dwi ddim yn saff.' });
    expect(cerys.page.status).toBe(401);
    expect(cerys.page.html).toContain('>Dwi ddim yn saff.</textarea>');
  });

  test('when someone empties an answer: they are asked, and can take it away', async () => {
    const cerys = await enterAs(demo, 'Cerys Bevan');
    const id = await demo.database.id('Cerys Bevan');
    await cerys.open(paths.views('cy', id, 3));
    await cerys.press('Cadw a mynd ymlaen', { words: 'Eisiau gweithio.' });
    await cerys.open(paths.views('cy', id, 3));
    await cerys.press('Cadw a mynd ymlaen', { words: '' });
    expect(cerys.page.status).toBe(400);
    await cerys.press('Ei dynnu oddi yma nawr');
    expect(cerys.page.text).toContain('Mae eich ateb wedi mynd.');
    expect(cerys.page.text).not.toContain('Eisiau gweithio.');
  });

  test('who goes past a question is not told that we kept an answer', async () => {
    const cerys = await enterAs(demo, 'Cerys Bevan');
    await cerys.open(paths.views('en', await demo.database.id('Cerys Bevan'), 1));
    await cerys.press('Keep and go on', { words: '' });
    expect(cerys.page.text).toContain('Step 2 of 10');
    expect(cerys.page.text).not.toContain('We kept');
  });
});

test('a page for the meeting has what is for the meeting, for print and as a PDF', async () => {
  const amir = await enterAs(demo, 'Amir Khan');
  await amir.open(paths.views('en', await demo.database.id('Amir Khan')));
  await amir.follow('Print a page for the meeting');
  expect(amir.page.text).toContain('I want Ruth to sit next to me.');
  expect(amir.page.text).not.toContain('I want to talk with Tom about this before the meeting.');
  await amir.follow('Save as a PDF');
  expect(amir.page.headers.get('content-type')).toBe('application/pdf');
  expect(amir.page.headers.get('cache-control')).toContain('no-store');
  expect(amir.page.html.slice(0, 5)).toBe('%PDF-');
});

test('by keyboard in a browser, in Urdu words on an English page, to the end', async () => {
  const page = await openWindow(chromium.browser, demo.origin);
  await page.context().addCookies([{ name: 'session', value: await demo.database.session('Amir Khan'), url: demo.origin }]);
  const amir = keyboardPerson(page);
  await amir.open(paths.views('en', await demo.database.id('Amir Khan'), 9));
  await amir.type('Write what you want to say', 'مجھے گھر جانا ہے');
  await amir.press('Keep and go on');
  await amir.sees('We kept your answer.');
  await amir.press('Keep my answer');
  await amir.sees('Answer: How do you say stop?');
  const written = page.locator('p.words', { hasText: 'مجھے گھر جانا ہے' });
  expect(await written.getAttribute('lang')).toBe('ur');
  expect(await written.evaluate((words) => getComputedStyle(words).direction)).toBe('rtl');
  await amir.sees('These words are in Urdu.');
});
