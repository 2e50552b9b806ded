import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { passTime } from '#tests/support/clock.ts';
import { signInAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';
import type { Visitor } from '#tests/support/visitor.ts';

const demo = demoService();
/** Opens the conversation that a carer has about a young person, and gives what leads their key worker to it. */
const open = async (name: string, about: string): Promise<Visitor> => {
  const carer = await signInAs(demo.origin, name);
  await carer.open(`/en/family/messages?about=${await demo.database.id(about)}`);
  return carer;
};
const atDesk = async (name: string, carer: Visitor): Promise<Visitor> => {
  const worker = await signInAs(demo.origin, name);
  await worker.open(`/desk/messages/${new URL(carer.page.address).pathname.split('/').at(-1)}`);
  return worker;
};
/** The id of the last message that someone wrote. */
const lastOf = async (name: string) => {
  const mine = demo.database.owner
    .selectFrom('messages')
    .select('id')
    .where('authorId', '=', await demo.database.id(name));
  return (await mine.where('correctsId', 'is', null).orderBy('sentAt', 'desc').executeTakeFirstOrThrow()).id;
};
const idsOn = ({ page }: Visitor) => [...page.html.matchAll(/id="m-([\da-f-]{36})"/g)].map(([, id]) => id ?? '');
const boxOf = ({ page }: Visitor) => /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(page.html)?.[1];

test('what someone sends in anger they take back within 10 seconds; nobody else ever sees it, and they keep their words', async () => {
  const sam = await open('Sam Hartley', 'Maya Hartley');
  await sam.press('Send', { words: 'You never listen to us!' });
  expect(sam.page.text).toContain('You can do this for 10 seconds.');
  // It says that it went, in the very card to which the address leads.
  expect(/<li[^>]*id="m-[\da-f-]{36}"[^>]*>\s*<div[^>]*id="sent"[\s\S]*?<\/li>/.exec(sam.page.html)?.[0]).toContain('You never listen');
  const sent = sam.page;
  const priya = await atDesk('Priya Nair', sam);
  expect(priya.page.status).toBe(200);
  expect(priya.page.text).not.toContain('You never listen');
  await sam.press('Take it back');
  expect(idsOn(sam)).not.toHaveLength(0);
  expect(boxOf(sam)).toBe('You never listen to us!');
  expect(sam.page.text).toContain('We took it back. Nobody else saw it. Your words are in the box.');
  // A hand that shakes presses twice.
  sam.page = sent;
  await sam.press('Take it back');
  expect([sam.page.status, boxOf(sam)]).toEqual([200, 'You never listen to us!']);
  await passTime(demo.database, '11 seconds');
  await priya.open(priya.page.address);
  expect(priya.page.text).not.toContain('You never listen');
  await sam.press('Send', { words: 'Can we talk soon?' });
  expect(boxOf(sam)).toBe('');
  expect(sam.page.text).not.toContain('We took it back');
});

test('while the key worker is away the question goes to who is there, at once and not in secret', async () => {
  const { owner } = demo.database;
  const absent = { personId: await demo.database.id('Priya Nair'), coverId: await demo.database.id('Tom Okafor') };
  await sql`insert into absences (person_id, first_day, last_day, cover_id) values (${absent.personId}, today(), today() + 3, ${absent.coverId})`.execute(
    owner,
  );
  await sql`insert into circle_members (young_person_id, person_id, relation, from_day, to_day)
    values (${await demo.database.id('Leo Hartley')}, ${absent.coverId}, 'cover', today(), today() + 3)`.execute(owner);
  const sam = await open('Sam Hartley', 'Leo Hartley');
  const away = /Priya is away\. The last day is \w+ \d+ \w+\. Tom Okafor reads this and answers you\./;
  expect(sam.page.text).toMatch(away);
  const words = sam.page.address;
  await sam.follow('Use pictures');
  expect(sam.page.text).toMatch(away);
  expect(sam.page.text).toContain('Only you, Priya Nair and Tom Okafor can read this.');
  await sam.open(words);
  await sam.press('Send', { words: 'Leo lost his signs book.' });
  expect(sam.page.text).toContain('We sent your message to Priya Nair and Tom Okafor.');
  await passTime(demo.database, '11 seconds');
  await passTime(demo.database, '0 seconds');
  const tom = await atDesk('Tom Okafor', sam);
  expect(tom.page.text).toContain('Leo lost his signs book.');
  expect(tom.page.text).not.toContain('He loves them. Thank you!');
  await sam.open(sam.page.address);
  expect(sam.page.text).toContain('Tom Okafor came into this conversation on');
});

test('after 10 seconds it is too late to undo: the page says so, and how to correct it; the correction stands beside it', async () => {
  const sam = await open('Sam Hartley', 'Leo Hartley');
  await sam.press('Send', { words: 'He sleeps at 9.' });
  const before = sam.page;
  await passTime(demo.database, '11 seconds');
  sam.page = before;
  await sam.press('Take it back');
  expect(sam.page.status).toBe(400);
  expect(sam.page.text).toContain('It is too late to take it back. You can correct it.');
  await sam.follow('It is too late to take it back. You can correct it.');
  expect(sam.page.text).toContain('This is what you want to correct');
  const correcting = sam.page;
  await sam.follow('Do not correct this');
  expect(sam.page.text).not.toContain('This is what you want to correct');
  sam.page = correcting;
  await sam.press('Send', { words: 'I mean 10.' });
  await passTime(demo.database, '11 seconds');
  const priya = await atDesk('Priya Nair', sam);
  expect(priya.page.text).toContain('He sleeps at 9. The message of');
  expect(priya.page.text).toContain('This corrects the message of');
  // Nobody corrects what someone else wrote.
  const [theirs] = idsOn(priya).filter((id) => !idsOn(sam).includes(id));
  expect(theirs).toBeUndefined();
  await priya.open(`${new URL(priya.page.address).pathname}?correct=${idsOn(priya).at(-1)}`);
  expect(priya.page.text).not.toContain('This is what you want to correct');
});

test('a correction that someone takes back stands beside what it corrects again, and what they write besides is another thing', async () => {
  const sam = await open('Sam Hartley', 'Leo Hartley');
  await sam.press('Send', { words: 'He is 8.' });
  const message = await lastOf('Sam Hartley');
  await passTime(demo.database, '11 seconds');
  await sam.press('Keep for later', { words: 'And he likes trains.' });
  const thread = `/en/family/messages/${new URL(sam.page.address).pathname.split('/').at(-2)}`;
  await sam.open(`${thread}?correct=${message}`);
  await sam.press('Send', { words: 'I mean 9.' });
  await sam.press('Take it back');
  expect(sam.page.text).toContain('This is what you want to correct');
  expect(boxOf(sam)).toBe('I mean 9.');
  await sam.open(thread);
  expect(boxOf(sam)).toBe('And he likes trains.');
  await sam.press('Send', { words: 'And he likes trains.' });
  await passTime(demo.database, '11 seconds');
});

test('words that someone keeps for later wait for them on any device, and are gone from there once they are sent', async () => {
  const nadia = await open('Nadia Khan', 'Amir Khan');
  await nadia.press('Keep for later', { words: 'I cannot sleep. I will' });
  expect(nadia.page.text).toContain('Your words are safe here');
  expect(nadia.page.text).toContain('You have not sent them yet.');
  const other = await open('Nadia Khan', 'Amir Khan');
  expect(boxOf(other)).toBe('I cannot sleep. I will');
  const tom = await atDesk('Tom Okafor', nadia);
  expect(tom.page.text).not.toContain('I cannot sleep');
  await other.press('Send', { words: 'I cannot sleep. I will call you.' });
  expect(boxOf(other)).toBe('');
  await nadia.open(nadia.page.address);
  expect(nadia.page.text).toContain('You have no words waiting here.');
});

test('a message that is too long is kept too: whoever closes the page now finds it again', async () => {
  const imran = await open('Imran Khan', 'Amir Khan');
  const long = 'x'.repeat(5001);
  await imran.press('Send', { words: long });
  expect(imran.page.status).toBe(400);
  expect(boxOf(await open('Imran Khan', 'Amir Khan'))).toBe(long);
});

test('a long conversation comes in pages: each message once, the oldest and the newest one press away', async () => {
  const dilys = await open('Dilys Bevan', 'Cerys Bevan');
  const thread = new URL(dilys.page.address).pathname.split('/').at(-1) ?? '';
  await sql`insert into messages (id, thread_id, author_id, words, sent_at, arrives_at, arrived_at)
    select gen_random_uuid(), ${thread}, ${await demo.database.id('Dilys Bevan')}, 'Line ' || n, now() - interval '1 day', now() - interval '1 day', now()
    from generate_series(1, 65) n`.execute(demo.database.owner);
  await dilys.open(dilys.page.address);
  const pages = [idsOn(dilys)];
  while (/>\s*Older messages\s*</.test(dilys.page.html)) {
    await dilys.follow('Older messages');
    pages.unshift(idsOn(dilys));
  }
  const all = await demo.database.owner.selectFrom('messages').select('id').where('threadId', '=', thread).orderBy('sentAt').orderBy('id').execute();
  expect(pages.flat()).toEqual(all.map(({ id }) => id));
  await dilys.follow('The newest messages');
  expect(idsOn(dilys)).toEqual(pages.at(-1));
  await dilys.follow('The oldest messages');
  expect(idsOn(dilys)).toEqual(all.slice(0, 20).map(({ id }) => id));
  await dilys.follow('Newer messages');
  expect(idsOn(dilys)).toEqual(all.slice(20, 40).map(({ id }) => id));
});

test('someone looks for words: they find where it was said, and what they look for stands in no address', async () => {
  const dilys = await open('Dilys Bevan', 'Cerys Bevan');
  await dilys.follow('Find words in these messages');
  await dilys.press('Find', { find: 'WORRIED' });
  expect(dilys.page.status).toBe(200);
  expect(dilys.page.text).toContain('1 message has these words.');
  expect(dilys.page.address.toLowerCase()).not.toContain('worried');
  await dilys.follow(/Go to the message of [^<]*?(?=\s*<)/.exec(dilys.page.html)?.[0] ?? '');
  expect(dilys.page.text).toContain('I am worried.');
  await dilys.follow('Find words in these messages');
  await dilys.press('Find', { find: '%' });
  expect(dilys.page.text).toContain('No message has these words.');
  await dilys.press('Find', { find: '' });
  expect(dilys.page.status).toBe(400);
  expect(dilys.page.text).toContain('Write some words first.');
});

test('a promise that is missed goes to the team lead, who reads from there on; the family sees who answers now, and by when', async () => {
  const imran = await open('Imran Khan', 'Amir Khan');
  await imran.press('Send', { words: 'When is the next visit?' });
  expect(imran.page.text).toMatch(/You will get an answer by \w+ \d+ \w+\./);
  expect(imran.page.text).toContain('If Tom is late, we ask Gwen Ashby to read this and answer.');
  const gwen = await atDesk('Gwen Ashby', imran);
  expect(gwen.page.status).toBe(404);
  await passTime(demo.database, '20 days');
  await passTime(demo.database, '0 seconds');
  await imran.open(imran.page.address);
  expect(imran.page.text).toContain('Gwen Ashby answers this now.');
  expect(imran.page.text).toContain('Gwen Ashby came into this conversation on');
  await gwen.open(gwen.page.address);
  expect(gwen.page.text).toContain('When is the next visit?');
  await gwen.press('Send', { words: 'On Friday at 2pm.' });
  await passTime(demo.database, '20 days');
  await imran.open(imran.page.address);
  expect(imran.page.text).toContain('On Friday at 2pm.');
  expect(imran.page.text).not.toContain('answers this now');
});

test('staff begin a conversation of several: each sees who is in it, and a parent who is not has no idea of it', async () => {
  const tom = await signInAs(demo.origin, 'Tom Okafor');
  const amir = await demo.database.id('Amir Khan');
  await tom.open(`/desk/families/${amir}/together`);
  await tom.press('Start this conversation');
  expect(tom.page.status).toBe(400);
  const boxes = { [`with ${amir}`]: 'on', [`with ${await demo.database.id('Nadia Khan')}`]: 'on' };
  await tom.press('Start this conversation', boxes);
  const { address } = tom.page;
  expect(tom.page.text).toContain('We do not show it to Imran Khan.');
  await tom.press('Send', { words: 'Hello to both of you.' });
  await passTime(demo.database, '11 seconds');
  await tom.open(`/desk/families/${amir}/together`);
  await tom.press('Start this conversation', boxes);
  expect(tom.page.address).toBe(address);
  const path = `/en/family/messages/${address.split('/').at(-1)}`;
  for (const [who, other] of [
    ['Amir Khan', 'Nadia Khan'],
    ['Nadia Khan', 'Amir Khan'],
  ] as const) {
    const reader = await signInAs(demo.origin, who);
    await reader.open(path);
    expect(reader.page.text).toContain('Hello to both of you.');
    expect(reader.page.text).toContain(other);
  }
  const imran = await signInAs(demo.origin, 'Imran Khan');
  await imran.open(path);
  expect(imran.page.status).toBe(404);
});

test('a form that comes 50 times at once is one message, and one notice to each who reads it', async () => {
  const cerys = await open('Cerys Bevan', 'Cerys Bevan');
  await passTime(demo.database, '20 days');
  const { page } = cerys;
  await sql`delete from demo_emails`.execute(demo.database.owner);
  await Promise.all(
    Array.from({ length: 50 }, () => {
      cerys.page = page;
      return cerys.press('Send', { words: 'A storm of presses.' });
    }),
  );
  await passTime(demo.database, '11 seconds');
  await passTime(demo.database, '0 seconds');
  const count = async (query: ReturnType<typeof sql<{ count: number }>>) => (await query.execute(demo.database.owner)).rows[0]?.count;
  expect(await count(sql`select count(*)::int from messages where words = 'A storm of presses.'`)).toBe(1);
  expect(await count(sql`select count(*)::int from demo_emails where subject = 'There is something new for you to read'`)).toBe(1);
});

test('words that sound like danger bring up whom to call, stop nothing, and come first for the key worker', async () => {
  const imran = await open('Imran Khan', 'Amir Khan');
  await imran.press('Keep for later', { words: 'He says he wants to die.' });
  expect(imran.page.text).toContain('It sounds as if someone may be in danger');
  await imran.follow('Go on writing');
  expect(imran.page.text).toContain('It sounds as if someone may be in danger');
  await imran.press('Send', { words: 'He says he wants to die.' });
  expect(imran.page.text).toContain('We sent your message');
  expect(imran.page.text).toContain('It sounds as if someone may be in danger');
  await passTime(demo.database, '11 seconds');
  const tom = await atDesk('Tom Okafor', imran);
  expect(tom.page.text).toContain('These words may mean danger. Read this first.');
  await tom.press('Send', { words: 'I call you now.' });
  expect(tom.page.text).not.toContain('These words may mean danger');
  await imran.open(imran.page.address);
  expect(imran.page.text).not.toContain('These words may mean danger');
});

test('what staff wrote before a question came, and a correction of something older, answer nothing: it still waits, and goes on', async () => {
  const sam = await open('Sam Hartley', 'Maya Hartley');
  const priya = await atDesk('Priya Nair', sam);
  await sam.press('Send', { words: 'She has not eaten today.' });
  await priya.press('Send', { words: 'Thank you for the photo.' });
  await passTime(demo.database, '11 seconds');
  await priya.open('/desk');
  expect(priya.page.text).toContain('Read and answer Sam Hartley about Maya');
  await priya.follow('Read and answer Sam Hartley about Maya');
  await priya.open(`${new URL(priya.page.address).pathname}?correct=${idsOn(priya).at(-1)}`);
  await priya.press('Send', { words: 'For the drawing, I mean.' });
  await passTime(demo.database, '11 seconds');
  await priya.open('/desk');
  expect(priya.page.text).toContain('Read and answer Sam Hartley about Maya');
});

test('what someone took back does not come after all, when the same form comes once more from a browser that waited', async () => {
  const cerys = await open('Cerys Bevan', 'Cerys Bevan');
  const form = cerys.page;
  await cerys.press('Send', { words: 'I hate this.' });
  await cerys.press('Take it back');
  cerys.page = form;
  await cerys.press('Send', { words: 'I hate this.' });
  expect(cerys.page.status).toBe(400);
  expect(cerys.page.text).toContain('You took this back before.');
  await cerys.press('Send', { words: 'I do not like this.' });
  expect(cerys.page.status).toBe(200);
  await passTime(demo.database, '11 seconds');
});

test('a correction that someone begins waits apart from their other words, and stays a correction', async () => {
  const dilys = await open('Dilys Bevan', 'Cerys Bevan');
  await dilys.press('Keep for later', { words: 'Something else' });
  await dilys.open(`${new URL(dilys.page.address).pathname.replace('/draft', '')}?correct=${await lastOf('Dilys Bevan')}`);
  expect(boxOf(dilys)).toBe('');
  await dilys.press('Keep for later', { words: 'It was on Monday' });
  expect(dilys.page.text).toContain('It was on Monday');
  await dilys.follow('Go on writing');
  expect(dilys.page.text).toContain('This is what you want to correct');
  expect(boxOf(dilys)).toBe('It was on Monday');
  await dilys.open(new URL(dilys.page.address).pathname);
  expect(boxOf(dilys)).toBe('Something else');
  await dilys.follow('You began to correct a message. Go on with it');
  await dilys.press('Send', { words: 'It was on Monday' });
  expect(dilys.page.text).toContain('This corrects the message of');
  expect(boxOf(dilys)).toBe('Something else');
});

test('a whole report that someone pastes is too long, and none of it breaks anything', async () => {
  const imran = await open('Imran Khan', 'Amir Khan');
  await imran.press('Send', { words: `a\0${'word '.repeat(9000)}` });
  expect(imran.page.status).toBe(400);
  expect(imran.page.text).toContain('This is too long.');
});

test('whoever had come to answer, and then becomes the key worker, is in the conversation for good', async () => {
  const { owner } = demo.database;
  const nadia = await signInAs(demo.origin, 'Nadia Khan');
  const thread = (await demo.database.as('Nadia Khan', (db) => db.selectFrom('threads').select('id').orderBy('id').execute()))[0]?.id ?? '';
  const [amir, gwen] = [await demo.database.id('Amir Khan'), await demo.database.id('Gwen Ashby')];
  await sql`insert into thread_members (thread_id, person_id, reads_from, until_day) values (${thread}, ${gwen}, now(), today() - 1)
    on conflict (thread_id, person_id) do update set reads_from = now(), until_day = today() - 1`.execute(owner);
  await sql`select change_key_worker(${amir}, ${gwen})`.execute(owner);
  const lead = await signInAs(demo.origin, 'Gwen Ashby');
  await lead.open(`/desk/messages/${thread}`);
  expect(lead.page.text).toContain('Can I bring food on Friday?');
  await nadia.open(`/en/family/messages/${thread}`);
  expect(nadia.page.text).toContain('Write to');
  expect(nadia.page.text).toContain('Gwen Ashby');
});
