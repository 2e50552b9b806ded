import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endDevice, listDevices } from '#access/devices.ts';
import { hashToken } from '#access/sign-in.ts';
import { freeze } from '#circles/freezes.ts';
import { addressFor, connect, type Db } from '#database/connect.ts';
import { asSession } from '#database/scope.ts';
import { postMessage } from '#messages/messages.ts';
import { addPush, askForPlace, confirmPlace, forgetPlace } from '#notices/choices.ts';
import { deliverNotice, listFailed } from '#notices/deliveries.ts';
import { forgetOldNotices, sendNews, sendNoticeCode } from '#notices/notices.ts';
import { keepNotice, tellPerson, type News } from '#notices/tellings.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

// Notices end where something closes: a device that is signed out, a record, an address that someone took away.
let database: TestDatabase;
let worker: Db;
let ids: Awaited<ReturnType<TestDatabase['cast']>>;
beforeAll(async () => {
  database = await makeDatabase();
  worker = connect(addressFor('worker', database.ownerUrl), 4);
  ids = await database.cast();
});
afterAll(async () => {
  await worker.destroy();
  await database.close();
});
beforeEach(async () => {
  for (const table of ['notice_deliveries', 'notices', 'notice_asks', 'notice_choices', 'push_subscriptions', 'freezes', 'graphile_worker._private_jobs'])
    await sql`delete from ${sql.table(table)}`.execute(database.owner);
});

const now = new Date();
const owner = (statement: string) => sql.raw(statement).execute(database.owner);
const refusal = expect.objectContaining({ code: '42501' });

describe('a device on which someone turned notices on', () => {
  const hosts = ['push.example.org'];
  const endpointOf = (device: string) => `https://push.example.org/${encodeURIComponent(device)}`;
  const turnOn = (token: string, device: string) =>
    asSession(database.web, token, (db) => addPush(db, { endpoint: endpointOf(device), p256dh: 'x', auth: 'x' }, device, hosts));
  const told = async () => (await database.owner.selectFrom('pushSubscriptions').select('device').orderBy('device').execute()).map(({ device }) => device);
  /** Someone signs in on a device. */
  const signIn = async (name: string, device: string) => {
    const token = await database.session(name);
    await sql`update sessions set device = ${device} where started_at = (select max(started_at) from sessions)`.execute(database.owner);
    return token;
  };
  /** From this session they sign the device out. */
  const signOut = (token: string, device: string) =>
    asSession(database.web, token, async (db) => {
      for (const each of await listDevices(db)) if (each.device === device) await endDevice(db, each.id);
    });

  test('tells them no more once they sign it out from elsewhere, and their others do', async () => {
    const [phone, laptop] = [await signIn('Sam Hartley', 'Phone'), await signIn('Sam Hartley', 'Laptop')];
    await turnOn(phone, 'Phone');
    await turnOn(laptop, 'Laptop');
    await turnOn(await signIn('Maya Hartley', 'Phone'), 'Phone of Maya');
    await signOut(laptop, 'Phone');
    expect(await told()).toEqual(['Laptop', 'Phone of Maya']);
  });

  test('no more also where they came to it again since, with another session', async () => {
    const phone = await signIn('Sam Hartley', 'Phone');
    await turnOn(phone, 'Phone');
    await owner(`update sessions set seen_at = now() - interval '1 day' where person_id = '${ids.sam}'`);
    await signIn('Sam Hartley', 'Phone');
    await signOut(await signIn('Sam Hartley', 'Laptop'), 'Phone');
    expect(await told()).toEqual([]);
  });

  test('tells them as before where they sign in anew, and not once someone else does', async () => {
    const comeAfter = (old: string, next: string) => sql`select replace_session(${hashToken(old)}, ${hashToken(next)})`.execute(database.web);
    const [first, again] = [await signIn('Sam Hartley', 'Phone'), await signIn('Sam Hartley', 'Phone')];
    await turnOn(first, 'Phone');
    await comeAfter(first, again);
    expect(await told()).toEqual(['Phone']);
    await comeAfter(again, await signIn('Maya Hartley', 'Phone'));
    expect(await told()).toEqual([]);
    const { rows } = await sql<{ open: number }>`
      select count(*)::int as open from sessions where ended_at is null and token_hash in (${hashToken(first)}, ${hashToken(again)})`.execute(database.owner);
    expect(rows).toEqual([{ open: 0 }]);
  });

  test('no more also where it is turned on in the moment in which they sign it out', async () => {
    const [phone, laptop] = [await signIn('Sam Hartley', 'Phone'), await signIn('Sam Hartley', 'Laptop')];
    let turnedOn: Promise<unknown> = Promise.resolve();
    await asSession(database.web, laptop, async (db) => {
      const [{ id } = { id: '' }] = (await listDevices(db)).filter(({ device }) => device === 'Phone');
      await endDevice(db, id);
      let isOver = false;
      turnedOn = turnOn(phone, 'Phone')
        .catch((error: unknown) => error)
        .finally(() => (isOver = true));
      const waits = sql<{ waits: boolean }>`
        select exists (select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()) as waits`;
      await expect.poll(async () => isOver || (await waits.execute(database.owner)).rows[0]?.waits, { interval: 5 }).toBe(true);
    });
    expect(await turnedOn).toEqual(refusal);
    expect(await told()).toEqual([]);
  });

  test('tells nobody who is helped back in, or has left, until they turn it on again', async () => {
    await turnOn(await signIn('Sam Hartley', 'Phone'), 'Phone');
    await database.as('Priya Nair', (db) => sql`select help_back_in(${ids.sam}, ${ids.maya}, '', true)`.execute(db));
    expect(await told()).toEqual([]);
    await turnOn(await signIn('Tom Okafor', 'Laptop'), 'Laptop');
    await owner(`update sessions set ended_at = now() where person_id = '${ids.tom}' and ended_at is null`);
    expect(await told()).toEqual([]);
  });

  test('is not one that other people use', async () => {
    const shared = await signIn('Sam Hartley', 'Library');
    await owner(`update sessions set idle = 300 where device = 'Library'`);
    await expect(turnOn(shared, 'Library')).rejects.toEqual(refusal);
    expect(await told()).toEqual([]);
  });
});

