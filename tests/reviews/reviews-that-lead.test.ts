import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { daysAfter } from '#people/working-day.ts';
import { workDone } from '#tests/support/clock.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { enterAs as enter } from '#tests/support/families.ts';
import { startPost, type Post } from '#tests/support/post.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import type { Visitor } from '#tests/support/visitor.ts';

let database: TestDatabase;
let server: TestServer;
let post: Post;
const ids: Record<string, string> = {};
const enterAs = (name: string) => enter({ origin: server.origin, database }, name);
const emailsTo = (address: string) => post.emails.filter(({ to }) => to === address).length;

beforeAll(async () => {
  post = await startPost();
  database = await makeDatabase();
  await database.owner.deleteFrom('demo').execute();
  server = await startServer({ DATABASE_URL: database.ownerUrl, SMTP_URL: post.url, MAIL_FROM: 'Alongside <no-reply@example.org>' });
  ids.amir = await database.id('Amir Khan');
  const next = database.owner.selectFrom('reviews').select('id').where('youngPersonId', '=', ids.amir).where('startsAt', '>', new Date());
  ids.next = (await next.where('kind', '=', 'cetr').executeTakeFirstOrThrow()).id;
  const open = database.owner.selectFrom('recommendations').selectAll().where('youngPersonId', '=', ids.amir).where('doneAt', 'is', null);
  const recommendation = await open.where('words', 'like', 'Amir goes outside%').executeTakeFirstOrThrow();
  ids.recommendation = recommendation.id;
  ids.past = recommendation.reviewId;
});
afterAll(async () => {
  await server?.stop();
  await post?.stop();
  await database?.close();
});

const recommendationPage = () => `/en/family/reviews/${ids.past}/${ids.recommendation}`;

