import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askForPlace } from '#notices/choices.ts';
import { Refused } from '#notices/delivery.ts';
import { govNotify } from '#notices/notify.ts';
import { workDone } from '#tests/support/clock.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';
import { enterAs } from '#tests/support/families.ts';
import { startNotify, type TestNotify } from '#tests/support/notify.ts';
import { startPost, type Post } from '#tests/support/post.ts';
import { startPush, type TestBrowser, type TestPush } from '#tests/support/push.ts';
import { startServer, type TestServer } from '#tests/support/server.ts';
import { realBrowser } from '#tests/support/service.ts';
import type { Visitor } from '#tests/support/visitor.ts';

// A service with everything that sends, each at a real server of its kind on this machine.
let database: TestDatabase;
let server: TestServer;
let post: Post;
let notify: TestNotify;
let push: TestPush;

beforeAll(async () => {
  [post, notify, push, database] = await Promise.all([startPost(), startNotify(), startPush(), makeDatabase()]);
  await database.owner.deleteFrom('demo').execute();
  server = await startServer({ DATABASE_URL: database.ownerUrl, SMTP_URL: post.url, ...notify.variables, ...push.variables });
});
afterAll(async () => {
  await server?.stop();
  await Promise.all([post.stop(), notify.stop(), push.stop(), database.close()]);
});

const chromium = realBrowser();
/** What a browser gives as its subscription. */
const subscriptionOf = ({ subscription: { endpoint, ...keys } }: TestBrowser) => ({ endpoint, keys });

/** Someone on the page about how we tell them. */
async function onPage(name: string): Promise<Visitor> {
  const person = await enterAs({ origin: server.origin, database }, name);
  await person.open('/en/me');
  await person.follow('Choose how we tell you about new things');
  return person;
}

/** Tells someone of something, as the database does, and waits until the service has done all that is due. */
async function tell(name: string, kind = 'message', about: string = randomUUID()): Promise<void> {
  const payload = JSON.stringify({ person: await database.id(name), kind, about });
  await sql`select graphile_worker.add_job('sendNotice', ${payload}::json)`.execute(database.owner);
  await workDone(database);
}

/** What the queue would do later it does now. */
async function doLater(job: string): Promise<void> {
  await sql`select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = ${job}), run_at => now())`.execute(
    database.owner,
  );
  await workDone(database);
}

const emailsTo = (address: string) => post.emails.filter(({ to }) => to === address);
const textsTo = (number: string) => notify.sent.filter(({ type, to }) => type === 'sms' && to === number);
const codeIn = (words = '') => /\d{4} \d{4}/.exec(words)?.[0] ?? '';
const wrongFor = (code: string) => String((Number(code.replace(' ', '')) + 1) % 100_000_000).padStart(8, '0');

describe('texts', () => {
  test('come to a number once its code came back, and to the email no more, as someone chose', async () => {
    const sam = await onPage('Sam Hartley');
    await sam.press('Send a code to this phone', { mobile: '01632 960123' });
    expect(sam.page.status).toBe(400);
    expect(sam.page.text).toContain('Write a mobile number that starts with 07.');
    expect(sam.page.html).toContain('01632 960123');
    await sam.press('Send a code to this phone', { mobile: '07700 900123' });
    await workDone(database);
    expect(sam.page.text).toContain('We sent a code to: 07700 900123');
    const [asked] = textsTo('+447700900123');
    expect(asked?.template).toBe(notify.variables.NOTIFY_TEXT_TEMPLATE);
    const code = codeIn(asked?.personalisation.text);

    await sam.press('Check the code', { code: wrongFor(code) });
    expect([sam.page.status, sam.page.text]).toEqual([400, expect.stringContaining('This code does not work. Look at the newest one, or ask again.')]);
    await sam.press('Check the code', { code });
    expect(sam.page.text).toContain('This works. We tell you there from now on.');

    await sam.press('Keep this', { email: '', text: 'on', when: 'any' });
    expect(sam.page.text).toContain('We kept what you chose.');
    await tell('Sam Hartley');
    expect(textsTo('+447700900123').at(-1)?.personalisation).toEqual({
      text: `There is something new for you to read.\n${server.origin}/en/sign-in\nNobody reads answers.`,
    });
    expect(emailsTo('sam.hartley@example.org')).toEqual([]);
  });

  test('that Notify refuses, at once or later, are seen by the key worker, who puts them away', async () => {
    const priya = await enterAs({ origin: server.origin, database }, 'Priya Nair');
    notify.wrong.add('+447700900123');
    await tell('Sam Hartley');
    await priya.open('/desk/notices');
    expect(priya.page.text).toMatch(/Sam Hartley The text did not arrive\./);
    expect(priya.page.html).not.toContain('900123');
    await priya.open('/desk');
    expect(priya.page.text).toMatch(/Sam Hartley The text did not arrive\./);
    await priya.press('I have seen this');
    expect(priya.page.text).toContain('All notices arrived.');

    notify.wrong.clear();
    await tell('Sam Hartley');
    notify.statuses.set(notify.sent.at(-1)?.id ?? '', 'permanent-failure');
    await doLater('checkDelivery');
    await priya.open('/desk/notices');
    expect(priya.page.text).toMatch(/Sam Hartley The text did not arrive\./);
    expect(notify.refusedTokens).toBe(0);
  });
});