describe('what waits for a safe time, or is tried again', () => {
  const [night, morning] = [new Date('2026-05-04T22:00:00Z'), new Date('2026-05-05T08:00:00Z')];
  const sleep = (person: string) => owner(`insert into notice_choices (person_id, safe_from, safe_until) values ('${person}', '09:00', '18:00')`);
  const out = () => database.owner.selectFrom('noticeDeliveries').select(['id', 'says', 'state']).orderBy('id').execute();
  const says = async () => (await out()).map((each) => each.says);
  const close = () => database.as('Priya Nair', (db) => freeze(db, { id: randomUUID(), youngPerson: ids.maya, reasons: 'Made up.' }));
  /** Sends what is on its way. Gives how many went out. */
  const deliver = async () => {
    let sent = 0;
    const email = async () => void sent++;
    for (const { id } of await out()) await deliverNotice(worker, { email: email as never }, '', id, { now: morning, isLast: false });
    return sent;
  };
  /** Priya writes to Sam, in their conversation about Maya. */
  const writeToSam = async () => {
    const id = randomUUID();
    const { rows } = await sql<{ id: string }>`
      select t.id from threads t where t.young_person_id = ${ids.maya}
        and (select array_agg(person_id order by person_id) from thread_members where thread_id = t.id) = array(select unnest(array[${ids.sam}, ${ids.priya}]::uuid[]) order by 1)`.execute(
      database.owner,
    );
    await database.as('Priya Nair', (db) => postMessage(db, { id, thread: rows[0]?.id ?? '', words: 'Hello.', language: 'en' }, false, now));
    return id;
  };
  const reviews = (person: string): News[] => [{ person, youngPerson: ids.maya, category: 'reviews' }];

  test('of a message is told while it is theirs to read, and not once the record is closed', async () => {
    await sleep(ids.sam);
    await keepNotice(worker, { person: ids.sam, kind: 'message', about: await writeToSam() }, night);
    await tellPerson(worker, ids.sam, morning);
    expect(await says()).toEqual(['message']);
    await close();
    expect(await deliver()).toBe(0);
    expect((await out()).map(({ state }) => state)).toEqual(['not wanted']);
    await keepNotice(worker, { person: ids.sam, kind: 'unread', about: await writeToSam() }, night);
    await tellPerson(worker, ids.sam, morning);
    expect(await says()).toEqual(['message']);
  });

  test('of a message is not told to who is in the conversation no more', async () => {
    await sleep(ids.sam);
    const about = await writeToSam();
    await keepNotice(worker, { person: ids.sam, kind: 'message', about }, night);
    await owner(`update thread_members set left_at = now() where person_id = '${ids.sam}'`);
    await tellPerson(worker, ids.sam, morning);
    await owner(`update thread_members set left_at = null where person_id = '${ids.sam}'`);
    expect(await says()).toEqual([]);
    // It was put away, and does not come with the next either.
    await keepNotice(worker, { person: ids.sam, kind: 'unread', about }, morning);
    expect(await says()).toEqual(['unread']);
    expect(await deliver()).toBe(1);
  });

  test('of danger is told to who leads the team, though they are not in the conversation, and to nobody else', async () => {
    const about = await writeToSam();
    for (const person of [ids.gwen, ids.tom]) await keepNotice(worker, { person, kind: 'raised', about }, morning);
    const told = await database.owner.selectFrom('noticeDeliveries').select(['personId', 'says']).execute();
    expect(told).toEqual([{ personId: ids.gwen, says: 'raised' }]);
  });

  test('of a review or of the plan is not told once it is closed; what is about no record is', async () => {
    await sleep(ids.sam);
    await keepNotice(worker, { person: ids.sam, kind: 'review changed', about: 'one', news: reviews(ids.sam) }, night);
    await sendNews(worker, reviews(ids.sam), 'two', night);
    await keepNotice(worker, { person: ids.sam, kind: 'invitation', about: 'three' }, night);
    await close();
    await tellPerson(worker, ids.sam, morning);
    expect(await says()).toEqual(['invitation']);
    expect(await deliver()).toBe(1);
  });

  test('of many is told while one of them is still theirs', async () => {
    await sleep(ids.sam);
    for (const about of ['1', '2', '3', '4']) await keepNotice(worker, { person: ids.sam, kind: 'review changed', about, news: reviews(ids.sam) }, night);
    await keepNotice(worker, { person: ids.sam, kind: 'invitation', about: '5' }, night);
    await tellPerson(worker, ids.sam, morning);
    await close();
    expect([await says(), await deliver()]).toEqual([['many'], 1]);
  });

  test('is not told to staff who have left', async () => {
    await sleep(ids.tom);
    await keepNotice(worker, { person: ids.tom, kind: 'answer', about: 'one' }, night);
    await owner(`update staff set left_on = today() where person_id = '${ids.tom}'`);
    await tellPerson(worker, ids.tom, morning);
    await owner(`update staff set left_on = null where person_id = '${ids.tom}'`);
    expect(await says()).toEqual([]);
  });

  test('says of whose record it is, where the database tells it', async () => {
    // Past row security, as someone: what is looked at is whom the database tells, and of what.
    const as = async (name: string, statement: string) => {
      const token = await database.session(name);
      await database.owner.transaction().execute(async (db) => {
        await sql`select set_config('app.session', ${token}, true)`.execute(db);
        await sql.raw(statement).execute(db);
      });
    };
    const [child, coming] = [`young_person_id = '${ids.maya}'`, `select id from reviews where young_person_id = '${ids.maya}' order by starts_at desc limit 1`];
    await owner(`delete from review_requests where ${child}; delete from views where ${child}; delete from view_notices where ${child}`);
    await as(
      'Priya Nair',
      `insert into ratings (id, young_person_id, rating, since, why, set_by) values (uuidv7(), '${ids.maya}', 'amber', today(), 'x', '${ids.priya}')`,
    );
    await as('Priya Nair', `update reviews set starts_at = starts_at + interval '1 hour' where id = (${coming})`);
    await as(
      'Sam Hartley',
      `insert into review_requests (id, review_id, young_person_id, asked_by, words) values (uuidv7(), (${coming}), '${ids.maya}', '${ids.sam}', 'x')`,
    );
    await as(
      'Sam Hartley',
      `insert into plan_remarks (id, young_person_id, section, kind, words, language, written_by)
      values (uuidv7(), '${ids.maya}', 'my strengths', 'comment', 'x', 'en', '${ids.sam}')`,
    );
    await as('Sam Hartley', `insert into views (young_person_id, topic, words) values ('${ids.maya}', 'safe', 'x')`);
    const { rows } = await sql<{ payload: { kind: string; person: string; news: News[] } }>`
      select j.payload from graphile_worker._private_jobs j join graphile_worker.jobs k using (id) where k.task_identifier = 'sendNotice'`.execute(
      database.owner,
    );
    const categories = { 'another time': 'reviews', rating: 'rating', remark: 'plan', 'review changed': 'reviews', views: 'my views' };
    expect(Object.fromEntries(rows.map(({ payload: { kind, news } }) => [kind, news[0]?.category]))).toEqual(categories);
    for (const { payload } of rows) expect(payload.news).toEqual([{ person: payload.person, youngPerson: ids.maya, category: expect.any(String) }]);
  });
});

