import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Voice } from '#browser/voice.ts';
import { enterAs } from '#tests/support/families.ts';
import { openWindow } from '#tests/support/people/person.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import { faraway, giveVoices, heardOn, onDevice } from '#tests/support/speech.ts';
import type { Visitor } from '#tests/support/visitor.ts';

// Someone who does not write says something with pictures.
const demo = demoService();
const chromium = realBrowser();

async function boardOf(who: string, language = 'en'): Promise<string> {
  const { rows } = await sql<{ thread: string }>`
    select thread_id as thread from thread_members join people on people.id = person_id where name = ${who} limit 1`.execute(demo.database.owner);
  return `/${language}/family/messages/${rows[0]?.thread}/pictures`;
}

/** Someone without JavaScript before the empty board of their conversation. */
async function atBoard(who: string, language = 'en'): Promise<Visitor & { board: string }> {
  const [person, board] = [await enterAs(demo, who), await boardOf(who, language)];
  await sql`delete from drafts`.execute(demo.database.owner);
  await person.open(board);
  return Object.assign(person, { board });
}

/** The same in a real browser, as soon as its script is awake. */
async function inBrowser(who: string, { scan, width = 1280, voices }: { scan?: string; width?: number; voices?: Voice[] } = {}): Promise<Page> {
  await sql`delete from drafts`.execute(demo.database.owner);
  const page = await openWindow(chromium.browser, demo.origin, { viewport: { width, height: 800 } });
  await page.context().addCookies([{ name: 'session', value: await demo.database.session(who), url: demo.origin }]);
  if (scan) await page.context().addCookies([{ name: 'scan', value: scan, url: demo.origin }]);
  if (voices) await giveVoices(page.context(), voices);
  const script = page.waitForResponse(/scripts\/board\.js/);
  await page.goto(await boardOf(who));
  await (await script).finished();
  return page;
}

/** Whoever reads a message sees it 10 seconds after it was sent; here at once. */
async function letItArrive(): Promise<void> {
  await sql`update messages set arrives_at = sent_at`.execute(demo.database.owner);
}

async function sentBy(who: string): Promise<string[][]> {
  const { rows } = await sql<{ pictures: string[] }>`
    select pictures from messages join people on people.id = author_id
    where name = ${who} and pictures <> '{}' order by sent_at, messages.id`.execute(demo.database.owner);
  return rows.map(({ pictures }) => pictures);
}

/** What was picked, in words. */
const picked = ({ page }: Visitor) => /data-message="([^"]*)"/.exec(page.html)?.[1] ?? '';

test('a young person says it in Urdu, the key worker reads it in English and answers in pictures', async () => {
  const amir = await atBoard('Amir Khan', 'ur');
  expect(amir.page.text).toContain('صرف آپ اور Tom Okafor یہ پڑھ سکتے ہیں۔');
  for (const word of ['میں', 'چاہیے']) await amir.press(word);
  await amir.follow('جگہیں');
  await amir.press('گھر');
  expect(picked(amir)).toBe('میں چاہیے گھر');
  await amir.follow('اسے دیکھیں');
  await amir.press('بھیجیں');
  expect(amir.page.status).toBe(200);
  expect(amir.page.text).toContain('میں چاہیے گھر');

  await letItArrive();
  const tom = await enterAs(demo, 'Tom Okafor');
  await tom.open(`/desk/messages/${amir.board.split('/').at(-2)}`);
  expect(tom.page.text).toContain('I want home');
  await tom.follow('Use pictures');
  await tom.press('yes');
  await tom.follow('Feelings');
  await tom.press('happy');
  await tom.press('Send');
  expect(tom.page.text).toContain('yes happy');
  await letItArrive();
  await amir.open(amir.page.address);
  expect(amir.page.text).toContain('جی ہاں خوش');
  // Their copy of everything says it too, to people and to other services.
  for (const ending of ['html', 'json']) expect((await amir.open(`/en/family/everything.${ending}`)).html).toContain('I want home');
});

