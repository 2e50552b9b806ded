import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { enterAs } from '#tests/support/families.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import type { Visitor } from '#tests/support/visitor.ts';

// Someone who does not write says something with pictures.
const demo = demoService();
const chromium = realBrowser();

/** Someone before the board of their conversation, in a language. */
async function atBoard(who: string, language = 'en'): Promise<Visitor & { board: string }> {
  const person = await enterAs(demo, who);
  const { rows } = await sql<{ thread: string }>`
    select thread_id as thread from thread_members join people on people.id = person_id where name = ${who} limit 1`.execute(demo.database.owner);
  const board = `/${language}/family/messages/${rows[0]?.thread}/pictures`;
  await person.open(board);
  return Object.assign(person, { board });
}

/** Who reads it sees it 10 seconds after it was sent; here at once. */
async function letItArrive(): Promise<void> {
  await sql`update messages set arrives_at = sent_at`.execute(demo.database.owner);
}

/** The words of the strip. */
const picked = ({ page }: Visitor) => /data-message="([^"]*)"/.exec(page.html)?.[1];

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

  const tom = await enterAs(demo, 'Tom Okafor');
  await letItArrive();
  const thread = amir.board.split('/').at(-2);
  await tom.open(`/desk/messages/${thread}`);
  expect(tom.page.text).toContain('I want home');
  await tom.follow('Use pictures');
  await tom.press('yes');
  await tom.follow('Feelings');
  await tom.press('happy');
  await tom.press('Send');
  expect(tom.page.text).toContain('yes happy');
  await letItArrive();
  await amir.open(amir.page.address);
  expect(amir.page.text).toContain('ہاں خوش');
});

test('a tile pressed twice by a shaking hand is one, and pressed again on the next page is another', async () => {
  const cerys = await atBoard('Cerys Bevan');
  const before = cerys.page;
  await cerys.press('more');
  cerys.page = before;
  await cerys.press('more');
  expect(picked(cerys)).toBe('more');
  await Promise.all(
    Array.from({ length: 10 }, () => {
      return cerys.press('more');
    }),
  );
  await cerys.open(cerys.board);
  expect(picked(cerys)).toBe('more more');
});