describe('emails', () => {
  test('go to another address once its code came back; those to sign in stay where they were', async () => {
    const dilys = await onPage('Dilys Bevan');
    await dilys.press('Send a code to this address', { address: 'dilys' });
    expect([dilys.page.status, dilys.page.text]).toEqual([400, expect.stringContaining('Write your whole email address')]);
    await dilys.press('Send a code to this address', { address: 'Safe.Place@example.org' });
    const email = await post.emailTo('safe.place@example.org', 'This is your code');
    await tell('Dilys Bevan');
    expect(emailsTo('safe.place@example.org')).toHaveLength(1);
    await dilys.press('Check the code', { code: codeIn(email.text) });
    await tell('Dilys Bevan');
    expect(emailsTo('dilys.bevan@example.org')).toHaveLength(1);
    expect(emailsTo('safe.place@example.org')).toHaveLength(2);
    await tell('Dilys Bevan', 'security');
    expect(emailsTo('dilys.bevan@example.org')).toHaveLength(2);
    await dilys.press('Use my first address again');
    await tell('Dilys Bevan', 'review changed');
    expect((await post.emailTo('dilys.bevan@example.org', 'The date or the place of a meeting has changed.')).headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
  });

  test('that a server refuses for now are sent again, once; for good, the key worker sees it, and no log says the address', async () => {
    post.refuseNext = true;
    await tell('Nadia Khan');
    const [sent] = [await post.emailTo('nadia.khan@example.org', 'something new')];
    expect(sent.subject).toBe('There is something new for you to read');
    await workDone(database);
    expect(emailsTo('nadia.khan@example.org')).toHaveLength(1);

    post.unknown.add('imran.khan@example.org');
    await tell('Imran Khan');
    const tom = await enterAs({ origin: server.origin, database }, 'Tom Okafor');
    await tom.open('/desk');
    expect(tom.page.text).toMatch(/Imran Khan The email did not arrive\./);
    expect(tom.page.html).not.toContain('imran.khan@example.org');
    expect(server.output()).toContain('A notice could not be sent (deliverNotice');
    expect(server.output()).not.toMatch(/example\.org|7700|Khan/);
  });

  test('go by GOV.UK Notify where it has a template for them', async () => {
    const { email, findOutcome } = govNotify(notify.variables.NOTIFY_KEY, notify.variables.NOTIFY_URL);
    const send = email('its template');
    const id = await send('sam.hartley@example.org', { subject: 'One', text: 'Two' });
    expect(notify.sent.at(-1)).toMatchObject({
      id,
      type: 'email',
      to: 'sam.hartley@example.org',
      template: 'its template',
      personalisation: { subject: 'One', text: 'Two' },
    });
    expect(await findOutcome(id ?? '')).toBe('arrived');
    notify.wrong.add('nobody@example.org');
    await expect(send('nobody@example.org', { subject: 'One', text: 'Two' })).rejects.toBeInstanceOf(Refused);
    const stranger = govNotify(`x-${randomUUID()}-${randomUUID()}`, notify.variables.NOTIFY_URL);
    await expect(stranger.text('x')('+447700900123', { subject: '', text: '' })).rejects.toThrow('403');
  });
});

describe('notices on a device', () => {
  test('come to it with their words alone, until it is gone', async () => {
    const cerys = await onPage('Cerys Bevan');
    const phone = push.subscribe();
    await cerys.press('Tell me on this device', { ...phone.subscription, endpoint: 'https://169.254.169.254/latest' });
    expect([cerys.page.status, cerys.page.text]).toEqual([400, expect.stringContaining('Please change this This device cannot tell you.')]);
    await cerys.press('Tell me on this device', phone.subscription);
    expect(cerys.page.text).toContain('This device tells you from now on.');
    await tell('Cerys Bevan', 'review new');
    expect(phone.got).toEqual([{ title: 'There is a new date for a meeting.', link: '/en/sign-in' }]);
    expect(push.refused).toBe(0);

    phone.isGone = true;
    await tell('Cerys Bevan');
    expect(await database.owner.selectFrom('pushSubscriptions').select('id').execute()).toEqual([]);
    const tom = await enterAs({ origin: server.origin, database }, 'Tom Okafor');
    await tom.open('/desk/notices');
    expect(tom.page.text).toMatch(/Cerys Bevan The notice on a device did not arrive\./);
  });

  test('show on it, in a real browser, once someone pressed the button, and lead to where they sign in', async () => {
    const phone = push.subscribe();
    const context = await chromium.browser.newContext();
    await context.addCookies([{ name: 'session', value: await database.session('Maya Hartley'), url: server.origin }]);
    const page = await context.newPage();
    // No browser here reaches the service of who made it. All but what that service would answer is real.
    await page.addInitScript((answer) => {
      PushManager.prototype.subscribe = async () => ({ toJSON: () => answer }) as unknown as PushSubscription;
    }, subscriptionOf(phone));
    await page.goto(`${server.origin}/en/me/notices`);
    const button = page.getByRole('button', { name: 'Tell me on this device' });
    await button.click();
    await page.getByRole('alert').getByText('This device cannot tell you. Choose another way.').waitFor();
    await context.grantPermissions(['notifications'], { origin: server.origin });
    await button.click();
    await page.getByText('This device tells you from now on.').waitFor();
    await tell('Maya Hartley', 'to do');
    // This browser has no screen to show it on: what it would show is noted.
    const worker = context.serviceWorkers().find((each) => each.url() === `${server.origin}/push.js`);
    await worker?.evaluate(() => {
      const self = globalThis as unknown as { registration: ServiceWorkerRegistration; shown: unknown };
      self.registration.showNotification = async (title, options) => void (self.shown = [title, options?.data]);
    });
    const protocol = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      protocol.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const ours = registrations.find(({ scopeURL }) => scopeURL === `${server.origin}/push/`);
        if (ours) resolve(ours.registrationId);
      });
    });
    await protocol.send('ServiceWorker.enable');
    const data = JSON.stringify(phone.got[0]);
    await protocol.send('ServiceWorker.deliverPushMessage', { origin: server.origin, registrationId: await registered, data });
    const shown = () => worker?.evaluate(() => (globalThis as unknown as { shown: unknown }).shown);
    await expect.poll(shown).toEqual(['There is something for you to do.', '/en/sign-in']);
    await context.close();
  });

  test('are not offered where other people use it too, nor taken from there', async () => {
    const cerys = await onPage('Cerys Bevan');
    const form = cerys.page;
    await sql`update sessions set idle = 300 where token_hash = sha256(convert_to(${cerys.cookies.get('session')}, 'UTF8'))`.execute(database.owner);
    await cerys.open('/en/me/notices');
    expect(cerys.page.text).toContain('Other people use this device. So it cannot tell you.');
    expect(cerys.page.text).not.toContain('Tell me on this device');
    const phone = push.subscribe();
    cerys.page = form;
    await cerys.press('Tell me on this device', phone.subscription);
    expect([cerys.page.status, cerys.page.text]).toEqual([400, expect.stringContaining('Please change this This device cannot tell you.')]);
    await tell('Cerys Bevan', 'invitation');
    expect(phone.got).toEqual([]);
  });

  test('end where someone takes the device off', async () => {
    const cerys = await onPage('Cerys Bevan');
    const phone = push.subscribe();
    await cerys.press('Tell me on this device', phone.subscription);
    await cerys.press('Do not tell me on this device');
    expect(cerys.page.text).toContain('That device does not tell you any more.');
    await tell('Cerys Bevan', 'unread');
    expect(phone.got).toEqual([]);
  });
});

