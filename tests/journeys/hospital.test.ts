import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { emailTo, enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();
const dayFrom = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const nothing = { contactName: '', contactPhone: '', visiting: '', advocateName: '', advocatePhone: '', leavesOn: '', aftercare: '' };
const stayForm = { ...nothing, ward: 'Ash ward', hospital: 'Elm Hospital', admittedOn: dayFrom(-1), isDetained: 'no', why: 'Cerys is safe on the ward now.' };
const count = async (table: string, name: string) => {
  const { rows } = await sql<{ n: string }>`select count(*) as n from ${sql.table(table)} where young_person_id = ${await demo.database.id(name)}`.execute(
    demo.database.owner,
  );
  return Number(rows[0]?.n);
};

describe('while Amir is in hospital', () => {
  test('his first page says so first, and his hospital page speaks to him', async () => {
    const amir = await enterAs(demo, 'Amir Khan');
    expect(amir.page.html.indexOf('You are in hospital')).toBeLessThan(amir.page.html.indexOf('What is next'));
    await amir.follow('See the hospital page');
    for (const words of [
      'Where you are',
      'Oakfield Hospital',
      'The Mental Health Act says that you have to stay for now.',
      'Ask for Sister Joan, the ward manager.',
      'When people can visit you',
      'Your advocate Ruth Adeyemi',
      'Tom Okafor came on',
      'The plan is',
      'Done: 1 of 3.',
      'Some people get free aftercare',
      'It comes after some kinds of stay in hospital, and not after all.',
      'Ask your key worker if you get aftercare.',
    ])
      expect(amir.page.text).toContain(words);
    expect(amir.page.html).toContain('href="tel:01632960200"');
    expect(amir.page.text).not.toContain('Take out');
  });

  test('his mother, who may see places, reads it with his name', async () => {
    const nadia = await enterAs(demo, 'Nadia Khan');
    expect(nadia.page.text).toContain('Amir is in hospital');
    await nadia.follow('See the hospital page');
    expect(nadia.page.text).toContain('The Mental Health Act says that Amir has to stay for now.');
    expect(nadia.page.text).toContain('Amir spends a weekend at home.');
  });

  test('his father, who may not, has no page, no link and no word of it', async () => {
    const imran = await enterAs(demo, 'Imran Khan');
    expect(imran.page.html).not.toMatch(/family\/hospital|in hospital|Oakfield|Willow/);
    const amir = await demo.database.id('Amir Khan');
    for (const path of ['/en/family/hospital', `/en/family/hospital?about=${amir}`]) {
      await imran.open(path);
      expect(imran.page.status).toBe(404);
      expect(imran.page.html).not.toMatch(/Oakfield|Willow|Sister Joan/);
    }
    expect((await imran.open('/en/family/people')).text).not.toMatch(/Oakfield|Willow|Nadia/);
  });

  test('the key worker of someone else changes nothing of it', async () => {
    const priya = await enterAs(demo, 'Priya Nair');
    const [amir, maya] = [await demo.database.id('Amir Khan'), await demo.database.id('Maya Hartley')];
    expect((await priya.open(`/desk/families/${amir}/hospital`)).status).toBe(404);
    await priya.open(`/desk/families/${maya}/hospital`);
    await priya.press('Keep this stay', { ...stayForm, youngPerson: amir });
    expect(priya.page.status).toBe(404);
    expect(await count('hospital_stays', 'Amir Khan')).toBe(1);
  });
});

describe('someone comes into hospital and goes home', () => {
  test('from the desk to her first page, and back to the usual one', async () => {
    const cerys = await demo.database.id('Cerys Bevan');
    const own = await enterAs(demo, 'Cerys Bevan');
    expect(own.page.text).not.toContain('You are in hospital');
    expect((await own.open('/en/family/hospital')).status).toBe(404);

    const tom = await enterAs(demo, 'Tom Okafor');
    await tom.open(`/desk/families/${cerys}/hospital`);
    const form = tom.page;
    await tom.press('Keep this stay', { ...stayForm, why: '' });
    expect(tom.page.status).toBe(400);
    expect(tom.page.html).toContain('value="Elm Hospital"');
    expect(await count('hospital_stays', 'Cerys Bevan')).toBe(0);
    // A shaking hand presses twice, at once.
    await Promise.all(
      [1, 2, 3].map(() => {
        tom.page = form;
        return tom.press('Keep this stay', stayForm);
      }),
    );
    expect(tom.page.text).toContain('We kept it. The family sees it now.');
    expect([await count('hospital_stays', 'Cerys Bevan'), await count('ratings', 'Cerys Bevan')]).toEqual([1, 3]);

    await tom.press('Add this step', { words: 'A safe lock on the door.', helper: 'Tom', byDay: dayFrom(9) });
    await tom.press('Add this visit', { visitor: 'Tom Okafor', dueOn: dayFrom(3) });
    await tom.press('Note as done: A safe lock on the door.');
    const [visit] = await demo.database.owner.selectFrom('hospitalVisits').select('id').where('youngPersonId', '=', cerys).execute();
    await tom.press('Note this visit', { visit: visit!.id, doneOn: dayFrom(2) });
    expect(tom.page.status).toBe(400);
    expect(tom.page.text).toContain('Choose today or a day before.');
    await tom.press('Note this visit', { visit: visit!.id, doneOn: dayFrom(0) });

    await own.open('/en/family');
    expect(own.page.text).toContain('You are in hospital');
    await own.follow('See the hospital page');
    expect(own.page.text).toContain('A safe lock on the door.');
    expect(own.page.text).toContain('Done: 1 of 1.');
    expect(own.page.text).toContain('Tom Okafor came on');
    const dilys = await enterAs(demo, 'Dilys Bevan');
    expect(dilys.page.text).not.toMatch(/in hospital|Elm Hospital/);

    const [step, call] = [await enterAs(demo, 'Tom Okafor'), await enterAs(demo, 'Tom Okafor')];
    for (const tab of [step, call]) await tab.open(`/desk/families/${cerys}/hospital`);
    await tom.follow('Cerys goes home');
    await tom.press('Write down that Cerys left hospital', { leftOn: dayFrom(-9), colour: 'amber', why: 'Home, and it is new.' });
    expect(tom.page.status).toBe(400);
    expect(tom.page.html).toContain('Home, and it is new.</textarea>');
    await tom.press('Write down that Cerys left hospital', { leftOn: dayFrom(0), colour: 'amber', why: 'Home, and it is new.' });
    expect(tom.page.text).toContain('Cerys is not in hospital now.');
    // Whoever wrote in another tab meanwhile gets the words back, in their own form.
    await step.press('Add this step', { words: 'A ramp at the door.', helper: 'Nan', byDay: '' });
    await call.press('Add this visit', { visitor: 'Gwen Ashby', dueOn: dayFrom(4) });
    for (const [tab, field, words] of [
      [step, 'words', 'A ramp at the door.</textarea>'],
      [call, 'visitor', 'value="Gwen Ashby"'],
    ] as const) {
      expect(tab.page.status).toBe(400);
      expect(tab.page.html).toContain(words);
      expect(tab.page.html).toMatch(new RegExp(`href="#${field}"[^>]*>\\s*Someone else changed this while you wrote`));
      expect(tab.page.html).toContain(`id="${field}-error"`);
    }
    expect(call.page.text).not.toContain('Add this step');

    await own.open('/en/family');
    expect(own.page.text).not.toContain('You are in hospital');
    expect((await own.open('/en/family/hospital')).status).toBe(404);
    const ratings = await demo.database.owner
      .selectFrom('ratings')
      .select(['rating', 'why'])
      .where('youngPersonId', '=', cerys)
      .orderBy('since', 'desc')
      .orderBy('setAt', 'desc')
      .limit(2)
      .execute();
    expect(ratings).toEqual([
      { rating: 'amber', why: 'Home, and it is new.' },
      { rating: 'blue', why: 'Cerys is safe on the ward now.' },
    ]);
  });

  test('a step that staff took out is on no page, and stays in the table', async () => {
    const amir = await demo.database.id('Amir Khan');
    const tom = await enterAs(demo, 'Tom Okafor');
    await tom.open(`/desk/families/${amir}/hospital`);
    await tom.press('Add this step', { words: 'Wrong person.', helper: '', byDay: '' });
    await tom.press('Take out: Wrong person.');
    expect(tom.page.text).not.toContain('Wrong person.');
    const { rows } = await sql`select from discharge_steps where words = 'Wrong person.' and taken_out_by is not null`.execute(demo.database.owner);
    expect(rows).toHaveLength(1);
  });
});

test('two key workers change a stay at once: the second one gets their words back, reads the change, and can keep theirs', async () => {
  const amir = await demo.database.id('Amir Khan');
  const [tom, gwen] = [await enterAs(demo, 'Tom Okafor'), await enterAs(demo, 'Gwen Ashby')];
  await tom.open(`/desk/families/${amir}/hospital/change`);
  await gwen.open(`/desk/families/${amir}/hospital/change`);
  const form = gwen.page;
  const kept = { ...nothing, ward: 'Willow ward', hospital: 'Oakfield Hospital', admittedOn: dayFrom(-26), leavesOn: dayFrom(40) };
  const fields = { ...kept, aftercare: 'A nurse comes each day.' };
  await gwen.press('Keep this', fields);
  expect(gwen.page.status).toBe(200);
  // The same press again is the same change.
  gwen.page = form;
  await gwen.press('Keep this', fields);
  expect(gwen.page.status).toBe(200);

  await tom.press('Keep this', { ...kept, ward: 'Rowan ward', aftercare: 'Tom comes each week.' });
  expect(tom.page.status).toBe(400);
  expect(tom.page.text).toContain('Someone else changed this while you wrote.');
  expect(tom.page.text).toContain('A nurse comes each day.');
  expect(tom.page.html).toContain('value="Rowan ward"');
  await tom.press('Keep this', { ...kept, ward: 'Rowan ward', aftercare: 'Tom comes each week.' });
  expect(tom.page.status).toBe(200);
  expect(tom.page.text).toContain('Rowan ward');
});

test('what staff wrote stays in its language: an Urdu line in an English page is marked, and runs from the right', async () => {
  const amir = await demo.database.id('Amir Khan');
  const tom = await enterAs(demo, 'Tom Okafor');
  await tom.open(`/desk/families/${amir}/hospital`);
  await tom.press('Add this step', { words: 'گھر میں ایک خاموش کمرہ', helper: '', byDay: '' });
  const nadia = await enterAs(demo, 'Nadia Khan');
  await nadia.follow('See the hospital page');
  expect(nadia.page.html).toMatch(/lang="ur" dir="auto"[^>]*>\s*گھر میں ایک خاموش کمرہ/);
  expect(nadia.page.text).toContain('These words are in Urdu.');
});

test('news of the rating goes to those who may see it, and the email says nothing of it', async () => {
  const [amir, nadia] = [await demo.database.id('Amir Khan'), await demo.database.id('Nadia Khan')];
  await sql`insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, given_by)
    values (${amir}, ${nadia}, 'rating', stage_of(${amir}), 'young person', ${amir}, ${amir})`.execute(demo.database.owner);
  const tom = await enterAs(demo, 'Tom Okafor');
  await tom.open(`/desk/families/${amir}/rating`);
  await tom.press('Change the rating', { rating: 'blue', why: 'Still on the ward. The day of going home is near.' });
  expect(tom.page.text).toContain('We kept the rating.');
  const { subject, body } = await emailTo(demo.origin, 'nadia.khan@example.org');
  expect(`${subject} ${body}`).not.toMatch(/blue|ward|rating|Amir|register/i);
  const inbox = await (await fetch(`${demo.origin}/demo/inbox.json`)).text();
  expect(inbox).not.toMatch(/imran\.khan|amir\.khan/);
});

describe('two key workers with the same page open', () => {
  test('note a visit on 2 days: the first day stays, with who noted it, and the second one reads that', async () => {
    const amir = await demo.database.id('Amir Khan');
    const [tom, gwen] = [await enterAs(demo, 'Tom Okafor'), await enterAs(demo, 'Gwen Ashby')];
    await tom.open(`/desk/families/${amir}/hospital`);
    await tom.press('Add this visit', { visitor: 'Both of us', dueOn: dayFrom(0) });
    const find = () => demo.database.owner.selectFrom('hospitalVisits').selectAll().where('who', '=', 'Both of us').executeTakeFirstOrThrow();
    const { id: visit } = await find();
    await gwen.open(`/desk/families/${amir}/hospital`);
    const form = tom.page;
    for (const _ of ['once', 'again']) {
      tom.page = form;
      await tom.press('Note this visit', { visit, doneOn: dayFrom(-1) });
      expect(tom.page.status).toBe(200);
    }
    await gwen.press('Note this visit', { visit, doneOn: dayFrom(0) });
    expect(gwen.page.status).toBe(400);
    expect(gwen.page.text).toContain('Someone else changed this while you wrote.');
    expect(await find()).toMatchObject({ doneOn: dayFrom(-1), doneBy: await demo.database.id('Tom Okafor'), doneAt: expect.any(Date) as Date });
  });

  test('write that he went home: the reasons of the first one stand, and the second one gets the words back', async () => {
    const amir = await demo.database.id('Amir Khan');
    const [tom, gwen] = [await enterAs(demo, 'Tom Okafor'), await enterAs(demo, 'Gwen Ashby')];
    for (const worker of [tom, gwen]) await worker.open(`/desk/families/${amir}/hospital/home`);
    const form = tom.page;
    const home = { leftOn: dayFrom(0), colour: 'red', why: 'Home, and not safe yet.' };
    const before = await count('ratings', 'Amir Khan');
    const pressed = await Promise.all([1, 2].map(() => ((tom.page = form), tom.press('Write down that Amir left hospital', home))));
    expect(pressed.map(({ status }) => status)).toEqual([200, 200]);
    await gwen.press('Write down that Amir left hospital', { ...home, colour: 'green', why: 'All is well.' });
    expect(gwen.page.status).toBe(400);
    expect(gwen.page.text).toContain('Someone else changed this while you wrote.');
    expect(gwen.page.html).toContain('All is well.</textarea>');
    expect(await count('ratings', 'Amir Khan')).toBe(before + 1);
  });
});
