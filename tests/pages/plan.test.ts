import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { paths } from '#paths.ts';
import { enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();
let amir: string;
beforeAll(async () => {
  amir = await demo.database.id('Amir Khan');
});

/** Someone of a profession, in the circle of Amir, who may see just this of him. */
async function addProfessional(name: string, ...sees: string[]): Promise<void> {
  const { owner } = demo.database;
  const { id } = await owner.insertInto('people').values({ name, knownAs: name }).returning('id').executeTakeFirstOrThrow();
  await sql`insert into circle_members (young_person_id, person_id, relation, from_day) values (${amir}, ${id}, 'other professional', today() - 9)`.execute(
    owner,
  );
  for (const category of sees)
    await sql`insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, given_by)
      values (${amir}, ${id}, ${category}, stage_of(${amir}), 'young person', ${amir}, ${await demo.database.id('Tom Okafor')})`.execute(owner);
}

describe('a teacher who may read the plan, and has no say in it', () => {
  test('is asked nothing, and learns who agrees', async () => {
    await addProfessional('Noor Ali', 'plan');
    const noor = await enterAs(demo, 'Noor Ali');
    await noor.open(paths.plan('en', amir));
    expect(noor.page.text).not.toContain('Have your say');
    await noor.follow('See more about: What matters to me');
    expect(noor.page.text).toContain('Who agrees Amir has not said yet.');
    expect(noor.page.text).not.toMatch(/Do you agree|see what you choose|This is not right/);
  });

  test('is not told to start a part that has no words', async () => {
    await sql`update plan_sections set headline = '', words = '' where young_person_id = ${amir} and section = 'my strengths'`.execute(demo.database.owner);
    const page = paths.planPart('en', amir, 'my-strengths');
    expect((await (await enterAs(demo, 'Noor Ali')).open(page)).text).toMatch(/together with Amir and the family\.(?! You can start)/);
    expect((await (await enterAs(demo, 'Nadia Khan')).open(page)).text).toContain('together with Amir and the family. You can start.');
  });
});