describe('the page', () => {
  test('gives times back that are none, and keeps good ones', async () => {
    const ruth = await onPage('Ruth Adeyemi');
    await ruth.press('Keep this', { when: 'between', from: 'dawn', until: '6pm' });
    expect([ruth.page.status, ruth.page.text]).toEqual([400, expect.stringContaining('Write the time, like 2:30pm.')]);
    expect(ruth.page.html).toContain('value="dawn"');
    await ruth.press('Keep this', { when: 'between', from: '9am', until: '6pm' });
    expect(ruth.page.html).toContain('value="9am"');
  });

  test('lets nobody fill the phone of another with codes', async () => {
    const ask = () => database.as('Leo Hartley', (db) => askForPlace(db, randomUUID(), 'text', '+447700900199'));
    for (let times = 0; times < 5; times++) await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'AS001' });
    await workDone(database);
    expect(textsTo('+447700900199').length).toBeLessThanOrEqual(5);
    const leo = await onPage('Leo Hartley');
    await leo.press('Send a code to this phone', { mobile: '07700 900199' });
    expect([leo.page.status, leo.page.text]).toEqual([400, expect.stringContaining('This was too often. Wait a little.')]);
  });

  test('takes a code no more after 5 wrong ones', async () => {
    const amir = await onPage('Amir Khan');
    await amir.press('Send a code to this phone', { mobile: '07700 900177' });
    await workDone(database);
    const code = codeIn(textsTo('+447700900177')[0]?.personalisation.text);
    for (let times = 0; times < 5; times++) await amir.press('Check the code', { code: wrongFor(code) });
    expect(amir.page.status).toBe(400);
    expect(amir.page.text).not.toContain('Check the code');
    expect(
      (
        await database.owner
          .selectFrom('noticeChoices')
          .select('mobile')
          .where('personId', '=', await database.id('Amir Khan'))
          .execute()
      )[0]?.mobile,
    ).toBeUndefined();
  });

  test('is the same for staff, and the desk has none of it for families', async () => {
    const priya = await onPage('Priya Nair');
    expect(priya.page.text).toContain('How do you want to know?');
    const sam = await onPage('Sam Hartley');
    expect((await sam.open('/desk/notices')).status).toBe(404);
  });
});

