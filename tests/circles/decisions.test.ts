import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();
const inAYear = () => new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
const at = async (name: string, page: string) => `/desk/families/${await demo.database.id(name)}/${page}`;

test('under 16, a Gillick decision gives the choice to the young person at once', async () => {
  const maya = await enterAs(demo, 'Maya Hartley');
  const priya = await enterAs(demo, 'Priya Nair');
  await priya.open(await at('Maya Hartley', 'decisions'));
  await priya.press('Keep this decision', { kind: 'gillick', reasons: 'We talked twice. She explained it back.', lookAgainOn: inAYear() });
  expect(priya.page.text).toContain('Maya decides who can see what.');
  await maya.follow('Who can see this');
  expect(maya.page.text).toContain('You choose who can see your things.');
  const sam = await enterAs(demo, 'Sam Hartley');
  await sam.open(`/en/family/sharing?about=${await demo.database.id('Maya Hartley')}`);
  expect(sam.page.text).not.toContain('Change what');
  await priya.open(await at('Maya Hartley', 'decisions'));
  await priya.press('End this decision now');
  expect((await maya.open('/en/family/sharing')).text).not.toContain('You choose who can see your things.');
});

test('a decision without reasons, or with a day that is past, says what to do and keeps the words', async () => {
  const priya = await enterAs(demo, 'Priya Nair');
  await priya.open(await at('Maya Hartley', 'decisions'));
  await priya.press('Keep this decision', { kind: 'gillick', reasons: ' ', lookAgainOn: inAYear() });
  expect([priya.page.status, priya.page.text]).toEqual([400, expect.stringContaining('Write your reasons first.')]);
  await priya.press('Keep this decision', { kind: 'gillick', reasons: 'My words.', lookAgainOn: '2020-01-01' });
  expect([priya.page.status, priya.page.text]).toEqual([400, expect.stringContaining('Choose a day after today')]);
  expect(priya.page.html).toContain('My words.</textarea>');
});

test('from 16, a decision on capacity holds only with a second member of staff, and ends by itself after its day', async () => {
  const cerys = await enterAs(demo, 'Cerys Bevan');
  const decides = async () => (await cerys.open('/en/family/sharing')).text.includes('You choose who can see your things.');
  const tom = await enterAs(demo, 'Tom Okafor');
  await tom.open(await at('Cerys Bevan', 'decisions'));
  await tom.press('Keep this decision', { kind: 'capacity', reasons: 'She is very ill now.', lookAgainOn: inAYear() });
  expect(tom.page.text).toContain('This waits for a second member of staff.');
  expect(tom.page.text).not.toContain('Confirm this decision');
  expect(await decides()).toBe(true);

  const gwen = await enterAs(demo, 'Gwen Ashby');
  await gwen.open('/desk');
  await gwen.follow('Confirm a decision about Cerys');
  await gwen.press('Confirm this decision');
  expect(gwen.page.text).toContain('This holds now.');
  expect(await decides()).toBe(false);
  // Best for her: her grandmother sees the hard times too, on the key worker's word.
  const dilys = await demo.database.id('Dilys Bevan');
  await tom.open(`${await at('Cerys Bevan', 'sharing')}/${dilys}`);
  await tom.press('Keep this', { 'see hard times': 'on' });
  const nan = await enterAs(demo, 'Dilys Bevan');
  expect((await nan.open('/en/family/plan')).text).toContain('I stop answering. Please keep trying.');

  await sql`update decisions set look_again_on = today() - 1`.execute(demo.database.owner);
  expect((await nan.open('/en/family/plan')).text).not.toContain('I stop answering. Please keep trying.');
  expect(await decides()).toBe(true);
});

test('a restriction needs two, beats every grant, is seen by nobody else, and stays until two lift it', async () => {
  const imran = await enterAs(demo, 'Imran Khan');
  const reads = async () => (await imran.open('/en/family/plan')).text.includes('I am honest and I never give up.');
  const tom = await enterAs(demo, 'Tom Okafor');
  const gwen = await enterAs(demo, 'Gwen Ashby');
  await tom.open(await at('Amir Khan', 'restrictions'));
  const words = { person: await demo.database.id('Imran Khan'), why: 'court order', reasons: 'The court said so.', lookAgainOn: inAYear() };
  await tom.press('Set this restriction', words);
  expect([tom.page.status, tom.page.text]).toEqual([400, expect.stringContaining('Tick one or more.')]);
  await tom.press('Set this restriction', { ...words, 'see plan': 'on', 'see hard times': 'on' });
  expect(tom.page.text).toContain('It closes nothing yet.');
  expect(await reads()).toBe(true);
  await gwen.open('/desk');
  await gwen.follow('Confirm a restriction about Amir');
  await gwen.press('Confirm the restriction for Imran Khan');
  expect(await reads()).toBe(false);
  expect(imran.page.text).not.toMatch(/restrict|court|may not|closed/i);
  // Amir shares it again, and it stays closed.
  const amir = await enterAs(demo, 'Amir Khan');
  await amir.follow('Who can see this');
  await amir.follow('Change what Imran Khan can see');
  expect(amir.page.text).toContain('This is not open now. Your key worker can tell you more.');
  await amir.press('Keep this', { 'see plan': 'on', 'see rating': 'on' });
  expect(await reads()).toBe(false);
  await sql`update restrictions set look_again_on = today() - 1`.execute(demo.database.owner);
  expect(await reads()).toBe(false);

  await gwen.open(await at('Amir Khan', 'restrictions'));
  await gwen.press('Ask to lift the restriction for Imran Khan');
  expect(gwen.page.text).not.toContain('Lift the restriction for Imran Khan');
  expect(await reads()).toBe(false);
  await tom.open('/desk');
  await tom.follow('Someone asked to lift a restriction about Amir');
  await tom.press('Lift the restriction for Imran Khan');
  expect(await reads()).toBe(true);
});

test('a freeze shuts out everyone but staff, at once, with no check; opening again needs one', async () => {
  const nadia = await enterAs(demo, 'Nadia Khan');
  const amir = await enterAs(demo, 'Amir Khan');
  const tom = await enterAs(demo, 'Tom Okafor');
  await sql`update sessions set fresh_at = null where person_id = ${await demo.database.id('Tom Okafor')}`.execute(demo.database.owner);
  await tom.open(await at('Amir Khan', 'freeze'));
  await tom.press('Freeze these pages now', { reasons: 'Someone else used his phone.' });
  expect(tom.page.text).toContain('These pages are frozen');
  for (const person of [nadia, amir]) {
    expect((await person.open('/en/family')).text).toContain('There is no page for you to see yet.');
    expect((await person.open(`/en/family/plan?about=${await demo.database.id('Amir Khan')}`)).status).toBe(404);
  }
  expect((await tom.open(await at('Amir Khan', 'circle'))).status).toBe(200);
  const fresh = await enterAs(demo, 'Tom Okafor');
  await fresh.open(await at('Amir Khan', 'freeze'));
  await fresh.press('Open these pages again');
  expect((await amir.open('/en/family')).text).toContain('Hello, Amir');
});
