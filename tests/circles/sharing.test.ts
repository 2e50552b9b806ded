import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();
const born = (name: string, day: string) =>
  sql`update young_people set born_on = ${sql.raw(day)} from people where people.id = person_id and name = ${name}`.execute(demo.database.owner);

describe('from 16 the young person chooses', () => {
  test('Amir stops sharing his plan with his father, and it is gone at once; then shares it again', async () => {
    const imran = await enterAs(demo, 'Imran Khan');
    await imran.follow('Plan');
    expect(imran.page.text).toContain('I am honest and I never give up.');
    const amir = await enterAs(demo, 'Amir Khan');
    await amir.follow('Who can see this');
    await amir.follow('Change what Imran Khan can see');
    await amir.press('Keep this', { 'see plan': '' });
    expect(amir.page.status).toBe(200);
    expect(amir.page.text).toContain('We kept what you chose.');
    // As if there were none: no page, no link, no word of it.
    const plan = imran.page.address;
    expect((await imran.open(plan)).status).toBe(404);
    await imran.open('/en/family');
    expect(imran.page.text).not.toMatch(/plan/i);
    await amir.follow('Change what Imran Khan can see');
    await amir.press('Keep this', { 'see plan': 'on' });
    expect((await imran.open(plan)).text).toContain('I am honest and I never give up.');
  });

  test('his parents can not choose, and see only what they see themselves', async () => {
    const nadia = await enterAs(demo, 'Nadia Khan');
    await nadia.follow('Who can see this');
    expect(nadia.page.text).toContain('What you can see');
    expect(nadia.page.text).not.toMatch(/Imran|Change what|Family and others/);
    const amir = await demo.database.id('Amir Khan');
    expect((await nadia.open(`/en/family/sharing/${await demo.database.id('Imran Khan')}?about=${amir}`)).status).toBe(404);
    expect((await nadia.open(`/en/family/sharing/${await demo.database.id('Nadia Khan')}?about=${amir}`)).status).toBe(404);
  });

  test('pressed twice, and 10 times at once, it is one grant', async () => {
    const cerys = await enterAs(demo, 'Cerys Bevan');
    await cerys.follow('Who can see this');
    await cerys.follow('Change what Dilys Bevan can see');
    const form = cerys.page;
    const pressed = Array.from({ length: 10 }, () => {
      cerys.page = form;
      return cerys.press('Keep this', { 'see rating': 'on' });
    });
    for (const page of await Promise.all(pressed)) expect(page.status).toBe(200);
    const { rows } = await sql`select from grants where category = 'rating' and taken_back_by is null`.execute(demo.database.owner);
    expect(rows).toHaveLength(1);
  });
});