test('each day what no longer has to be kept goes, by the service itself', async () => {
  const { rows } = await sql`select identifier from graphile_worker._private_known_crontabs`.execute(database.owner);
  expect(rows).toEqual([{ identifier: 'forgetOldNotices' }]);
  await sql`update notice_deliveries set state_at = now() - interval '31 days' where state <> 'waiting'`.execute(database.owner);
  await sql`select graphile_worker.add_job('forgetOldNotices')`.execute(database.owner);
  await workDone(database);
  expect(await database.owner.selectFrom('noticeDeliveries').select('id').where('state', '<>', 'waiting').execute()).toEqual([]);
});

test('nothing that was sent names anyone, says what it is about, or where it comes from', async () => {
  // But for what is about signing in: whoever did not do it needs to know whom to call.
  const emails = post.emails.map(({ raw }) => String(raw)).filter((raw) => !raw.includes('Subject: How you sign in has changed'));
  const everything = [
    ...emails.map((raw) => raw.replace(/^(From|To|Message-ID|Received|Date):.*$/gim, '')),
    ...notify.sent.map(({ personalisation }) => JSON.stringify(personalisation)),
  ];
  expect(everything.length).toBeGreaterThan(10);
  for (const words of everything) expect(words).not.toMatch(/Maya|Hartley|Khan|Bevan|Nair|Okafor|key worker|C\(E\)TR|review|hospital|Alongside/);
});