describe('an address for notices', () => {
  const place = 'safe.place@example.org';
  /** Sam has notices sent to an address, with its code. */
  const choosePlace = async (address: string) => {
    const ask = randomUUID();
    let code = '';
    await database.as('Sam Hartley', (db) => askForPlace(db, ask, 'email', address));
    await sendNoticeCode(worker, { email: async (_, { text }) => void (code = /\d{4} \d{4}/.exec(text)?.[0].replace(' ', '') ?? '') as never }, ask);
    expect(await database.as('Sam Hartley', (db) => confirmPlace(db, { ask, code }))).toBe(true);
  };
  const tell = (about: string) => keepNotice(worker, { person: ids.sam, kind: 'invitation', about }, now);
  const places = async () => (await database.owner.selectFrom('noticeDeliveries').select('place').orderBy('id').execute()).map((each) => each.place);

  test('does not stay in what went there once someone took it away, or chose another', async () => {
    await choosePlace(place);
    await tell('one');
    await choosePlace('other.place@example.org');
    await tell('two');
    expect(await places()).toEqual(['', 'other.place@example.org']);
    await owner(`update notice_deliveries set state = 'refused'`);
    await database.as('Sam Hartley', (db) => forgetPlace(db, 'email'));
    await tell('three');
    expect(await places()).toEqual(['', '', 'sam.hartley@example.org']);
    expect(await database.as('Priya Nair', listFailed)).toEqual([]);
  });

  test('and all that was told goes after some time, each day', async () => {
    const daysAgo = (days: number) => `now() - interval '${days} days'`;
    await tell('old');
    await owner(`update notices set made_at = ${daysAgo(91)}`);
    await owner(`update notice_deliveries set state = 'sent', state_at = ${daysAgo(31)}`);
    await tell('new');
    await owner(`update notice_deliveries set state = 'sent', state_at = ${daysAgo(29)} where state = 'waiting'`);
    // One that spoke for another stays while that one does.
    await owner(`insert into notices (person_id, kind, about, made_at, hour_from, waits, tell_at, told_by)
      select person_id, kind, 'speaks', ${daysAgo(91)}, hour_from, waits, tell_at, null from notices where about = 'new'`);
    await owner(`update notices set told_by = (select id from notices where about = 'speaks') where about = 'new'`);
    await database.as('Sam Hartley', (db) => askForPlace(db, randomUUID(), 'email', place));
    await owner(`update notice_asks set expires_at = now() - interval '1 minute'`);
    await forgetOldNotices(worker);
    const left = await database.owner.selectFrom('notices').select('about').orderBy('about').execute();
    expect(left.map(({ about }) => about)).toEqual(['new', 'speaks']);
    expect(await places()).toHaveLength(1);
    expect(await database.owner.selectFrom('noticeAsks').select('id').execute()).toEqual([]);
  });

  test('and words that someone began where they read no more go too, 30 days later', async () => {
    await owner(`delete from drafts`);
    await owner(`insert into drafts (person_id, thread_id, kind, form_id, words, kept_at)
      select person_id, thread_id, 'words', uuidv7(), 'Begun.', now() - interval '31 days'
      from thread_members where person_id in ('${ids.sam}', '${ids.maya}') and left_at is null`);
    const drafts = async () =>
      [...new Set((await database.owner.selectFrom('drafts').select('personId').execute()).map(({ personId }) => personId))].toSorted();
    await forgetOldNotices(worker);
    expect(await drafts()).toEqual([ids.sam, ids.maya].toSorted());
    await owner(`update thread_members set left_at = now() where person_id = '${ids.sam}'`);
    await forgetOldNotices(worker);
    await owner(`update thread_members set left_at = null where person_id = '${ids.sam}'`);
    expect(await drafts()).toEqual([ids.maya]);
  });
});
