import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { paths } from '#paths.ts';
import { enterAs } from '#tests/support/families.ts';
import { demoService, oneWindow, realBrowser } from '#tests/support/service.ts';

const demo = demoService();
const window = oneWindow(demo, realBrowser());
/** The part of the first page that answers in one look. */
const glance = (text: string) => /For you to do .*?(?= Start Plan )/.exec(text)?.[0].trim() ?? '';

test('Maya reads first what to do, then what is next, who to talk to and what is new, each one press away', async () => {
  const maya = await enterAs(demo, 'Maya Hartley');
  expect(glance(maya.page.text)).toMatch(
    /^For you to do Agree with the plan\? What is next in \d+ days\. \w+day \d+ \w+, 2:30pm Who to talk to Write to Priya What is new 1 new message$/,
  );
  await maya.follow('1 new message');
  expect(maya.page.text).toContain('Oh no! I hope it was an old one.');
  await maya.open(paths.family('en'));
  expect(glance(maya.page.text)).toContain('What is new Nothing is new.');
});

test('on a phone all of it is in one screen, also for a family whose child is in hospital', async () => {
  const { page, become } = window;
  const endsAt = async (who: string) => {
    await become(who, '');
    await page.goto(demo.origin + paths.family('en'));
    return page.locator('.glance').evaluate((answers) => answers.getBoundingClientRect().bottom);
  };
  // The lowest of the small phones; with a stay in hospital there is one answer more, and the screens of today's small phones.
  await page.setViewportSize({ width: 375, height: 667 });
  expect(await endsAt('Maya Hartley')).toBeLessThanOrEqual(667);
  await page.setViewportSize({ width: 375, height: 812 });
  for (const who of ['Amir Khan', 'Nadia Khan']) expect(await endsAt(who)).toBeLessThanOrEqual(812);
});

test('who agreed with everything, and got ready, has nothing to do', async () => {
  const maya = await demo.database.id('Maya Hartley');
  const sam = await demo.database.id('Sam Hartley');
  await sql`insert into plan_agreements (id, young_person_id, section_id, agrees, said_by) select uuidv7(), ${maya}, id, true, ${sam} from plan_sections where young_person_id = ${maya}`.execute(
    demo.database.owner,
  );
  await sql`insert into plan_agreements (id, young_person_id, goal_version, agrees, said_by) select uuidv7(), ${maya}, id, true, ${sam} from goals where young_person_id = ${maya}`.execute(
    demo.database.owner,
  );
  await sql`update recommendations set done_at = now() where young_person_id = ${maya}`.execute(demo.database.owner);
  const parent = await enterAs(demo, 'Sam Hartley');
  await parent.open(paths.family('en', maya));
  expect(glance(parent.page.text)).toContain('For you to do Nothing to do now.');
});

test('what the key worker changed while Nadia was away is new to her, and not to Imran where it is not shared with him', async () => {
  const amir = await demo.database.id('Amir Khan');
  const [nadia, imran] = [await enterAs(demo, 'Nadia Khan'), await enterAs(demo, 'Imran Khan')];
  await sql`update visits set seen_at = now() - interval '2 days'`.execute(demo.database.owner);
  const tom = await enterAs(demo, 'Tom Okafor');
  await tom.open(paths.deskPlanPart(amir, 'what-helps'));
  await tom.press('Put it in the plan', { words: 'Walk with me.' });
  await nadia.open(paths.family('en', amir));
  expect(glance(nadia.page.text)).toContain('The plan has new words');
  await imran.open(paths.family('en', amir));
  expect(glance(imran.page.text)).toContain('What is new');
  expect(glance(imran.page.text)).not.toContain('The plan has new words');
});