describe('under 16 a parent and the key worker choose together', () => {
  test('what a parent asks for waits for the key worker, who agrees; taking back needs only one of them', async () => {
    await sql`
      insert into people (name, known_as) values ('Jo Hartley', 'Jo');
      `.execute(demo.database.owner);
    const [jo, leo, sam] = await Promise.all(['Jo Hartley', 'Leo Hartley', 'Sam Hartley'].map((name) => demo.database.id(name)));
    await demo.database.owner
      .insertInto('circleMembers')
      .values({ youngPersonId: leo!, personId: jo!, relation: 'other family', fromDay: sql`today() - 9` })
      .execute();
    await sql`insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, given_by)
      values (${leo}, ${jo}, 'reviews', 'child', 'parental responsibility', ${sam}, ${await demo.database.id('Priya Nair')})`.execute(demo.database.owner);

    const carer = await enterAs(demo, 'Sam Hartley');
    await carer.open(`/en/family/sharing?about=${leo}`);
    expect(carer.page.text).toContain('You and the key worker choose together');
    await carer.follow('Change what Jo Hartley can see');
    await carer.press('Keep this', { 'see plan': 'on' });
    expect(carer.page.text).toContain('1 more waits for the key worker.');
    const joReads = async () => (await (await enterAs(demo, 'Jo Hartley')).open('/en/family/plan')).text;
    expect(await joReads()).not.toContain('Keep my day the same.');

    const priya = await enterAs(demo, 'Priya Nair');
    await priya.open('/desk');
    await priya.follow('A parent asked to share more about Leo');
    await priya.follow('Change what Jo Hartley can see');
    expect(priya.page.text).toContain('A parent asked for this. Tick it to agree.');
    await priya.press('Keep this', { 'see plan': 'on', agreedBy: sam! });
    expect(priya.page.text).toContain('We kept what you chose.');
    expect(await joReads()).toContain('Keep my day the same.');

    await carer.open(`/en/family/sharing?about=${leo}`);
    await carer.follow('Change what Jo Hartley can see');
    await carer.press('Keep this', { 'see plan': '' });
    expect(await joReads()).not.toContain('Keep my day the same.');
  });

  test('a child reads who can see what, and that others choose it with them', async () => {
    const maya = await enterAs(demo, 'Maya Hartley');
    await maya.follow('Who can see this');
    expect(maya.page.text).toContain('Your parent and your key worker choose this together with you.');
    expect(maya.page.text).toContain('Sam Hartley');
    expect(maya.page.text).not.toContain('Change what');
  });

  test('staff with an old check can take back, and not give', async () => {
    const priya = await enterAs(demo, 'Priya Nair');
    const maya = await demo.database.id('Maya Hartley');
    const sam = await demo.database.id('Sam Hartley');
    await priya.open(`/desk/families/${maya}/sharing/${sam}`);
    const form = priya.page;
    await sql`update sessions set fresh_at = now() - interval '6 minutes' where person_id = ${await demo.database.id('Priya Nair')}`.execute(
      demo.database.owner,
    );
    await priya.press('Keep this', { 'see rating': 'on' });
    expect(priya.page.status).toBeGreaterThanOrEqual(400);
    priya.page = form;
    await priya.press('Keep this', { 'see documents': '' });
    expect(priya.page.status).toBe(200);
    const { rows } = await sql<{ category: string }>`
      select category from grants where young_person_id = ${maya} and person_id = ${sam} and taken_back_by is null`.execute(demo.database.owner);
    expect(rows.map(({ category }) => category).toSorted()).toEqual(['contacts', 'hard times', 'messages', 'plan', 'reviews']);
  });
});

describe('birthdays', () => {
  test('half a year before 16 everyone is told, and the young person can choose ahead', async () => {
    await born('Maya Hartley', "(today() - interval '15 years 8 months')::date");
    const sam = await enterAs(demo, 'Sam Hartley');
    await sam.open(`/en/family/sharing?about=${await demo.database.id('Maya Hartley')}`);
    expect(sam.page.text).toContain('Maya is 16 soon');
    expect(sam.page.text).toContain('All sharing ends on that day.');
    const maya = await enterAs(demo, 'Maya Hartley');
    await maya.follow('Who can see this');
    expect(maya.page.text).toContain('You are 16 soon');
    await maya.follow('Choose what Sam Hartley can see from 16');
    await maya.press('Keep this', { 'see plan': 'on', 'see messages': 'on' });
    expect(maya.page.status).toBe(200);
    // Until then nothing changes.
    expect((await sam.open(`/en/family/sharing?about=${await demo.database.id('Maya Hartley')}`)).text).toContain('When things get hard');
  });

  test('on the day of 16 all ends but what was chosen again', async () => {
    await born('Maya Hartley', "(today() - interval '16 years')::date");
    const sam = await enterAs(demo, 'Sam Hartley');
    await sam.open(`/en/family/sharing?about=${await demo.database.id('Maya Hartley')}`);
    expect(sam.page.text).toContain("Maya's plan and goals Messages with the key worker People who work");
    await sam.open(`/en/family/plan?about=${await demo.database.id('Maya Hartley')}`);
    expect(sam.page.text).toContain('I am funny and I am kind to animals.');
    expect(sam.page.text).not.toContain('When things get hard');
    await born('Maya Hartley', "date '2014-03-09'");
  });

  test('the database and the page count the same half years', async () => {
    const { turningSoon } = await import('#circles/consent.ts');
    const { rows } = await sql<{ born: string; day: string; soon: boolean }>`
      select b::date::text as born, d::date::text as day, stage_on(b::date, d::date) <> stage_on(b::date, (d + interval '6 months')::date) as soon
      from generate_series(timestamp '2008-02-25', '2008-03-05', '1 day') b, generate_series(timestamp '2023-08-20', '2024-03-05', '1 day') d`.execute(
      demo.database.owner,
    );
    expect(rows.length).toBeGreaterThan(1500);
    for (const { born: on, day, soon } of rows) expect(turningSoon(on, day) !== undefined, `${on} on ${day}`).toBe(soon);
  });
});
