import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { paths } from '#paths.ts';
import { enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();
let maya: string;
beforeAll(async () => {
  maya = await demo.database.id('Maya Hartley');
});

describe('a plan made together, over plain HTTP', () => {
  test('Maya says that something is not right, Priya changes it, and Maya sees the answer and what is new', async () => {
    const her = await enterAs(demo, 'Maya Hartley');
    await her.open(paths.plan('en', maya));
    expect(her.page.text).not.toContain('New since you were here last');
    await her.follow('Have your say: What matters to me');
    await her.open(paths.planSay('en', maya, 'matters-to-me', 'not right', 2));
    expect(her.page.html).toMatch(/value="2" checked/);
    await her.press('Send this to the key worker', { words: 'I draw every night. 🌙' });
    expect(her.page.address).toContain('done=said');
    expect(her.page.text).toContain('We sent this to the key worker. The answer will be here.');
    expect(her.page.text).toContain('I draw every night. 🌙');
    // Half an hour later it is another visit.
    await sql`update visits set seen_at = now() - interval '1 hour' where person_id = ${maya}`.execute(demo.database.owner);

    const priya = await enterAs(demo, 'Priya Nair');
    await priya.open(paths.desk());
    await priya.follow('Answer what people said about the plan of Maya');
    expect(priya.page.text).toContain('I draw every day.');
    await priya.follow('Answer Maya Hartley: What matters to me');
    await priya.press('Send the answer', { words: '' });
    expect(priya.page.status).toBe(400);
    await priya.open(paths.deskPlan(maya));
    await priya.follow('Write: What matters to me');
    await priya.press('Check the words', { headline: 'My dog Biscuit.', words: 'I draw every night.\nMy drawings are seen by everyone.' });
    expect(priya.page.status).toBe(200);
    expect(priya.page.text).toContain('My drawings are seen by everyone. Say who does it.');
    expect(priya.page.html).toContain('value="My dog Biscuit."');
    await priya.press('Put it in the plan', { headline: 'My dog Biscuit.', words: 'I draw every night.' });
    expect(priya.page.text).toContain('It is in the plan now.');
    await priya.follow('Answer Maya Hartley: What matters to me');
    await priya.press('Send the answer', { answer: 'changed', words: 'Thank you. I did not know.' });
    expect(priya.page.text).toContain('Nothing waits for an answer.');
    expect(priya.page.text).toMatch(/What people said Maya Hartley said: [^.]+\. About: What matters to me This is not right: I draw every day\./);

    await her.open(paths.plan('en', maya));
    expect(her.page.text).toContain('New since you were here last. Changed on');
    await her.follow('Have your say: What matters to me');
    expect(her.page.text).toContain('Priya Nair changed it: Thank you. I did not know.');
    expect(her.page.text).toContain('What is new in this part New My dog Biscuit. I draw every night.');
    expect(her.page.text).toContain('Taken out');
    expect(her.page.text).toContain('How it was before');
  });

  test('a goal is written with its steps, Maya agrees with it and ticks off a step; Sam sees both', async () => {
    const priya = await enterAs(demo, 'Priya Nair');
    await priya.open(paths.deskPlanPart(maya, 'new'));
    await priya.press('Put it in the plan', { words: 'I want to ride a pony.', whoHelps: 'Sam', byDay: 'soon' });
    expect(priya.page.status).toBe(400);
    expect(priya.page.html).toContain('value="I want to ride a pony."');
    await priya.press('Put it in the plan', {
      words: 'I want to ride a pony.',
      whoHelps: 'Sam',
      byDay: '2027-06-01',
      'step-0': 'Find a stable.',
      'step-0-who': 'Sam',
      'step-1': 'Meet a pony.',
    });
    expect(priya.page.text).toContain('I want to ride a pony.');

    const her = await enterAs(demo, 'Maya Hartley');
    await her.open(paths.plan('en', maya));
    await her.follow('Have your say: I want to ride a pony.');
    expect(her.page.html).toMatch(/<title>I want to ride a pony\./);
    // A step stands there once, and once more on its button.
    expect(['I want to ride a pony.', 'Find a stable.', 'Meet a pony.'].map((words) => her.page.text.split(words).length - 1)).toEqual([1, 2, 2]);
    await her.press('I agree');
    expect(her.page.text).toMatch(/You agreed on \w+ \d+ \w+ 20\d\d\./);
    await her.press('We did this: Find a stable.');
    expect(her.page.text).toContain('Find a stable. Who does this: Sam. Done on');

    const sam = await enterAs(demo, 'Sam Hartley');
    await sam.open(paths.plan('en', maya));
    expect(sam.page.text).toContain('I want to ride a pony.');
    expect(sam.page.text).toContain('Find a stable. Who does this: Sam. Done on');
  });

  test('Sam agrees with words that Priya changes just then: he is led to the new ones, and presses again', async () => {
    const [sam, priya] = [await enterAs(demo, 'Sam Hartley'), await enterAs(demo, 'Priya Nair')];
    await Promise.all([sam.open(paths.planPart('en', maya, 'my-strengths')), priya.open(paths.deskPlanPart(maya, 'my-strengths'))]);
    await priya.press('Put it in the plan', { headline: 'I can whistle.', words: '' });
    await sam.press('I agree');
    expect(sam.page.status).toBe(400);
    expect(sam.page.text).toContain('Someone wrote something new here. Read it. Then press again.');
    const [, field] = /<a class="target" href="#(\w+)"/.exec(sam.page.html)!;
    expect(sam.page.html).toMatch(new RegExp(`<section[^>]* id="${field}" tabindex="-1">\\s*<ul[\\s\\S]*?I can whistle\\.`));
    await sam.press('I agree');
    expect(sam.page.text).toMatch(/You agreed on/);
  });

  test('two key workers at once: the second one gets her words back beside the newer ones, and can send them again', async () => {
    const [priya, gwen] = [await enterAs(demo, 'Priya Nair'), await enterAs(demo, 'Gwen Ashby')];
    const page = paths.deskPlanPart(maya, 'how-to-support-me');
    await Promise.all([priya.open(page), gwen.open(page)]);
    await priya.press('Put it in the plan', { headline: 'Priya was first.', words: 'A' });
    await gwen.press('Put it in the plan', { headline: 'Gwen was second.', words: 'B' });
    expect(gwen.page.status).toBe(400);
    expect(gwen.page.text).toContain('Someone wrote something new here.');
    expect(gwen.page.text).toContain('Priya was first.');
    expect(gwen.page.html).toContain('value="Gwen was second."');
    await gwen.press('Put it in the plan', { headline: 'Gwen was second.', words: 'B' });
    expect(gwen.page.text).toContain('Gwen was second.');
  });

  test('two begin a part at once, and one of them made a mistake: she learns that there are words by now', async () => {
    const [priya, gwen] = [await enterAs(demo, 'Priya Nair'), await enterAs(demo, 'Gwen Ashby')];
    const page = paths.deskPlanPart(await demo.database.id('Leo Hartley'), 'how-i-communicate');
    await Promise.all([priya.open(page), gwen.open(page)]);
    await priya.press('Put it in the plan', { headline: 'I point.', words: 'Wait for me.' });
    await gwen.press('Put it in the plan', { headline: 'x'.repeat(5000), words: 'Look at me.' });
    await gwen.press('Put it in the plan', { headline: 'I sign.', words: 'Look at me.' });
    expect(gwen.page.status).toBe(400);
    expect(gwen.page.text).toContain('I point.');
    expect(gwen.page.html).toContain('value="I sign."');
  });

  test('a key worker who goes back and sends other words is told, and her second press keeps them', async () => {
    const priya = await enterAs(demo, 'Priya Nair');
    for (const [part, fields, other] of [
      ['how-to-support-me', { headline: 'Be calm.', words: 'A' }, { words: 'Give Maya time.' }],
      ['new', { words: 'I want to dance.', whoHelps: 'Sam', byDay: '2027-06-01' }, { whoHelps: 'Mia' }],
    ] as const) {
      const form = await priya.open(paths.deskPlanPart(maya, part));
      await priya.press('Put it in the plan', fields);
      priya.page = form;
      await priya.press('Put it in the plan', { ...fields, ...other });
      expect(priya.page.status).toBe(400);
      await priya.press('Put it in the plan', { ...fields, ...other });
      expect(priya.page.text).toContain('It is in the plan now.');
    }
    const her = await enterAs(demo, 'Maya Hartley');
    await her.open(paths.plan('en', maya));
    expect(her.page.text).toContain('Give Maya time.');
    expect(her.page.text).toContain('Mia');
  });

  test('mended at the desk, words stay in the language in which they are', async () => {
    const priya = await enterAs(demo, 'Priya Nair');
    const part = paths.deskPlanPart(maya, 'my-strengths');
    await priya.open(part);
    expect(priya.page.text).not.toContain('Which language are these words in?');
    await priya.press('Put it in the plan', { headline: 'Lubie psy.', words: '', language: 'pl' });
    await priya.open(part);
    expect(priya.page.text).toContain('Which language are these words in? English Cymraeg Polski اردو');
    await priya.press('Check the words', { headline: 'Lubię psy.', words: '' });
    expect(priya.page.text).toContain('We can check English words only.');
    await priya.press('Put it in the plan', { headline: 'Lubię psy.', words: '' });
    const her = await enterAs(demo, 'Maya Hartley');
    await her.open(paths.plan('en', maya));
    expect(her.page.html).toMatch(/<p[^>]* lang="pl"[^>]*>\s*Lubię psy\./);
    await priya.open(part);
    await priya.press('Put it in the plan', { headline: 'I love dogs.', words: '', language: 'en' });
    await her.open(paths.plan('en', maya));
    expect(her.page.html).toMatch(/<p[^>]* lang="en"[^>]*>\s*I love dogs\./);
  });

  test('a session that ends while Sam writes loses no word', async () => {
    const sam = await enterAs(demo, 'Sam Hartley');
    await sam.open(paths.planSay('en', maya, 'how-i-communicate', 'not right', 2));
    await sql`update sessions set ended_at = now() where person_id = ${await demo.database.id('Sam Hartley')}`.execute(demo.database.owner);
    await sam.press('Send this to the key worker', { words: 'She sings when she is glad.' });
    expect(sam.page.status).toBe(401);
    expect(sam.page.html).toMatch(/<textarea id="typed"[^>]*>She sings when she is glad\.<\/textarea>/);
  });

  test('the plan of Leo is empty: Sam begins a part of it, and Priya reads what he said', async () => {
    const leo = await demo.database.id('Leo Hartley');
    await sql`delete from plan_sections where young_person_id = ${leo}`.execute(demo.database.owner);
    const sam = await enterAs(demo, 'Sam Hartley');
    await sam.open(paths.plan('en', leo));
    await sam.follow('What I am good at');
    await sam.follow('Add something');
    await sam.press('Send this to the key worker', { words: 'He builds towers.' });
    expect(sam.page.text).toContain('We sent this to the key worker.');
    const priya = await enterAs(demo, 'Priya Nair');
    await priya.open(paths.deskPlan(leo));
    expect(priya.page.text).toContain('He builds towers.');
  });

  test('Maya says which words are wrong while Priya writes others: what Priya gets is the words that Maya chose', async () => {
    const [her, priya] = [await enterAs(demo, 'Maya Hartley'), await enterAs(demo, 'Priya Nair')];
    await her.open(paths.planSay('en', maya, 'what-helps', 'not right'));
    const chosen = /<span[^>]*>([^<]+)<\/span>\s*<\/label>/.exec(her.page.html)![1]!.trim();
    await priya.open(paths.deskPlanPart(maya, 'what-helps'));
    await priya.press('Put it in the plan', { headline: 'Wholly new words.', words: 'And more.' });
    await her.press('Send this to the key worker', { words: 'Not so.' });
    expect(her.page.status).toBe(400);
    expect(her.page.text).toContain(chosen);
    await her.press('Send this to the key worker', { words: 'Not so.', line: '0' });
    expect(her.page.text).toContain(`This is not right: ${chosen} Not so.`);
  });

  test('who changes the language, or how it looks, where they say something comes back to that part of the plan', async () => {
    const sam = await enterAs(demo, 'Sam Hartley');
    await sam.open(paths.planSay('en', maya, 'how-i-communicate', 'add'));
    await sam.follow('Cymraeg');
    expect(sam.page.address).toBe(demo.origin + paths.planPart('cy', maya, 'how-i-communicate'));
    await sam.open(paths.planSay('en', maya, 'how-i-communicate', 'add'));
    await sam.follow('Make this easier to read');
    await sam.press('Keep these settings');
    await sam.follow('Go back to the page you were on');
    expect(sam.page).toMatchObject({ status: 200, address: demo.origin + paths.planPart('en', maya, 'how-i-communicate') });
  });

  test('who says if they agree reads who sees it: Amir that all do, his father that he does, and nothing of his mother', async () => {
    const amir = await demo.database.id('Amir Khan');
    const page = paths.planPart('en', amir, 'matters-to-me');
    const [his, nadia, imran] = [await enterAs(demo, 'Amir Khan'), await enterAs(demo, 'Nadia Khan'), await enterAs(demo, 'Imran Khan')];
    expect((await his.open(page)).text).toContain('Nobody said yet if they agree. Everyone who can see this part sees what you choose.');
    await nadia.open(page);
    await nadia.press('I do not agree');
    expect((await imran.open(page)).text).toContain('You and Amir have not said yet. Amir, the key worker and the team see what you choose.');
    expect((await his.open(page)).text).toMatch(/Nadia Khan said: I do not agree/);
    expect((await imran.open(paths.planSay('en', amir, 'matters-to-me', 'add'))).text).toContain('Amir, the key worker and the team can read');
  });

  test.each(['en', 'cy', 'pl', 'ur'])('in %s the words of the plan stay in their own language, and it is said', async (language) => {
    const sam = await enterAs(demo, 'Sam Hartley');
    await sam.open(paths.planPart(language, maya, 'how-i-communicate'));
    expect(sam.page.html).toMatch(/<p[^>]* lang="en"[^>]*>\s*I talk when I feel calm/);
    await sam.open(paths.plan(language, maya));
    expect(sam.page.html.includes('lang="en" dir="auto"')).toBe(true);
    const said = { en: undefined, cy: 'Iaith y geiriau hyn: Saesneg', pl: 'Język tych słów: angielski', ur: 'انگریزی' }[language];
    if (said) expect(sam.page.text).toContain(said);
    else expect(sam.page.text).not.toContain('These words are in');
  });
});

test('what is not there, and what is not theirs, is one and the same page', async () => {
  const amir = await demo.database.id('Amir Khan');
  const imran = await enterAs(demo, 'Sam Hartley');
  for (const path of [
    paths.planPart('en', amir, 'matters-to-me'),
    paths.planPart('en', maya, 'nowhere'),
    paths.planPart('en', maya, '01234567-89ab-7cde-8f01-23456789abcd'),
    paths.planSay('en', maya, 'matters-to-me', 'nonsense'),
    paths.deskPlan(maya),
    paths.deskPlanPart(maya, 'new'),
  ])
    expect((await imran.open(path)).status, path).toBe(404);
});
