import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();

test('a new key worker sees the conversation, the one before sees nothing, and the family is told', async () => {
  const leo = await demo.database.id('Leo Hartley');
  const [tom, priya] = [await demo.database.id('Tom Okafor'), await demo.database.id('Priya Nair')];
  const before = await enterAs(demo, 'Priya Nair');
  const gwen = await enterAs(demo, 'Gwen Ashby');
  await gwen.open(`/desk/families/${leo}/hand-over`);
  await gwen.press('Hand over now');
  expect([gwen.page.status, gwen.page.text]).toEqual([400, expect.stringContaining('Choose the next key worker.')]);
  await gwen.press('Hand over now', { next: tom });
  expect(gwen.page.status).toBe(200);

  expect((await before.open(`/desk/families/${leo}`)).status).toBe(404);
  const { rows } = await sql<{ id: string }>`
    select t.id from threads t join thread_members m on m.thread_id = t.id and m.person_id = ${priya} where t.young_person_id = ${leo}`.execute(
    demo.database.owner,
  );
  for (const { id } of rows) expect((await before.open(`/desk/messages/${id}`)).status).toBe(404);
  const after = await enterAs(demo, 'Tom Okafor');
  for (const { id } of rows) expect((await after.open(`/desk/messages/${id}`)).text).toContain('Messages with Sam Hartley');
  const sam = await enterAs(demo, 'Sam Hartley');
  await sam.open(`/en/family/messages?about=${leo}`);
  expect(sam.page.text).toContain('Priya Nair left this conversation on');
  expect(sam.page.text).toContain('Tom Okafor came into this conversation on');
  expect(sam.page.text).toContain('Only you and Tom Okafor can read this.');
});

test('a worker who leaves is out everywhere in one step, and nobody is left without a key worker', async () => {
  const priya = await demo.database.id('Priya Nair');
  const maya = await demo.database.id('Maya Hartley');
  const tom = await demo.database.id('Tom Okafor');
  const worker = await enterAs(demo, 'Priya Nair');
  const gwen = await enterAs(demo, 'Gwen Ashby');
  await gwen.open('/desk/staff');
  await gwen.follow('Priya Nair leaves the service');
  await gwen.press('Priya Nair leaves now');
  expect([gwen.page.status, gwen.page.text]).toEqual([400, expect.stringContaining('Choose the next key worker.')]);
  expect((await worker.open(`/desk/families/${maya}`)).status).toBe(200);
  await gwen.press('Priya Nair leaves now', { [`next ${maya}`]: tom });
  expect(gwen.page.status).toBe(200);
  expect((await worker.open(`/desk/families/${maya}`)).text).toContain('Your email address');
  const { rows } = await sql<{ sessions: string; alone: string }>`
    select (select count(*) from sessions where person_id = ${priya} and ended_at is null) as sessions,
      (select count(*) from young_people where not has_key_worker(person_id)) as alone`.execute(demo.database.owner);
  expect(rows).toEqual([{ sessions: '0', alone: '0' }]);
});

test('the database itself leaves nobody without a key worker', async () => {
  const taken = sql`update circle_members set to_day = today() - 1 where relation = 'key worker' and young_person_id = ${await demo.database.id('Amir Khan')}`;
  await expect(taken.execute(demo.database.owner)).rejects.toMatchObject({ code: 'AS003' });
});

test('a key worker may not hand over, and sees no page for it', async () => {
  const tom = await enterAs(demo, 'Tom Okafor');
  const amir = await demo.database.id('Amir Khan');
  for (const page of [`/desk/families/${amir}/hand-over`, '/desk/staff', '/desk/new', `/desk/staff/${await demo.database.id('Gwen Ashby')}/leaving`])
    expect((await tom.open(page)).status, page).toBe(404);
  const asTom = demo.database.as('Tom Okafor', (db) => sql`select hand_over(${amir}, ${amir})`.execute(db));
  await expect(asTom).rejects.toMatchObject({ code: '42501' });
});

test('a team lead adds a young person, once for a form pressed twice', async () => {
  const gwen = await enterAs(demo, 'Gwen Ashby');
  await gwen.open('/desk/new');
  const form = gwen.page;
  const fields = { name: 'Ffion Price', knownAs: 'Ffion', born: '2012-05-06', area: 'staffordshire', next: await demo.database.id('Tom Okafor') };
  await gwen.press('Add this young person', { ...fields, born: '1980-05-06' });
  expect([gwen.page.status, gwen.page.text]).toEqual([400, expect.stringContaining('from 0 to 25 years old')]);
  for (let presses = 0; presses < 2; presses++) {
    gwen.page = form;
    await gwen.press('Add this young person', fields);
    expect(gwen.page.text).toContain('Who can see what about Ffion');
  }
  const { length } = await demo.database.owner.selectFrom('people').select('id').where('name', '=', 'Ffion Price').execute();
  expect(length).toBe(1);
});
