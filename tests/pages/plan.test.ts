import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { paths } from '#paths.ts';
import { enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';
import { visitor } from '#tests/support/visitor.ts';

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

describe('someone to whom only a part of all is shown', () => {
  test.each(['documents', 'hard times'])('reads their %s, and nothing of goals or a plan that is not for them', async (category) => {
    await addProfessional(`Reads ${category}`, category);
    const reader = await enterAs(demo, `Reads ${category}`);
    await reader.open(paths.plan('en', amir));
    expect(reader.page.status).toBe(200);
    expect(reader.page.text).not.toMatch(/My goals|no goals yet|Nothing is in the plan/);
  });
});

describe('words in another language than the page', () => {
  const old = 'Lubię piłkę.';
  beforeAll(async () => {
    await sql`update plan_sections set headline = '', words = ${old}, language = 'pl' where young_person_id = ${amir} and section = 'matters to me'`.execute(
      demo.database.owner,
    );
  });

  test('say so on the first page and in the choices; where there is no headline, the first words stand for it', async () => {
    const nadia = await enterAs(demo, 'Nadia Khan');
    expect(nadia.page.html).toMatch(new RegExp(`<p lang="pl" dir="auto">\\s*${old}`));
    await nadia.open(paths.planSay('en', amir, 'matters-to-me', 'not right'));
    expect(nadia.page.html).toMatch(new RegExp(`<span lang="pl" dir="auto">\\s*${old}`));
    await nadia.press('Send this to the key worker', { line: '0', words: 'No.' });
    expect(nadia.page.html).toMatch(new RegExp(`<p class="said[^>]* lang="pl" dir="auto"[^>]*>\\s*${old}`));
  });

  test('keep their language in the words of a link, a button and a heading', async () => {
    const steps = JSON.stringify([{ words: 'Find tools.', who: '', byDay: null, doneOn: null }]);
    await sql`update goals set steps = ${steps} where young_person_id = ${amir}`.execute(demo.database.owner);
    const nadia = await enterAs(demo, 'Nadia Khan');
    await nadia.open(paths.plan('cy', amir));
    const [, goal] = /Dweud eich dweud: <bdi lang="en">([^<]+)</.exec(nadia.page.html)!;
    await nadia.follow(`Dweud eich dweud: ${goal}`);
    expect(nadia.page.html).toMatch(new RegExp(`<h1[^>]* lang="en" dir="auto"[^>]*>\\s*${goal}`));
    expect(nadia.page.html).toContain('wneud: <bdi lang="en">Find tools.</bdi>');
    expect(nadia.page.text).toContain('Iaith y geiriau hyn: Saesneg');
  });

  test('a page that Amir shares has no empty line where there is no headline', async () => {
    const his = await enterAs(demo, 'Amir Khan');
    await his.open(paths.links('en', amir));
    await his.press('Make the link', { what: 'profile', forWhom: 'Art club', days: '1' });
    const reader = visitor(demo.origin);
    await reader.open(/\/en\/shared\/[\w-]{43}/.exec(his.page.text)![0]);
    await reader.press('Show me the page', { name: 'Jo Lee' });
    expect(reader.page.text).toContain(old);
    expect(reader.page.html).not.toMatch(/<p class="when"[^>]*>\s*<\/p>/);
  });

  test('what is taken out stands in the language that it was written in', async () => {
    const tom = await enterAs(demo, 'Tom Okafor');
    await tom.open(paths.deskPlanPart(amir, 'matters-to-me'));
    await tom.press('Put it in the plan', { headline: 'I like football.', words: '' });
    const his = await enterAs(demo, 'Amir Khan');
    await his.open(paths.planPart('en', amir, 'matters-to-me'));
    expect(his.page.html).toMatch(new RegExp(`Taken out\\s*</h3>\\s*<ul lang="pl"[^>]*>\\s*<li>${old}`));
  });
});