describe('a recommendation that has not happened', () => {
  test('a mother says so, an estranged father sees that someone did and never who, and their son sees who', async () => {
    const nadia = await enterAs('Nadia Khan');
    await nadia.open(`/en/family/reviews/${ids.past}`);
    expect(nadia.page.text).toContain('Amir goes outside each day.');
    expect(nadia.page.text).toContain('The ward writes it down each day.');
    await nadia.follow('Number 3: has this happened?');
    await nadia.press('This has not happened', { words: 'He was inside all week, says he.' });
    expect(nadia.page.status).toBe(200);
    expect(nadia.page.text).toContain('You said that this has not happened.');
    expect(nadia.page.text).toContain('The answer comes by');
    await post.emailTo('tom.okafor@example.org', 'something new');

    const imran = await enterAs('Imran Khan');
    await imran.open(recommendationPage());
    expect(imran.page.text).toContain('Someone said that this has not happened.');
    expect(imran.page.text).toContain('The answer comes by');
    expect(imran.page.html).not.toMatch(/Nadia|inside all week/);

    const amir = await enterAs('Amir Khan');
    await amir.open(recommendationPage());
    expect(amir.page.text).toContain('Nadia Khan said that this has not happened.');
    expect(amir.page.text).toContain('He was inside all week');
  });

  test('the father, with an older page open, is told that someone said it, and keeps his words', async () => {
    const imran = await enterAs('Imran Khan');
    await imran.open(recommendationPage());
    // The form of a page from before she pressed.
    imran.page.html += `<form action="?_action=care.raise" ><input type="hidden" name="id" value="${crypto.randomUUID()}"><input type="hidden" name="youngPerson" value="${ids.amir}"><input type="hidden" name="review" value="${ids.past}"><input type="hidden" name="recommendation" value="${ids.recommendation}"><input type="hidden" name="language" value="en"><button>Say it</button></form>`;
    const old = imran.page;
    await imran.press('Say it', { words: 'I was there on Sunday.' });
    expect([imran.page.status, imran.page.text]).toEqual([400, expect.stringContaining('Someone said this already.')]);
    expect(imran.page.html).toContain('I was there on Sunday.</textarea>');
    imran.page = old;
    await imran.press('Say it');
    expect(imran.page.text).toContain('Someone said that this has not happened.');
    expect(await database.owner.selectFrom('recommendationChases').selectAll().where('recommendationId', '=', ids.recommendation!).execute()).toHaveLength(1);
  });

  test('nobody answers for 5 working days: the team lead is told, once the day is past and not before', async () => {
    const waiting = await sql<{ runAt: Date; due: string }>`
      select run_at as "runAt", c.answer_due_on as due from graphile_worker.jobs, recommendation_chases c
      where task_identifier = 'tellLeadsOfChase' and c.recommendation_id = ${ids.recommendation}`.execute(database.owner);
    const [job] = waiting.rows;
    expect(job?.runAt.toISOString().slice(0, 10)).toBe(daysAfter(job?.due ?? '', 1));
    const gwen = await enterAs('Gwen Ashby');
    await gwen.open('/desk');
    expect(gwen.page.text).not.toContain('Nobody answered in time about Amir');
    expect(emailsTo('gwen.ashby@example.org')).toBe(0);

    await sql`update recommendation_chases set answer_due_on = today() - 1 where recommendation_id = ${ids.recommendation}`.execute(database.owner);
    await sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'tellLeadsOfChase'), run_at => now())`.execute(
      database.owner,
    );
    await post.emailTo('gwen.ashby@example.org', 'Someone waits for your answer');
    for (const { raw } of post.emails) expect(String(raw)).not.toMatch(/outside|Amir|Nadia|Khan/);
    await gwen.open('/desk');
    await gwen.follow('Nobody answered in time about Amir');
    expect(gwen.page.text).toContain('Someone said that this has not happened.');
    const nadia = await enterAs('Nadia Khan');
    await nadia.open(recommendationPage());
    expect(nadia.page.text).toContain('We told the team lead on');
  });

  test('the key worker answers: the mother reads it, the father reads only that there was an answer', async () => {
    const before = emailsTo('nadia.khan@example.org');
    const tom = await enterAs('Tom Okafor');
    await tom.open('/desk');
    await tom.follow('Someone says that something has not happened for Amir');
    await tom.open(`/desk/families/${ids.amir}/reviews/${ids.past}/${ids.recommendation}`);
    expect(tom.page.text).toContain('Nadia Khan said that this has not happened.');
    await tom.press('Send this answer', { answer: '' });
    expect([tom.page.status, tom.page.text]).toEqual([400, expect.stringContaining('Write some words first.')]);
    await tom.press('Send this answer', { answer: 'From Monday a nurse goes out with him at 10.' });
    expect(tom.page.status).toBe(200);
    const nadia = await enterAs('Nadia Khan');
    await nadia.open(recommendationPage());
    expect(nadia.page.text).toContain('From Monday a nurse goes out with him at 10.');
    const imran = await enterAs('Imran Khan');
    await imran.open(recommendationPage());
    expect(imran.page.text).toContain('The key worker answered on');
    expect(imran.page.text).not.toContain('nurse');
    await workDone(database);
    expect(emailsTo('nadia.khan@example.org')).toBe(before + 1);
  });

  test('once it is answered, a late job tells nobody', async () => {
    const { rows } = await sql`select leads_of_chase(id) from recommendation_chases where recommendation_id = ${ids.recommendation}`.execute(database.owner);
    expect(rows).toEqual([]);
  });

  test('pressed 10 times at once it is one, and the same form with other words loses none of them', async () => {
    const nadia = await enterAs('Nadia Khan');
    const form = await nadia.open(recommendationPage());
    await Promise.all(
      Array.from({ length: 10 }, () => {
        nadia.page = form;
        return nadia.press('This has not happened', { words: 'Again.' });
      }),
    );
    const rows = await database.owner.selectFrom('recommendationChases').select('id').where('words', '=', 'Again.').execute();
    expect(rows).toHaveLength(1);
    nadia.page = form;
    await nadia.press('This has not happened', { words: 'Other words.' });
    expect([nadia.page.status, nadia.page.text]).toEqual([400, expect.stringContaining('You sent this before with other words.')]);
    expect(nadia.page.html).toContain('Other words.</textarea>');
  });

  test('two answer the mother at once, and the father says it again meanwhile: what is meant for her never goes to him', async () => {
    const deskPage = `/desk/families/${ids.amir}/reviews/${ids.past}/${ids.recommendation}`;
    const [tom, gwen] = [await enterAs('Tom Okafor'), await enterAs('Gwen Ashby')];
    await Promise.all([tom.open(deskPage), gwen.open(deskPage)]);
    await gwen.press('Send this answer', { answer: 'We look at it on Monday.' });
    const imran = await enterAs('Imran Khan');
    await imran.open(recommendationPage());
    await imran.press('This has not happened', { words: 'I say so too.' });
    for (let press = 0; press < 2; press++) {
      await tom.press('Send this answer', { answer: 'Nadia, we moved your street as you asked.' });
      expect(tom.page.status).toBe(400);
      expect(tom.page.html).toContain('as you asked.</textarea>');
    }
    await imran.open(recommendationPage());
    expect(imran.page.text).toContain('I say so too.');
    expect(imran.page.text).not.toContain('as you asked');
  });
});

describe('another time', () => {
  const askPage = () => `/en/family/reviews/${ids.next}/another-time`;
  const deskPage = () => `/desk/families/${ids.amir}/reviews/${ids.next}`;

  test('a father asks in Urdu, only he and staff learn of it, and the key worker says why it stays', async () => {
    const imran = await enterAs('Imran Khan');
    await imran.open(`/en/family/reviews/${ids.next}`);
    await imran.follow('Ask for another time');
    await imran.press('Send', { words: '' });
    expect([imran.page.status, imran.page.text]).toEqual([400, expect.stringContaining('Write some words first.')]);
    const form = imran.page;
    await imran.press('Send', { words: 'میں اس دن کام پر ہوں۔' });
    expect(imran.page.text).toContain('You asked for another time.');
    expect(imran.page.text).toContain('We wait for an answer.');
    expect(imran.page.html).toMatch(/lang="ur" dir="auto"[^>]*>\s*میں اس دن/);
    imran.page = form;
    await imran.press('Send', { words: 'میں اس دن کام پر ہوں۔' });
    expect(imran.page.status).toBe(200);

    for (const other of ['Nadia Khan', 'Amir Khan', 'Ruth Adeyemi']) {
      const visitor = await enterAs(other);
      await visitor.open(`/en/family/reviews/${ids.next}`);
      expect(visitor.page.status, other).toBe(200);
      expect(visitor.page.html, other).not.toMatch(/asked for another time|کام پر/);
    }
    const tom = await enterAs('Tom Okafor');
    await tom.open('/desk');
    await tom.follow("Someone asks for another time for Amir's review");
    expect(tom.page.text).toContain('Imran Khan asked for another time.');
    await tom.open(deskPage());
    await tom.press('Send this answer', { answer: 'The panel has no other day. You can join by video.' });
    expect(tom.page.text).toContain('The answer: the meeting stays at this time.');
    await imran.open(askPage());
    expect(imran.page.text).toContain('You can join by video.');
    await post.emailTo('imran.khan@example.org', 'something new');
  });

  test('while one waits there is no second ask, and staff have no such page', async () => {
    const nadia = await enterAs('Nadia Khan');
    const form = await nadia.open(askPage());
    await nadia.press('Send', { words: 'Fridays are best.' });
    nadia.page = { ...form, html: form.html.replace(/name="id" value="[^"]+"/, `name="id" value="${crypto.randomUUID()}"`) };
    await nadia.press('Send', { words: 'Or Mondays.' });
    expect([nadia.page.status, nadia.page.text]).toEqual([400, expect.stringContaining('You asked before. We wait for an answer.')]);
    expect(nadia.page.html).toContain('Or Mondays.</textarea>');
    const sam = await enterAs('Sam Hartley');
    expect((await sam.open(askPage())).status).toBe(404);
  });

  test('two move the review at once: the second is asked again and loses no word, and who asked has the answer', async () => {
    const [tom, gwen] = [await enterAs('Tom Okafor'), await enterAs('Gwen Ashby')];
    await Promise.all([tom.open(`${deskPage()}/move`), gwen.open(`${deskPage()}/move`)]);
    const fields = (visitor: Visitor) =>
      Object.fromEntries(
        [...visitor.page.html.matchAll(/<input [^>]*name="(day|time|minutes|place|link)"[^>]*>/g)].map(([tag, name]) => [
          name,
          /value="([^"]*)"/.exec(tag)?.[1] ?? '',
        ]),
      );
    const [toms, gwens] = [fields(tom), fields(gwen)];
    const before = emailsTo('nadia.khan@example.org');
    // What she was told before was in another hour: in this one, nothing is told as one of many.
    await database.owner
      .updateTable('notices')
      .set({ hourFrom: sql`hour_from - interval '2 hours'` })
      .execute();
    await Promise.all([
      tom.press('Change this review', { ...toms, time: '2:30pm', words: 'Nadia is free then.' }),
      gwen.press('Change this review', { ...gwens, time: '16:00', words: 'The panel is free then.' }),
    ]);
    const [won, lost] = tom.page.status === 200 ? [tom, gwen] : [gwen, tom];
    expect([won.page.status, lost.page.status]).toEqual([200, 400]);
    expect(lost.page.text).toContain('Someone changed this review just now.');
    expect(lost.page.html).toContain(won === tom ? 'The panel is free then.</textarea>' : 'Nadia is free then.</textarea>');
    // Having seen how it is now, the same press counts.
    await lost.press('Change this review', { ...toms, time: '10am', words: 'We both agreed on this now.' });
    expect(lost.page.status).toBe(200);
    const nadia = await enterAs('Nadia Khan');
    await nadia.open(`/en/family/reviews/${ids.next}`);
    expect(nadia.page.text).toContain('The answer: the meeting changed.');
    expect(nadia.page.text).toContain('We both agreed on this now.');
    expect(nadia.page.text).toContain('10am');
    await post.emailTo('nadia.khan@example.org', 'The date or the place of a meeting has changed.');
    expect(emailsTo('nadia.khan@example.org')).toBeGreaterThan(before);
  });

  test('a move that changes nothing, a time that is none and a link that is none come back with their words', async () => {
    const tom = await enterAs('Tom Okafor');
    await tom.open(`${deskPage()}/move`);
    const standing = Object.fromEntries(
      [...tom.page.html.matchAll(/<input [^>]*name="(day|time|minutes|place|link)"[^>]*>/g)].map(([tag, name]) => [
        name,
        /value="([^"]*)"/.exec(tag)?.[1] ?? '',
      ]),
    );
    for (const [given, words] of [
      [{}, 'Choose another day, time or place.'],
      [{ time: '25:00' }, 'Write the time, like 2:30pm.'],
      [{ link: 'javascript:alert(1)' }, 'Write the whole link.'],
      [{ minutes: 'long' }, 'Write how many minutes, from 5 to 600.'],
      [{ day: '2026-02-30' }, 'Choose a day.'],
    ] as const) {
      await tom.open(`${deskPage()}/move`);
      await tom.press('Change this review', { ...standing, ...given, words: 'Because of the snow.' });
      expect([tom.page.status, tom.page.text]).toEqual([400, expect.stringContaining(words)]);
      expect(tom.page.html).toContain('Because of the snow.</textarea>');
    }
  });

  test('a review that is called off says so everywhere, and cannot be moved any more', async () => {
    const tom = await enterAs('Tom Okafor');
    await tom.open(`${deskPage()}/move`);
    const form = tom.page;
    await tom.press('Call off this review', { whyOff: 'The ward is shut.' });
    expect(tom.page.text).toContain('This meeting is off. Please do not go there.');
    tom.page = form;
    await tom.press('Call off this review', { whyOff: 'The ward is shut.' });
    expect(tom.page.status).toBe(200);
    tom.page = form;
    await tom.press('Change this review', { day: '2030-01-01', time: '10:00', minutes: '60', place: 'x', words: 'Late idea.' });
    expect([tom.page.status, tom.page.text]).toEqual([400, expect.stringContaining('Someone called off this review already.')]);
    expect(tom.page.html).toContain('Late idea.</textarea>');
    // At the desk the next review is one that takes place.
    await tom.open(`/desk/families/${ids.amir}`);
    expect(tom.page.text).toMatch(/What is next .{0,90}Meeting about going home/);
    const amir = await enterAs('Amir Khan');
    for (const page of ['/en/family', '/en/family/reviews', `/en/family/reviews/${ids.next}`]) {
      await amir.open(page);
      expect(amir.page.text, page).toContain('This meeting is off. Please do not go there.');
      expect(amir.page.text, page).toContain('The ward is shut.');
    }
    await amir.open(askPage());
    expect(amir.page.text).toContain('You cannot ask for another time for this meeting.');
  });
});

describe('at the desk', () => {
  test('a key worker makes a review by video, invites someone with why, and each reads what is theirs to read', async () => {
    const tom = await enterAs('Tom Okafor');
    await tom.open(`/desk/families/${ids.amir}/reviews/new`);
    expect(tom.page.text).toContain('Under 18, it is a Care (Education) and Treatment Review.');
    const form = tom.page;
    const fields = {
      kind: 'plan review',
      day: '2031-06-05',
      time: '9.30am',
      minutes: '45',
      place: 'By video',
      link: 'https://meet.example.org/plan',
      purpose: 'We look at the plan.',
    };
    await tom.press('Make this review', fields);
    const made = tom.page.address;
    expect(tom.page.text).toContain('Thursday 5 June 2031, 9:30am');
    tom.page = form;
    await tom.press('Make this review', fields);
    expect(tom.page.address).toBe(made);
    for (const mended of [{ purpose: 'Other words.' }, { place: 'By video, at home' }, { link: 'https://meet.example.org/other' }]) {
      tom.page = form;
      await tom.press('Make this review', { ...fields, ...mended });
      expect([tom.page.status, tom.page.text]).toEqual([400, expect.stringContaining('You sent this before with other words.')]);
    }
    // The family has the email at once, before anyone is on the list.
    const amir = await enterAs('Amir Khan');
    for (const page of ['', '?part=4']) {
      await amir.open(`/en/family/reviews/${made.slice(-36)}${page}`);
      expect(amir.page.text).toMatch(/Who comes( \(\d of \d\))? The key worker will write here who comes\./);
    }
    await tom.open(made);
    for (let press = 0; press < 2; press++) {
      tom.page.address = made;
      await tom.press('Put them on the list', { name: 'Ruth Adeyemi', role: 'advocate', why: 'She helps Amir to speak up.' });
    }
    tom.page.address = made;
    await tom.press('Put them on the list', { name: 'Ruth Adeyemi', role: 'advocate', why: 'She knows Amir well.' });
    expect([tom.page.status, tom.page.text]).toEqual([400, expect.stringContaining('This name is on the list already.')]);
    expect(tom.page.html).toContain('She knows Amir well.</textarea>');
    expect(await database.owner.selectFrom('reviewPeople').select('name').where('reviewId', '=', made.slice(-36)).execute()).toHaveLength(1);
    const review = `/en/family/reviews/${made.slice(-36)}`;
    const nadia = await enterAs('Nadia Khan');
    await nadia.open(review);
    expect(nadia.page.text).toContain('She helps Amir to speak up.');
    expect(nadia.page.html).toContain('href="https://meet.example.org/plan"');
    // Places are not shared with him, nor is the link.
    const imran = await enterAs('Imran Khan');
    await imran.open(review);
    expect(imran.page.text).toContain('We look at the plan.');
    expect(imran.page.html).not.toMatch(/meet\.example|By video/);
    await tom.open(made);
    await tom.press('Take Ruth Adeyemi off');
    expect(tom.page.text).toContain('Nobody is on the list yet.');
  });

  test('a key worker writes down what should happen, notes that it is done, and on which day the report came', async () => {
    await sql`update reviews set starts_at = now() - interval '20 days', report_received_on = null, kind = 'cetr' where id = ${ids.past}`.execute(
      database.owner,
    );
    const tom = await enterAs('Tom Okafor');
    await tom.open('/desk');
    await tom.follow("The report of Amir's review is late");
    await tom.open(`/desk/families/${ids.amir}/reviews/${ids.past}`);
    const form = tom.page;
    const fields = { words: 'Amir visits home on a Sunday.', who: 'The ward', shows: 'He was at home.' };
    await tom.press('Keep this', fields);
    expect(tom.page.text).toContain('Amir visits home on a Sunday.');
    for (const mended of [
      { ...fields, shows: 'He slept at home.' },
      { ...fields, byDay: '2031-02-01' },
    ]) {
      tom.page = form;
      await tom.press('Keep this', mended);
      expect([tom.page.status, tom.page.text]).toEqual([400, expect.stringContaining('You sent this before with other words.')]);
    }
    tom.page = form;
    await tom.press('Keep this', fields);
    expect(tom.page.text.split('Amir visits home on a Sunday.')).toHaveLength(2);
    await tom.press('Keep this day', { receivedOn: '2031-01-01' });
    expect([tom.page.status, tom.page.text]).toEqual([400, expect.stringContaining('Choose a day from the review until today.')]);
    const today = new Date().toISOString().slice(0, 10);
    await tom.press('Keep this day', { receivedOn: daysAfter(today, -1) });
    expect(tom.page.text).toContain('It came on');
    await tom.follow('Open number 4');
    await tom.press('This has happened', { doneWords: 'He was at home on Sunday.' });
    const amir = await enterAs('Amir Khan');
    await amir.open(`/en/family/reviews/${ids.past}`);
    expect(amir.page.text).toContain('He was at home on Sunday.');
    expect(amir.page.text).toContain('It came on');
    await tom.open('/desk');
    expect(tom.page.text).not.toContain("The report of Amir's review is late");
  });

  test('the time line says where people are, what comes next, and "about" where no rule is sure', async () => {
    await sql`update reviews set starts_at = now() - interval '2 days', report_received_on = null where id = ${ids.past}`.execute(database.owner);
    const amir = await enterAs('Amir Khan');
    await amir.open(`/en/family/reviews/${ids.past}`);
    expect(amir.page.text).toMatch(/We are here: The report comes\. About \w+ \d+ \w+ \d{4}\./);
    expect(amir.page.text).toContain('The report often comes about 2 weeks after. The law about this is changing.');
    expect(amir.page.text).toContain('NHS England policy of 2017');
  });

  test.each(['reviews', 'reviews/new', 'reviews/REVIEW', 'reviews/REVIEW/move', 'reviews/REVIEW/RECOMMENDATION'])(
    'a colleague who does not work for him finds no %s',
    async (page) => {
      const priya = await enterAs('Priya Nair');
      const address = `/desk/families/${ids.amir}/${page.replace('REVIEW', ids.past!).replace('RECOMMENDATION', ids.recommendation!)}`;
      expect((await priya.open(address)).status).toBe(404);
      const nadia = await enterAs('Nadia Khan');
      expect((await nadia.open(address)).status).toBe(404);
    },
  );
});
