import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { emailTo, enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();
const amirs = { name: 'amir khan', born: '2010-02-14', reasons: 'He called the office. Nobody else is here.' };

test('a worker looks at a neighbour only in an emergency, with the lead told and the family seeing it', async () => {
  const amir = await demo.database.id('Amir Khan');
  const priya = await enterAs(demo, 'Priya Nair');
  expect((await priya.open(`/desk/families/${amir}`)).status).toBe(404);
  await priya.open('/desk/emergency');
  await priya.press('Open this record now', { ...amirs, born: '2010-02-15' });
  expect([priya.page.status, priya.page.text]).toEqual([400, expect.stringContaining('We know nobody with this name and day of birth.')]);
  await priya.press('Open this record now', amirs);
  expect(priya.page.text).toContain('I am honest and I never give up.');
  // To read, not to act.
  for (const page of ['circle', 'decisions', 'restrictions', 'freeze', 'sharing'])
    expect((await priya.open(`/desk/families/${amir}/${page}`)).status, page).toBe(404);
  expect(
    await demo.database.as('Priya Nair', (db) =>
      db.selectFrom('messages').innerJoin('threads', 'threads.id', 'threadId').select('messages.id').where('youngPersonId', '=', amir).execute(),
    ),
  ).toEqual([]);
  await emailTo(demo.origin, 'gwen.ashby@example.org', 'Please sign in and look today.');

  const gwen = await enterAs(demo, 'Gwen Ashby');
  await gwen.open('/desk');
  await gwen.follow('Look back at an emergency about Amir');
  expect(gwen.page.text).toContain('Priya Nair');
  await gwen.press('I looked back at this', { finding: '' });
  expect(gwen.page.status).toBe(400);
  await gwen.press('I looked back at this', { finding: 'It was right.' });
  expect(gwen.page.text).toContain('Gwen Ashby looked back at this:');
});

test('after 60 minutes it is shut', async () => {
  const amir = await demo.database.id('Amir Khan');
  await sql`update break_glass set ends_at = now()`.execute(demo.database.owner);
  const priya = await enterAs(demo, 'Priya Nair');
  expect((await priya.open(`/desk/families/${amir}`)).status).toBe(404);
});

test('it needs a fresh check, and is told again when nobody looked back', async () => {
  const priya = await enterAs(demo, 'Priya Nair');
  await priya.open('/desk/emergency');
  const form = priya.page;
  await sql`update sessions set fresh_at = null where person_id = ${await demo.database.id('Priya Nair')}`.execute(demo.database.owner);
  await priya.press('Open this record now', amirs);
  expect(priya.page.status).toBeGreaterThanOrEqual(400);
  const again = await enterAs(demo, 'Priya Nair');
  again.page = form;
  await again.press('Open this record now', amirs);
  const { rows } = await sql<{ hours: number }>`
    select round(extract(epoch from run_at - now()) / 3600)::int as hours from graphile_worker.jobs where task_identifier = 'remindToLookBack'`.execute(
    demo.database.owner,
  );
  expect(rows).toContainEqual({ hours: 48 });
});

test('nobody looks back at their own look, and a family member has no such page', async () => {
  const gwen = await demo.database.id('Gwen Ashby');
  await sql`insert into break_glass (young_person_id, staff_id, reasons) values (${await demo.database.id('Amir Khan')}, ${gwen}, 'x')`.execute(
    demo.database.owner,
  );
  const looked = await demo.database.as('Gwen Ashby', (db) =>
    db.updateTable('breakGlass').set({ lookedBy: gwen, finding: 'fine' }).where('staffId', '=', gwen).executeTakeFirst(),
  );
  expect(looked.numUpdatedRows).toBe(0n);
  expect((await (await enterAs(demo, 'Sam Hartley')).open('/desk/emergency')).status).toBe(404);
});
