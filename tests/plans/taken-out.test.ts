import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRecord } from '#people/records.ts';
import type { NewAgreement } from '#plans/agreement.ts';
import { sayIfAgreed } from '#plans/agreements.ts';
import { writeGoal } from '#plans/goals.ts';
import { listGoalVersions, listSectionVersions, writeSection } from '#plans/plans.ts';
import type { NewRemark } from '#plans/remark.ts';
import { listRemarks, makeRemark } from '#plans/remarks.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let amir: string;
afterAll(() => database.close());

describe('a street that Tom wrote by mistake and took out again', () => {
  const street = 'Mum lives in Harbour Street now.';
  let first: string;
  let goal: string;
  let goalVersion: string;
  beforeAll(async () => {
    database = await makeDatabase();
    amir = await database.id('Amir Khan');
    const section = { youngPerson: amir, section: 'people in my life' as const, headline: '', language: 'en' as const };
    first = randomUUID();
    await database.as('Tom Okafor', (db) => writeSection(db, { ...section, id: first, replaces: undefined, words: `Mum.\n${street}` }));
    await database.as('Tom Okafor', (db) => writeSection(db, { ...section, id: randomUUID(), replaces: first, words: 'Mum.' }));
    const step = { youngPerson: amir, whoHelps: 'Tom', byDay: '2027-03-01', state: 'open' as const, language: 'en' as const };
    goal = goalVersion = randomUUID();
    await database.as('Tom Okafor', (db) => writeGoal(db, { ...step, id: goal, words: street }, '2026-11-22'));
    await database.as('Tom Okafor', (db) => writeGoal(db, { ...step, id: randomUUID(), goal, replaces: goal, words: 'Visit Mum.' }, '2026-11-22'));
  });
  const readBy = (name: string) =>
    database.as(name, async (db) => [
      ...(await listSectionVersions(db, amir, 'people in my life')).map((version) => version.words),
      ...(await listGoalVersions(db, amir, goal)).map((version) => version.words),
    ]);
  const stale = (rest: object) => ({ id: randomUUID(), youngPerson: amir, part: 'people-in-my-life', version: first, ...rest });

  test('his father, who lives apart, reads what stands and never what stood', async () => {
    for (const name of ['Imran Khan', 'Nadia Khan', 'Ruth Adeyemi']) expect(await readBy(name), name).toEqual(['Mum.', 'Visit Mum.']);
    const rows = await database.as('Imran Khan', async (db) => {
      await openRecord(db, amir, 'plan');
      return sql`select words from plan_sections union all select words from goals`.execute(db);
    });
    expect(rows.rows.length).toBeGreaterThan(2);
    expect(JSON.stringify(rows.rows)).not.toContain('Harbour Street');
  });

  test('Amir and who works for him read both', async () => {
    for (const name of ['Amir Khan', 'Tom Okafor', 'Gwen Ashby']) expect(await readBy(name), name).toEqual(['Mum.', `Mum.\n${street}`, 'Visit Mum.', street]);
  });

  test('a parent whose page is from before learns that something is new, and keeps nothing about words that are gone', async () => {
    const remark = { kind: 'not right' as const, line: 1, words: 'No.', language: 'en' as const };
    for (const form of [stale(remark), stale({ ...remark, part: goal, version: goalVersion, line: 0 })])
      await expect(database.as('Imran Khan', (db) => makeRemark(db, form as NewRemark))).rejects.toMatchObject({ field: 'line', word: 'planChanged' });
    for (const form of [stale({ agrees: 'yes' }), stale({ agrees: 'yes', part: goal, version: goalVersion })])
      await expect(database.as('Imran Khan', (db) => sayIfAgreed(db, form as NewAgreement))).rejects.toMatchObject({ word: 'planNewer' });
    // What is not about a sentence needs none.
    for (const part of ['people-in-my-life', goal])
      await database.as('Imran Khan', (db) => makeRemark(db, stale({ ...remark, part, kind: 'add', line: undefined }) as NewRemark));
    await database.as('Amir Khan', (db) => makeRemark(db, stale(remark) as NewRemark));
    expect((await database.as('Tom Okafor', (db) => listRemarks(db, amir)))[0]).toMatchObject({ sentence: street });
  });
});
