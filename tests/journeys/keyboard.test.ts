import { expect, test } from 'vitest';
import { passTime } from '#tests/support/clock.ts';
import { enterAs } from '#tests/support/families.ts';
import { keyboardPerson } from '#tests/support/people/keyboard.ts';
import { openWindow } from '#tests/support/people/person.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';

// What people do with the keyboard only, beside the tasks (tasks/tasks.test.ts).
const demo = demoService();
const chromium = realBrowser();

async function atKeyboard(who?: string) {
  const page = await openWindow(chromium.browser, demo.origin);
  if (who) await page.context().addCookies([{ name: 'session', value: await demo.database.session(who), url: demo.origin }]);
  return keyboardPerson(page);
}

test('a key worker reads and answers, and the carer sees who read theirs', async () => {
  const sam = await enterAs(demo, 'Sam Hartley');
  await sam.follow('Leo Hartley');
  await sam.follow('Write to Priya');
  await sam.press('Send', { words: 'Leo sang all morning.' });
  await passTime(demo.database, '11 seconds');

  const priya = await atKeyboard('Priya Nair');
  await priya.open('/desk');
  await priya.follow('Read and answer Sam Hartley about Leo');
  await priya.sees('Leo sang all morning.');
  await priya.type('Your message', 'How lovely!');
  await priya.press('Send');
  await passTime(demo.database, '11 seconds');

  await sam.open(sam.page.address);
  expect(sam.page.text).toContain('How lovely!');
  expect(sam.page.text).toContain('Priya Nair read this:');
});

test('a parent finds their area from a guide and is back at it, and plans a meeting', async () => {
  const person = await atKeyboard();
  await person.open('/en/guides/key-workers');
  await person.follow('Choose your area');
  await person.type('Your town, or the first part of your postcode', 'stafford');
  await person.press('Find my area');
  expect(new URL(person.page.url()).pathname).toBe('/en/guides/key-workers');
  await person.sees('Staffordshire');

  await person.follow('My C(E)TR');
  await person.type('Your name', 'Leo');
  await person.tick('My family');
  await person.press('Show my page');
  expect(await person.page.locator('h1').textContent()).toContain('Leo');
  await person.sees('My family');
});