test('a tile pressed twice by a shaking hand is one, and pressed again on the next page is another', async () => {
  const cerys = await atBoard('Cerys Bevan');
  const before = cerys.page;
  await cerys.press('more');
  cerys.page = before;
  await cerys.press('more');
  expect(picked(cerys)).toBe('more');
  // Presses of one page that come all at once, and those of an older one, which adds what it says.
  await Promise.all(Array.from({ length: 10 }, () => cerys.press('more')));
  await cerys.open(cerys.board);
  expect(picked(cerys)).toBe('more more');
  cerys.page = before;
  await cerys.press('stop');
  expect(picked(cerys)).toBe('more more stop');
});

test('the last picture goes back once, and all of them only after a question', async () => {
  const cerys = await atBoard('Cerys Bevan');
  for (const word of ['I', 'want', 'help']) await cerys.press(word);
  const before = cerys.page;
  await cerys.press('Take back the last one');
  cerys.page = before;
  await cerys.press('Take back the last one');
  expect(picked(cerys)).toBe('I want');
  await cerys.follow('Clear all');
  await cerys.follow('No, keep them');
  expect(picked(cerys)).toBe('I want');
  await cerys.follow('Clear all');
  await cerys.press('Yes, take them away');
  expect(picked(cerys)).toBe('');
  await cerys.press('Take back the last one');
  expect(cerys.page.status).toBe(200);
});

test('pictures that someone takes back stand on the board again, and no word stands in the box', async () => {
  const cerys = await atBoard('Cerys Bevan');
  for (const word of ['I', 'stop']) await cerys.press(word);
  await cerys.press('Send');
  const before = await sentBy('Cerys Bevan');
  await cerys.press('Take it back');
  expect(await sentBy('Cerys Bevan')).toHaveLength(before.length - 1);
  expect(picked(cerys)).toBe('I stop');
  await cerys.open(cerys.board.replace('/pictures', ''));
  expect(cerys.page.html).toMatch(/<textarea[^>]*><\/textarea>/);
});

test('a message is sent once, whoever presses Send again, and never without a picture', async () => {
  const cerys = await atBoard('Cerys Bevan');
  await cerys.press('Send');
  expect(cerys.page.status).toBe(400);
  expect(cerys.page.text).toContain('Choose a picture first.');
  await cerys.press('no');
  const form = cerys.page;
  await Promise.all(
    Array.from({ length: 5 }, () => {
      cerys.page = form;
      return cerys.press('Send');
    }),
  );
  expect(cerys.page.text).toContain('We sent your message to Tom Okafor.');
  expect(await sentBy('Cerys Bevan')).toEqual([['no']]);
});

test('after 40 pictures the board says to send them, and keeps them all', async () => {
  const cerys = await atBoard('Cerys Bevan');
  await cerys.press('I');
  await sql`update drafts set pictures = array_fill('more'::text, array[40])`.execute(demo.database.owner);
  await cerys.open(cerys.board);
  await cerys.press('stop');
  expect(cerys.page.status).toBe(400);
  expect(cerys.page.text).toContain('You have 40 pictures. Send this message first.');
  expect(picked(cerys).split(' ')).toHaveLength(40);
});

test('nobody gets to the board of a conversation that is not theirs, nor puts a picture on it', async () => {
  const cerys = await atBoard('Cerys Bevan');
  const form = cerys.page.html;
  const amirs = (await boardOf('Amir Khan')).split('/').at(-2) ?? '';
  expect((await cerys.open(await boardOf('Amir Khan'))).status).toBe(404);
  cerys.page.html = form.replaceAll(cerys.board.split('/').at(-2) ?? '', amirs);
  expect((await cerys.press('I')).status).toBe(404);
  const { rows } = await sql`select 1 from drafts`.execute(demo.database.owner);
  expect(rows).toEqual([]);
});

test('what is no picture is not kept', async () => {
  const cerys = await atBoard('Cerys Bevan');
  cerys.page.html = cerys.page.html.replace('value="want"', 'value="toString"');
  expect((await cerys.press('want')).status).toBe(400);
  await cerys.open(cerys.board);
  expect(picked(cerys)).toBe('');
});

