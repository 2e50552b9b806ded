import { sql } from 'kysely';
import { connect } from '#database/connect.ts';
import { expect, test } from 'vitest';
import { passTime } from '#tests/support/clock.ts';
import { signInAs, signInByEmail } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();

test('a carer writes at night, the key worker answers, and the carer sees the answer and who read theirs', async () => {
  const sam = await signInByEmail(demo.origin, 'sam.hartley@example.org');
  expect(sam.page.text).toContain('Whose page do you want to see?');
  await sam.follow('Maya Hartley');
  expect(sam.page.text).toContain('This page is about Maya');
  await sam.follow('Write to Priya');
  await sam.press('Send', { words: 'She is awake again. Can you call me?' });
  expect(sam.page.status).toBe(200);
  expect(sam.page.text).toContain('We sent your message to');
  expect(sam.page.text).toContain('Not read yet: Priya Nair.');
  await passTime(demo.database, '11 seconds');

  const priya = await signInAs(demo.origin, 'Priya Nair');
  expect(new URL(priya.page.address).pathname).toBe('/desk');
  await priya.follow('Read and answer Sam Hartley about Maya');
  expect(priya.page.text).toContain('She is awake again. Can you call me?');
  await priya.press('Send', { words: 'Yes. I call you at 10am.' });
  await passTime(demo.database, '11 seconds');
  await priya.follow('My desk');
  expect(priya.page.text).toContain('Nobody waits for an answer.');

  await sam.open(sam.page.address);
  expect(sam.page.text).toContain('Yes. I call you at 10am.');
  expect(sam.page.text).toContain('Priya Nair read this:');
});

test('a form that is sent twice is one message, and with other words it says so and loses nothing', async () => {
  const nadia = await signInAs(demo.origin, 'Nadia Khan');
  await nadia.follow('Messages');
  const form = nadia.page;
  await nadia.press('Send', { words: 'Sent by a shaking hand.' });
  nadia.page = form;
  await nadia.press('Send', { words: 'Sent by a shaking hand.' });
  expect(nadia.page.text.match(/Sent by a shaking hand\./g)).toHaveLength(1);

  nadia.page = form;
  await nadia.press('Send', { words: 'Other words after going back.' });
  expect(nadia.page.status).toBe(400);
  expect(nadia.page.text).toContain('You sent this before with other words.');
  expect(nadia.page.text).toContain('Other words after going back.');
  await nadia.press('Send', { words: 'Other words after going back.' });
  expect(nadia.page.status).toBe(200);
});

test('a form that is sent 20 times at once is one message', async () => {
  const dilys = await signInAs(demo.origin, 'Dilys Bevan');
  await dilys.follow('Messages');
  const form = dilys.page;
  await Promise.all(
    Array.from({ length: 20 }, () => {
      dilys.page = form;
      return dilys.press('Send', { words: 'Pressed and pressed again.' });
    }),
  );
  const { rows } = await sql<{ messages: string }>`
    select (select count(*) from messages where words = 'Pressed and pressed again.') as messages`.execute(demo.database.owner);
  expect(Number(rows[0]?.messages)).toBe(1);
});

const odd = {
  'an emoji family': '👩‍👩‍👧‍👦❤️',
  'Urdu with an English name in it': 'سلام، میں Sam ہوں۔ آج رات وہ سوئی نہیں۔',
  '2,000 letters': 'a '.repeat(1000).trim(),
  '5,000 letters': 'ä'.repeat(5000),
  HTML: '<script>alert(1)</script> & <b>bold</b>',
  'lines and tabs': 'one\n\n\ttwo',
  'half an emoji': 'before \ud83d after',
};
test.each(Object.entries(odd))('a message of %s is kept as it was written', async (_, words) => {
  const imran = await signInAs(demo.origin, 'Imran Khan');
  await imran.follow('Messages');
  await imran.press('Send', { words });
  expect(imran.page.status).toBe(200);
  expect(imran.page.text).toContain(words.toWellFormed().replace('\ufffd', '').replace(/\s+/g, ' '));
});

test('a null byte goes, and the words around it stay', async () => {
  const imran = await signInAs(demo.origin, 'Imran Khan');
  await imran.follow('Messages');
  await imran.press('Send', { words: 'before\0after' });
  expect(imran.page.text).toContain('beforeafter');
});

test.each([
  ['nothing', '', 'Write some words first.'],
  ['only spaces', '  \n ', 'Write some words first.'],
  ['too much', `${'b'.repeat(5001)}`, 'This is too long.'],
])('%s is not sent, says what to do, and the words stay in the box', async (_, words, answer) => {
  const imran = await signInAs(demo.origin, 'Imran Khan');
  await imran.follow('Messages');
  await imran.press('Send', { words });
  expect(imran.page.status).toBe(400);
  expect(imran.page.text).toContain(answer);
  expect(imran.page.html).toContain(`>${words}</textarea>`);
  expect(imran.page.html).toContain('<title>Mistake:');
});

test('someone whose session ended while they wrote gets their words back', async () => {
  const cerys = await signInAs(demo.origin, 'Cerys Bevan');
  await cerys.follow('Messages');
  cerys.cookies.clear();
  await cerys.press('Send', { words: 'Please do not lose this.' });
  expect(cerys.page.status).toBe(401);
  expect(cerys.page.text).toContain('You are signed out');
  expect(cerys.page.html).toContain('Please do not lose this.</textarea>');
});

test('after a message is sent, an empty one does not say that it was sent too', async () => {
  const nadia = await signInAs(demo.origin, 'Nadia Khan');
  await nadia.follow('Messages');
  await nadia.press('Send', { words: 'One more thing.' });
  await nadia.press('Send', { words: '' });
  expect(nadia.page.text).toContain('Write some words first.');
  expect(nadia.page.text).not.toContain('We sent your message');
});

test('when the database throws everyone out in the middle, the service stays, and the next press works', async () => {
  const nadia = await signInAs(demo.origin, 'Nadia Khan');
  await nadia.follow('Messages');
  const reading = Array.from({ length: 40 }, () => fetch(nadia.page.address, { headers: { cookie: `session=${nadia.cookies.get('session')}` } }));
  const administrator = connect(demo.database.ownerUrl.replace('owner@', 'postgres@'), 1);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename in ('web', 'worker') and datname = current_database()`.execute(administrator);
  await administrator.destroy();
  for (const { status } of await Promise.all(reading)) expect([200, 500]).toContain(status);
  await nadia.open('/en/family/messages');
  await nadia.press('Send', { words: 'Still here.' });
  expect(nadia.page.text).toContain('We sent your message to Tom Okafor.');
});
