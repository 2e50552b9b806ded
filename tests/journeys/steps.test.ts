import { describe, expect, test } from 'vitest';
import { paths } from '#paths.ts';
import { enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';
import { textOf, type Visitor } from '#tests/support/visitor.ts';

const demo = demoService();

/** Goes on from where someone is until there is no way on. Gives the heading of each page on the way. */
async function readOn(person: Visitor): Promise<string[]> {
  const headings: string[] = [];
  for (;;) {
    headings.push(textOf(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(person.page.html)?.[1] ?? ''));
    if (!/class="[^"]*\bafter\b/.test(person.page.html)) return headings;
    await person.follow('Next');
  }
}

test('Maya reads her plan 1 thing at a time, from the first to the last, and back', async () => {
  const maya = await enterAs(demo, 'Maya Hartley');
  await maya.open('/en/family/plan');
  await maya.follow('See 1 thing at a time');
  expect(maya.page.text).toContain('Step 1 of 16');
  expect(maya.page.html).toContain('<title>Your support plan Step 1 of 16 - Alongside</title>');
  expect(maya.page.text).toContain('I am funny and I am kind to animals.');
  expect(maya.page.text).not.toContain('My dog Biscuit');
  expect(maya.page.text).not.toContain('You have seen it all.');
  expect(await readOn(maya)).toEqual([
    'What people like about me',
    'What I am good at',
    'What matters to me',
    'People in my life',
    'How I communicate',
    'How to support me',
    'Changes that help me',
    'When things get hard',
    'Green: how I am when I am okay',
    'Amber: how you see that it gets hard',
    'Red: how you see that I need help now',
    'What helps',
    'What makes it worse',
    'Who to call',
    'My goals',
    'My goals',
  ]);
  expect(maya.page.text).toContain('Step 16 of 16');
  expect(maya.page.text).toContain('You have seen it all.');
  for (let step = 15; step >= 1; step--) {
    await maya.follow('Back');
    expect(maya.page.text).toContain(`Step ${step} of 16`);
  }
  expect(maya.page.html).not.toMatch(/class="[^"]*\bbefore\b/);
  await maya.follow('See it all');
  expect(maya.page.text).toContain('My dog Biscuit');
  expect(maya.page.text).toContain('I want to go to art club on Saturdays.');
});

test('her first page and a review come 1 thing at a time too', async () => {
  const maya = await enterAs(demo, 'Maya Hartley');
  await maya.follow('See 1 thing at a time');
  expect(await readOn(maya)).toEqual(['What is next', 'Your key worker', 'Last message', 'Your support plan']);
  await maya.open('/en/family/reviews');
  const [, past = ''] = maya.page.html.match(/\/en\/family\/reviews\/[\w-]{36}/g) ?? [];
  await maya.open(past);
  expect(maya.page.text).toContain('Who came You Sam Hartley, carer Priya Nair, key worker');
  await maya.follow('See 1 thing at a time');
  expect(await readOn(maya)).toEqual(['When it was', 'What it was for', 'Where it was', 'Who came', 'What people agreed']);
  await maya.follow('Back to all reviews');
  expect(maya.page.text).toContain('Past reviews');
});

test('a mother of two stays with the same child on each step, also in another language', async () => {
  const sam = await enterAs(demo, 'Sam Hartley');
  await sam.follow('Leo Hartley');
  await sam.follow('Plan');
  await sam.follow('See 1 thing at a time');
  await sam.follow('Next');
  expect(sam.page.text).toContain('This page is about Leo');
  expect(sam.page.text).toContain('Trains, my sister Maya, and the swing.');
  await sam.follow('Polski');
  expect(sam.page.text).toContain('Trains, my sister Maya, and the swing.');
  expect(sam.page.text).not.toContain('I sign more, stop, drink and home.');
});

describe('what someone may not see has no step', () => {
  test('Ruth may read no messages: her first page has a step less, and no heading of one', async () => {
    const ruth = await enterAs(demo, 'Ruth Adeyemi');
    await ruth.follow('See 1 thing at a time');
    expect(ruth.page.text).toContain('Step 1 of 4');
    expect(await readOn(ruth)).not.toContain('Last message');
  });

  test('Imran may not know places: a review does not say where', async () => {
    const imran = await enterAs(demo, 'Imran Khan');
    await imran.open('/en/family/reviews');
    const [review = ''] = imran.page.html.match(/\/en\/family\/reviews\/[\w-]{36}/g) ?? [];
    await imran.open(`${review}?part=1`);
    expect(await readOn(imran)).not.toContain('Where it is');
  });

  test('once Amir stops sharing his reviews with Imran, there is no step of them, and what was one is another', async () => {
    const imran = await enterAs(demo, 'Imran Khan');
    await imran.open('/en/family?part=1');
    expect(imran.page.text).toContain('What is next');
    const amir = await enterAs(demo, 'Amir Khan');
    await amir.open('/en/family/sharing');
    await amir.follow('Change what Imran Khan can see');
    await amir.press('Keep this', { 'see reviews': '' });
    await imran.open('/en/family?part=1');
    expect(imran.page.text).not.toContain('What is next');
    expect(await readOn(imran)).toEqual(["Amir's key worker", 'Last message', "Amir's support plan"]);
    expect((await imran.open('/en/family?part=4')).status).toBe(404);
  });
});

test('a part that is made up is not there, and no defect', async () => {
  const maya = await enterAs(demo, 'Maya Hartley');
  await maya.open('/en/family/reviews');
  const [review = ''] = maya.page.html.match(/\/en\/family\/reviews\/[\w-]{36}/g) ?? [];
  for (const page of ['/en/family', '/en/family/plan', review]) {
    for (const part of ['0', '99', '-1', 'x', '', '1%00', "1'"]) {
      const { status, text } = await maya.open(`${page}?part=${part}`);
      expect(status, `${page} ${part}`).toBe(404);
      expect(text).toContain('We cannot find this page');
    }
  }
});

test("nobody gets to a step of another family's plan", async () => {
  const maya = await enterAs(demo, 'Maya Hartley');
  const own = /about=([\w-]{36})/.exec(maya.page.html)?.[1] ?? '';
  expect((await maya.open(paths.plan('en', own, 1))).status).toBe(200);
  const nadia = await enterAs(demo, 'Nadia Khan');
  expect((await nadia.open(paths.plan('en', own, 1))).status).toBe(404);
});