test('whoever is not safe comes to people to call, signed in or not, with the lines of their area', async () => {
  const cerys = await atBoard('Cerys Bevan');
  await cerys.follow('I am not safe');
  expect(cerys.page.html).toContain('href="tel:999"');
  expect(cerys.page.html).toContain('href="tel:111"');
  expect(cerys.page.html).not.toContain('<form method="post" action="?_action=board');
  cerys.cookies.clear();
  cerys.cookies.set('area', 'staffordshire');
  await cerys.open(cerys.page.address);
  expect(cerys.page.text).toContain('Who to call in Staffordshire');
});

test('in a browser a press needs no new page, the focus stays on its tile, and the word is said', async () => {
  const page = await inBrowser('Cerys Bevan');
  await page.evaluate(() => document.documentElement.setAttribute('data-same', ''));
  await page.locator('[value=want]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-status]', { hasText: 'want' }).waitFor();
  // A hand that shakes, and then another press of the same tile.
  await page.evaluate(() => [1, 2, 3].forEach(() => document.querySelector<HTMLElement>('[value=more]')?.click()));
  await page.locator('[data-message="want more"]').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('[data-message="want more want"]').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('want');
  expect(await page.locator('html[data-same]').count()).toBe(1);
  await page.getByRole('button', { name: 'Take back the last one' }).click();
  await page.locator('[data-message="want more"]').waitFor();
  await page.locator('[data-status]', { hasText: 'Taken away: want.' }).waitFor();
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Send' }).click()]);
  expect((await sentBy('Cerys Bevan')).at(-1)).toEqual(['want', 'more']);
  await page.context().close();
});

test('where the service does not answer, the press is sent as a form, and nothing is lost', async () => {
  const page = await inBrowser('Cerys Bevan');
  await page.evaluate(() => (globalThis.fetch = () => Promise.reject(new Error('away'))));
  await Promise.all([page.waitForEvent('load'), page.locator('[value=want]').click()]);
  await page.locator('[data-message="want"]').waitFor();
  await page.context().close();
});

test('someone with a keyboard only says "I want home"', async () => {
  const page = await inBrowser('Cerys Bevan');
  let presses = 0;
  const press = async (key: string) => {
    presses += 1;
    await page.keyboard.press(key);
  };
  const goTo = async (words: string) => {
    for (const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim()); (await focused()) !== words;) {
      expect(presses).toBeLessThan(200);
      await press('Tab');
    }
  };
  await page.locator('#message').focus();
  for (const word of ['I', 'want']) {
    await goTo(word);
    await press('Enter');
    await page.locator('[data-status]', { hasText: word }).waitFor();
  }
  await page.locator('#message').focus();
  await goTo('Places');
  await Promise.all([page.waitForEvent('load'), press('Enter')]);
  await goTo('home');
  await press('Enter');
  await page.locator('[data-message="I want home"]').waitFor();
  await goTo('Send');
  await Promise.all([page.waitForEvent('load'), press('Enter')]);
  expect((await sentBy('Cerys Bevan')).at(-1)).toEqual(['I', 'want', 'home']);
  console.log(`With a keyboard: ${presses} presses for 3 pictures and sending them.`);
  await page.context().close();
});

test('someone with one switch sends "I want help", with the frame at 0.75 seconds', async () => {
  const page = await inBrowser('Cerys Bevan', { scan: '750' });
  let presses = 0;
  // They press when the frame is on what they want: first on its row, then on itself. Nobody sees and presses in less than 0.2 seconds.
  const choose = async (words: string) => {
    for (const isRow of [true, false]) {
      await page.waitForFunction(
        ([wanted, whole]) => {
          const framed = [...document.querySelectorAll('.framed')].map((each) => each.textContent.trim());
          const isThere = framed.includes(wanted) && (whole ? framed.length > 1 : framed.length === 1);
          const seen = globalThis as unknown as { since: number | undefined };
          seen.since = isThere ? (seen.since ?? performance.now()) : undefined;
          if (!seen.since || performance.now() - seen.since < 200) return false;
          seen.since = undefined;
          return true;
        },
        [words, isRow] as const,
      );
      presses += 1;
      await page.keyboard.press('Space');
    }
  };
  for (const word of ['I', 'want', 'help']) {
    await choose(word);
    await page.locator('[data-status]', { hasText: word }).waitFor();
  }
  await Promise.all([page.waitForEvent('load'), choose('Send')]);
  expect((await sentBy('Cerys Bevan')).at(-1)).toEqual(['I', 'want', 'help']);
  console.log(`With one switch: ${presses} presses for 3 pictures and sending them.`);
  await page.context().close();
});

