import { expect, test } from 'vitest';
import { daysAfter } from '#people/working-day.ts';
import { dayInWords, dayOf } from '#language/dates.ts';
import { passTime } from '#tests/support/clock.ts';
import { enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';
import type { Visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const today = dayOf(new Date());
const [soon, later] = [daysAfter(today, 10), daysAfter(today, 12)];
const days = `${dayInWords(soon, 'en')} to ${dayInWords(later, 'en')}`;

/** Sam writes about Leo, and the message arrives. */
async function samWrites(words: string) {
  const sam = await enterAs(demo, 'Sam Hartley');
  await sam.open(`/en/family/messages?about=${await demo.database.id('Leo Hartley')}`);
  await sam.press('Send', { words });
  await passTime(demo.database, '11 seconds');
  return sam;
}
/** The button with which someone steps in, by how it begins: it goes on with when the first message came. */
const stepIn = ({ page }: Visitor, begins: string) => new RegExp(`${begins}\\. First message: [^<]*?(?=\\s*<)`).exec(page.html)?.[0] ?? begins;

test('what sounds like danger stands first at the desk, and who leads the team answers in place of the key worker', async () => {
  const sam = await samWrites('Leo says he does not want to be here. A secret thing.');

  const priya = await enterAs(demo, 'Priya Nair');
  await priya.open('/desk');
  expect(priya.page.text).toMatch(/Waiting for an answer These words may mean danger\. Read this first\. Read and answer Sam Hartley about Leo/);
  await priya.follow('See all that waits for an answer');
  expect(priya.page.text).toMatch(/about Leo 1 message\. The first came .* We promised an answer by /);

  const gwen = await enterAs(demo, 'Gwen Ashby');
  await gwen.open('/desk/messages');
  expect(gwen.page.text).toContain('This may be about danger. Someone has to read it now. Something waits for an answer about Leo. It is with Priya Nair.');
  expect(gwen.page.html).not.toMatch(/secret|Read and answer Sam Hartley about Leo/);
  const inbox = gwen.page;
  await gwen.press(stepIn(gwen, 'Answer about Leo in place of Priya Nair'));
  expect([gwen.page.status, gwen.page.text]).toEqual([200, expect.stringContaining('A secret thing.')]);
  await gwen.press('Send', { words: 'I am here now, Sam. I call you.' });
  await passTime(demo.database, '11 seconds');
  await sam.open(sam.page.address);
  expect(sam.page.text).toMatch(/I am here now, Sam\. I call you\. Gwen Ashby came into this conversation on/);
  await priya.open('/desk/messages');
  expect(priya.page.text).not.toContain('about Leo');

  // The page from before, pressed again: they are in it already, and that is all.
  gwen.page = inbox;
  await gwen.press(stepIn(gwen, 'Answer about Leo in place of Priya Nair'));
  expect(gwen.page.status).toBe(200);
});

test('a button that comes too late says that someone has answered', async () => {
  const gwen = await enterAs(demo, 'Gwen Ashby');
  await gwen.open('/desk/messages');
  const tom = await enterAs(demo, 'Tom Okafor');
  await tom.open('/desk');
  await tom.follow('Read and answer Imran Khan about Amir');
  await tom.press('Send', { words: 'Yes, at 2pm.' });
  await passTime(demo.database, '11 seconds');
  await gwen.press(stepIn(gwen, 'Answer about Amir in place of Tom Okafor'));
  expect([gwen.page.status, gwen.page.text]).toEqual([400, expect.stringContaining('Someone has answered this already.')]);
});

test('a quick answer fills the box, and never what someone has begun', async () => {
  await samWrites('Can we meet?');
  const priya = await enterAs(demo, 'Priya Nair');
  await priya.open('/desk');
  await priya.follow('Read and answer Sam Hartley about Leo');
  const thread = new URL(priya.page.address).pathname;
  await priya.follow('I will call you today.');
  const box = () => /<textarea[^>]*id="words"[^>]*>([^<]*)</.exec(priya.page.html)?.[1];
  expect([priya.page.status, box()]).toEqual([200, 'I will call you today.']);
  await priya.press('Keep for later', { words: 'My own words.' });
  await priya.open(`${thread}?quick=callToday`);
  expect(box()).toBe('My own words.');
  expect(priya.page.text).not.toContain('Quick answers');
});

test('a key worker says when she is away, mends a mistake, changes it and takes it back', async () => {
  const gwen = await demo.database.id('Gwen Ashby');
  const priya = await enterAs(demo, 'Priya Nair');
  await priya.open('/desk');
  await priya.follow('When I am away');
  await priya.press('Keep this time', { first: later, last: soon, cover: gwen });
  expect([priya.page.status, priya.page.text]).toEqual([400, expect.stringContaining('The last day is too early. Choose a later day.')]);
  expect(priya.page.html).toContain(`value="${later}"`);
  const form = priya.page;
  for (let press = 0; press < 2; press += 1) {
    priya.page = form;
    await priya.press('Keep this time', { first: soon, last: later, cover: gwen });
  }
  expect(priya.page.text).toMatch(new RegExp(`We kept this time\\..*${days} Gwen Ashby helps in this time\\.`));
  expect(priya.page.text.split(days)).toHaveLength(2);

  await priya.follow(`Change the time from ${dayInWords(soon, 'en')}`);
  await priya.press('Keep this time', { first: soon, last: daysAfter(later, 1), cover: gwen });
  expect(priya.page.text).toContain(dayInWords(daysAfter(later, 1), 'en'));
  await priya.press(`Take back the time from ${dayInWords(soon, 'en')}`);
  expect(priya.page.text).toContain('There is no time away yet.');
});

test('who leads the team says it for someone who is ill; families and colleagues have no such page', async () => {
  const { priya, gwen } = await demo.database.cast();
  const lead = await enterAs(demo, 'Gwen Ashby');
  await lead.open('/desk/away');
  await lead.follow('When Priya Nair is away');
  await lead.press('Keep this time', { first: today, last: today, cover: gwen });
  expect(lead.page.text).toContain('Gwen Ashby helps in this time.');
  const sam = await enterAs(demo, 'Sam Hartley');
  await sam.open(`/en/family/people?about=${await demo.database.id('Leo Hartley')}`);
  expect(sam.page.text).toMatch(/Priya is away until .*Gwen Ashby helps you until then\./);
  await lead.press('Back at work now');
  expect(lead.page.text).toContain('There is no time away yet.');
  const tom = await enterAs(demo, 'Tom Okafor');
  for (const [person, page] of [
    [tom, `/desk/away?person=${priya}`],
    [tom, '/desk/away?person=nobody'],
    [sam, '/desk/away'],
    [sam, '/desk/messages'],
  ] as const)
    expect((await person.open(page)).status, page).toBe(404);
});
