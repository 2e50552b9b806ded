import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { News } from '#notices/tellings.ts';
import { lastWords } from '#plans/agreement.ts';
import { sayIfAgreed, listAgreements } from '#plans/agreements.ts';
import { finishStep, writeGoal } from '#plans/goals.ts';
import { findPlan, listGoalVersions, listSectionVersions, writeSection } from '#plans/plans.ts';
import { answerRemark, listRemarks, makeRemark } from '#plans/remarks.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let maya: string;
let amir: string;
beforeAll(async () => {
  database = await makeDatabase();
  maya = await database.id('Maya Hartley');
  amir = await database.id('Amir Khan');
});
afterAll(() => database.close());

const newest = async (about: string, section: 'matters to me' | 'when things get hard', as = 'Tom Okafor') =>
  (await database.as(as, (db) => listSectionVersions(db, about, section)))[0]!;
const words = (replaces: string | undefined, text: string, id = randomUUID()) => ({
  id,
  youngPerson: maya,
  section: 'matters to me' as const,
  replaces,
  headline: 'My dog.',
  words: text,
  language: 'en' as const,
});

describe('the key worker writes the plan', () => {
  test('a new version takes the place of the old one, and the old one stays to be read', async () => {
    const before = await newest(maya, 'matters to me', 'Priya Nair');
    await database.as('Priya Nair', (db) => writeSection(db, words(before.id, 'I draw at night too.')));
    const plan = await database.as('Maya Hartley', (db) => findPlan(db, maya));
    expect(plan.sections.find(({ section }) => section === 'matters to me')?.words).toBe('I draw at night too.');
    const versions = await database.as('Maya Hartley', (db) => listSectionVersions(db, maya, 'matters to me'));
    expect(versions.map((version) => version.words)).toEqual(['I draw at night too.', before.words]);
  });

  test('two who write at once: the later one learns of it and loses nothing; the same form twice is one version', async () => {
    const before = await newest(maya, 'matters to me', 'Priya Nair');
    const first = words(before.id, 'Priya wrote this.');
    await database.as('Priya Nair', (db) => writeSection(db, first));
    await database.as('Priya Nair', (db) => writeSection(db, first));
    await expect(database.as('Gwen Ashby', (db) => writeSection(db, words(before.id, 'Gwen wrote this.')))).rejects.toMatchObject({ word: 'planChanged' });
    await expect(database.as('Priya Nair', (db) => writeSection(db, { ...first, words: 'Other words.' }))).rejects.toMatchObject({ word: 'planChanged' });
    expect((await newest(maya, 'matters to me', 'Priya Nair')).words).toBe('Priya wrote this.');
  });

  test.each(['Maya Hartley', 'Sam Hartley', 'Tom Okafor', 'Imran Khan'])('%s does not write it', async (name) => {
    const before = await newest(maya, 'matters to me', 'Priya Nair');
    await expect(database.as(name, (db) => writeSection(db, words(before.id, 'No.')))).rejects.toMatchObject({ code: '42501' });
  });

  test('nobody changes or takes away a version that is there', async () => {
    for (const act of [
      sql`update plan_sections set words = 'x'`,
      sql`delete from plan_sections`,
      sql`update goals set words = 'x'`,
      sql`delete from plan_remarks`,
    ])
      await expect(database.as('Priya Nair', (db) => act.execute(db))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a goal', () => {
  test('Maya ticks off a step of her own; pressed twice it is one version, and a stale page loses nothing', async () => {
    const goal = (await database.as('Maya Hartley', (db) => findPlan(db, maya))).goals[0]!;
    const id = randomUUID();
    const press = (form = id) =>
      database.as('Maya Hartley', (db) => finishStep(db, { id: form, youngPerson: maya, goal: goal.goalId, version: goal.id, step: 1 }));
    await press();
    await press();
    await expect(press(randomUUID())).rejects.toMatchObject({ word: 'planNewer' });
    const versions = await database.as('Maya Hartley', (db) => listGoalVersions(db, maya, goal.goalId));
    expect(versions).toHaveLength(2);
    expect(versions[0]!.steps[1]!.doneOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(versions[0]!.steps[2]!.doneOn).toBeNull();
  });

  test('a key worker of someone else ticks off nothing, and nor does whoever has no say', async () => {
    const goal = (await database.as('Maya Hartley', (db) => findPlan(db, maya))).goals[0]!;
    for (const name of ['Tom Okafor', 'Nadia Khan', 'Priya Nair'])
      await expect(
        database.as(name, (db) => finishStep(db, { id: randomUUID(), youngPerson: maya, goal: goal.goalId, version: goal.id, step: 2 })),
      ).rejects.toMatchObject({ code: '42501' });
  });

  test('the key worker says that it is done, and takes it back by a newer version', async () => {
    const form = {
      id: randomUUID(),
      youngPerson: maya,
      words: 'I want to swim.',
      whoHelps: 'Sam',
      byDay: '2027-03-01',
      state: 'done' as const,
      language: 'en' as const,
    };
    await database.as('Priya Nair', (db) => writeGoal(db, form, '2026-11-22'));
    await database.as('Priya Nair', (db) => writeGoal(db, { ...form, id: randomUUID(), goal: form.id, replaces: form.id, state: 'open' }, '2026-11-23'));
    const versions = await database.as('Priya Nair', (db) => listGoalVersions(db, maya, form.id));
    expect(versions.map(({ doneOn }) => doneOn)).toEqual([null, '2026-11-22']);
  });

  test('whoever goes back and mends a day, a helper or a step of it is told, and the same form again is one version', async () => {
    const form = { id: randomUUID(), youngPerson: maya, words: 'I want to cook.', whoHelps: 'Sam', byDay: '2027-03-01', 'step-0': 'Buy rice.' };
    const send = (mended = {}) => database.as('Priya Nair', (db) => writeGoal(db, { ...form, state: 'open', language: 'en', ...mended }, '2026-11-22'));
    await send();
    await send();
    for (const mended of [{ byDay: '2027-04-01' }, { whoHelps: 'Mia' }, { 'step-0': 'Buy beans.' }, { 'step-0-done': 'on' }, { state: 'done' }])
      await expect(send(mended)).rejects.toMatchObject({ word: 'keptBefore' });
    expect(await database.as('Priya Nair', (db) => listGoalVersions(db, maya, form.id))).toHaveLength(1);
  });
});

describe('what the family says about the plan', () => {
  const remark = (about: string, version: string | undefined, rest = {}) => ({
    id: randomUUID(),
    youngPerson: about,
    part: 'matters-to-me',
    version,
    kind: 'not right' as const,
    line: 1,
    words: 'It is Thursdays.',
    language: 'en' as const,
    ...rest,
  });

  test('two parents who live apart: neither learns that the other said something; Amir and his key worker read both', async () => {
    const version = await newest(amir, 'matters to me');
    await database.as('Nadia Khan', (db) => makeRemark(db, remark(amir, version.id, { words: 'Nadia says so.' })));
    await database.as('Imran Khan', (db) => makeRemark(db, remark(amir, version.id, { words: 'امران کی بات' })));
    const readBy = async (name: string) => (await database.as(name, (db) => listRemarks(db, amir))).map((each) => each.words);
    expect(await readBy('Nadia Khan')).toEqual(['Nadia says so.']);
    expect(await readBy('Imran Khan')).toEqual(['امران کی بات']);
    expect(await readBy('Ruth Adeyemi')).toEqual([]);
    for (const name of ['Amir Khan', 'Tom Okafor']) expect((await readBy(name)).toSorted()).toEqual(['Nadia says so.', 'امران کی بات']);
    expect(await readBy('Priya Nair')).toEqual([]);
    const [own] = await database.as('Imran Khan', (db) => listRemarks(db, amir));
    expect(own).toMatchObject({ sentence: 'I pray on Fridays.', sentenceLanguage: 'en', language: 'ur' });
  });

  test('whoever does not see hard times says nothing about them, also by their id', async () => {
    const version = await newest(amir, 'when things get hard');
    const said = remark(amir, version.id, { part: 'when-things-get-hard', kind: 'add', line: undefined });
    await expect(database.as('Imran Khan', (db) => makeRemark(db, said))).rejects.toMatchObject({ code: '42501' });
    await database.as('Nadia Khan', (db) => makeRemark(db, said));
    expect((await database.as('Imran Khan', (db) => listRemarks(db, amir))).map(({ section }) => section)).not.toContain('when things get hard');
  });

  test('the same form sent twice is one remark; with other words it says so', async () => {
    const version = await newest(amir, 'matters to me');
    const said = remark(amir, version.id, { words: 'Once.' });
    await database.as('Nadia Khan', (db) => makeRemark(db, said));
    await database.as('Nadia Khan', (db) => makeRemark(db, said));
    await expect(database.as('Nadia Khan', (db) => makeRemark(db, { ...said, words: 'Twice.' }))).rejects.toMatchObject({ word: 'messageChanged' });
    expect((await database.as('Nadia Khan', (db) => listRemarks(db, amir))).filter(({ id }) => id === said.id)).toHaveLength(1);
  });

  test('it is answered once: a second worker reads the first answer, and only staff of his answer', async () => {
    const [own] = await database.as('Imran Khan', (db) => listRemarks(db, amir));
    const answer = { id: own!.id, youngPerson: amir, answer: 'kept' as const, words: 'Amir says Fridays.', language: 'en' as const };
    await expect(database.as('Priya Nair', (db) => answerRemark(db, answer))).rejects.toMatchObject({ code: '42501' });
    await expect(database.as('Imran Khan', (db) => answerRemark(db, answer))).rejects.toMatchObject({ code: '42501' });
    await database.as('Tom Okafor', (db) => answerRemark(db, answer));
    await database.as('Tom Okafor', (db) => answerRemark(db, answer));
    await expect(database.as('Gwen Ashby', (db) => answerRemark(db, { ...answer, words: 'Something else.' }))).rejects.toMatchObject({
      word: 'answeredBefore',
    });
    const [seen] = await database.as('Imran Khan', (db) => listRemarks(db, amir));
    expect(seen).toMatchObject({ answer: 'kept', answerWords: 'Amir says Fridays.', answeredByName: 'Tom Okafor' });
  });

  test('the key workers get a notice, and then whoever said it, by the answer', async () => {
    const { rows } = await sql<{
      payload: { person: string; kind: string } | News[];
    }>`select payload from graphile_worker._private_jobs where key like 'remark %' or key like 'plan %'`.execute(database.owner);
    const told = rows.flatMap(({ payload }) => (Array.isArray(payload) ? payload.map(({ person }) => `${person} plan`) : `${payload.person} ${payload.kind}`));
    expect(told).toContain(`${await database.id('Tom Okafor')} remark`);
    expect(told).toContain(`${await database.id('Imran Khan')} plan`);
    expect(told).not.toContain(`${await database.id('Gwen Ashby')} remark`);
  });
});

describe('who agrees', () => {
  const agree = (about: string, version: string, agrees: 'yes' | 'no' = 'yes', part = 'matters-to-me') => ({
    id: randomUUID(),
    youngPerson: about,
    part,
    version,
    agrees,
  });

  test('Amir and his mother agree by name; his father learns of Amir only', async () => {
    const { id } = await newest(amir, 'matters to me');
    await database.as('Amir Khan', (db) => sayIfAgreed(db, agree(amir, id)));
    await database.as('Nadia Khan', (db) => sayIfAgreed(db, agree(amir, id, 'no')));
    const namesFor = async (name: string) => (await database.as(name, (db) => listAgreements(db, amir))).map((each) => `${each.name} ${each.agrees}`);
    expect(await namesFor('Imran Khan')).toEqual(['Amir Khan true']);
    expect(await namesFor('Nadia Khan')).toEqual(['Amir Khan true', 'Nadia Khan false']);
    expect(await namesFor('Tom Okafor')).toEqual(['Amir Khan true', 'Nadia Khan false']);
    expect(await namesFor('Priya Nair')).toEqual([]);
  });

  test('someone who presses yes and then no on one page is heard: the last word counts, and each press once', async () => {
    const { id } = await newest(amir, 'matters to me');
    const form = agree(amir, id);
    for (const agrees of ['yes', 'yes', 'no', 'no', 'yes', 'no'] as const) await database.as('Nadia Khan', (db) => sayIfAgreed(db, { ...form, agrees }));
    const said = (await database.as('Nadia Khan', (db) => listAgreements(db, amir))).filter(({ name }) => name === 'Nadia Khan');
    expect(said.slice(-4).map(({ agrees }) => agrees)).toEqual([true, false, true, false]);
    expect(lastWords(said, id)).toMatchObject([{ agrees: false }]);
  });

  test('nobody agrees with words that have changed since they read them', async () => {
    const before = await newest(maya, 'matters to me', 'Priya Nair');
    await database.as('Priya Nair', (db) => writeSection(db, words(before.id, 'Newer.')));
    await expect(database.as('Maya Hartley', (db) => sayIfAgreed(db, agree(maya, before.id)))).rejects.toMatchObject({ word: 'planNewer' });
  });

  test('staff agree in nobody’s place', async () => {
    const { id } = await newest(amir, 'matters to me');
    await expect(database.as('Tom Okafor', (db) => sayIfAgreed(db, agree(amir, id)))).rejects.toMatchObject({ code: '42501' });
    await expect(
      database.as('Nadia Khan', async (db) =>
        db
          .insertInto('planAgreements')
          .values({ id: randomUUID(), youngPersonId: amir, sectionId: id, agrees: true, saidBy: await database.id('Amir Khan') })
          .execute(),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