test('someone with one switch who is not safe comes to people to call, and the frame goes on there', async () => {
  const page = await inBrowser('Cerys Bevan', { scan: '750' });
  const framed = (words: string) => page.locator('.framed', { hasText: words }).waitFor();
  await framed('I am not safe');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Space')]);
  expect(new URL(page.url()).pathname).toBe('/en/not-safe');
  await page.evaluate(() => {
    addEventListener('click', (event) => {
      event.preventDefault();
      document.title = (event.target as HTMLAnchorElement).href;
    });
  });
  await framed('Call 999');
  await page.keyboard.press('Enter');
  expect(await page.title()).toBe('tel:999');
  await page.context().close();
});

test('a device with a voice of its own says the message, and each word for whoever chose that; without one there is no button', async () => {
  const mute = await inBrowser('Cerys Bevan', { scan: 'off-say', voices: [faraway('en-GB')] });
  await mute.locator('[value=want]').click();
  await mute.locator('[data-message="want"]').waitFor();
  expect(await heardOn(mute)).toEqual([]);
  expect(await mute.getByRole('button', { name: 'Hear it' }).count()).toBe(0);
  await mute.context().close();

  const page = await inBrowser('Cerys Bevan', { scan: 'off-say', voices: [faraway('en-GB'), onDevice('en-GB')] });
  await page.getByRole('button', { name: 'Hear it' }).waitFor();
  for (const tile of ['want', 'help']) await page.locator(`[value=${tile}]`).click();
  await page.locator('[data-message="want help"]').waitFor();
  await page.getByRole('button', { name: 'Hear it' }).click();
  expect((await heardOn(page)).map(({ text, isLocal }) => [text, isLocal])).toEqual([
    ['want', true],
    ['help', true],
    ['want help', true],
  ]);
  await page.context().close();
});

test('a row that was chosen by mistake is left after it went by twice, a touch anywhere is the switch, and Escape stops it', async () => {
  const page = await inBrowser('Cerys Bevan', { scan: '750', width: 320 });
  const rows = page.locator('.framed').nth(1);
  await rows.waitFor();
  await page.locator('h1').click();
  await page.waitForFunction(() => document.querySelectorAll('.framed').length === 1);
  await rows.waitFor({ timeout: 15_000 });
  expect(await page.locator('[data-message=""]').count()).toBe(1);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Escape')]);
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('scan');
  expect(await page.locator('.framed').count()).toBe(0);
  await page.context().close();
});

test('on a small phone each tile is big enough for any finger, 3 in a row, in its place', async () => {
  const page = await inBrowser('Cerys Bevan', { width: 320 });
  const boxes = await page.locator('.tile').evaluateAll((tiles) => tiles.map((tile) => tile.getBoundingClientRect().toJSON() as DOMRect));
  expect(boxes).toHaveLength(12);
  for (const { width, height } of boxes) expect(Math.min(width, height)).toBeGreaterThanOrEqual(64);
  expect(new Set(boxes.map(({ left }) => left)).size).toBe(3);
  for (const [index, { left, top, right, bottom }] of boxes.entries()) {
    const next = boxes[index + 1];
    if (next && index % 3 < 2) expect(next.left - right).toBeGreaterThanOrEqual(8);
    if (next && index % 3 === 2) expect(next.top - bottom).toBeGreaterThanOrEqual(8);
    expect([left >= 0, top >= 0]).toEqual([true, true]);
  }
  const others = page.locator('.composer :is(.pages a, .commands :is(a, button), .not-safe a)');
  for (const { width, height } of await others.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON() as DOMRect)))
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(64);
  await page.context().close();
});
