import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hashToken, newToken } from '#access/sign-in.ts';
import { keepPasskeys } from '#tests/support/browser.ts';
import { emailTo } from '#tests/support/families.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import { visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const chromium = realBrowser();

/** Someone at a device that can keep passkeys. */
interface AtDevice {
  page: Page;
  context: BrowserContext;
  /** Says whether the device knows its person: a face, a finger, the lock. */
  isKnown(known: boolean): Promise<unknown>;
}

/** A device of its own with a browser; with a session of `who` where given. */
async function deviceOf(who?: string): Promise<AtDevice> {
  const context = await chromium.browser.newContext();
  if (who) await giveSession(context, await demo.database.session(who));
  const page = await context.newPage();
  const { setUserVerified } = await keepPasskeys(page);
  return { page, context, isKnown: setUserVerified };
}

async function giveSession(context: BrowserContext, token: string): Promise<void> {
  await context.addCookies([{ name: 'session', value: token, url: demo.origin }]);
}

async function press(page: Page, button: string): Promise<void> {
  await page.locator('astro-island:not([ssr])').first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: button }).click();
}

async function makePasskey({ page }: AtDevice): Promise<void> {
  await page.goto(`${demo.origin}/en/me/passkey`);
  await press(page, 'Make a passkey on this device');
  await page.getByText('You have a new passkey.').waitFor();
}

/** Presses the button, but what the browser would send goes nowhere. Gives it. */
async function catchForm(page: Page, address: string, button: string): Promise<URLSearchParams> {
  await page.goto(demo.origin + address);
  await page.evaluate(() => {
    HTMLFormElement.prototype.submit = function () {
      document.documentElement.dataset.caught = new URLSearchParams([...new FormData(this)] as [string, string][]).toString();
    };
  });
  await press(page, button);
  const caught = page.locator('html[data-caught]');
  await caught.waitFor();
  return new URLSearchParams((await caught.getAttribute('data-caught')) ?? '');
}

/** Sends a form as it stands on a page of someone who has this session. */
async function send(address: string, form: URLSearchParams, token?: string): Promise<{ status: number; text: string; entered: boolean }> {
  const someone = visitor(demo.origin);
  if (token) someone.cookies.set('session', token);
  const { html } = await someone.open(address);
  const action = /action="([^"]*_action=[^"]*)"[^>]*><input type="hidden" name="challenge"/.exec(html.replaceAll(/\s+/g, ' ').replaceAll('> <', '><'))?.[1];
  const url = new URL((action ?? '').replaceAll('&amp;', '&'), new URL(address, demo.origin));
  const cookie = token ? { cookie: `session=${token}` } : undefined;
  const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual', headers: { origin: demo.origin, ...cookie } });
  return { status: answer.status, text: await answer.text(), entered: answer.headers.getSetCookie().some((each) => /^session=[\w-]{43}/.test(each)) };
}

test('a carer makes a passkey, and signs in with it on a fresh visit without writing anything', async () => {
  const sam = await deviceOf('Sam Hartley');
  await sam.page.goto(`${demo.origin}/en/family`);
  await sam.page.getByRole('link', { name: 'How I sign in' }).click();
  await sam.page.getByRole('link', { name: 'Make a passkey' }).click();
  await press(sam.page, 'Make a passkey on this device');
  await sam.page.getByText('You have a new passkey.').waitFor();
  await emailTo(demo.origin, 'sam.hartley@example.org', 'There is a new way to sign in as you.');

  await sam.context.clearCookies();
  await sam.page.goto(`${demo.origin}/en/sign-in`);
  await sam.page.getByRole('link', { name: 'Sign in with a passkey' }).click();
  await press(sam.page, 'Use my passkey');
  await sam.page.getByText('Whose page do you want to see?').waitFor();
  await sam.context.close();
});

test('staff who ask for an email get no way in: it says to use the passkey', async () => {
  const priya = visitor(demo.origin);
  await priya.open('/en/sign-in');
  await priya.press('Send me an email', { email: 'priya.nair@example.org' });
  const { body } = await emailTo(demo.origin, 'priya.nair@example.org', 'You sign in with your passkey');
  expect(body).not.toMatch(/\/sign-in\/link\/|\d{4} \d{4}/);
});

test('staff who come by a link may only make a passkey, and are in with it', async () => {
  const gwen = await deviceOf();
  const [link, token] = [newToken(), newToken()];
  await demo.database.owner
    .insertInto('waysIn')
    .values({ kind: 'staff', personId: await demo.database.id('Gwen Ashby'), address: 'gwen.ashby@example.org', linkHash: hashToken(link) })
    .execute();
  await sql`select use_way_in(${hashToken(link)}, ${hashToken(token)}, 'Chrome, Windows', false)`.execute(demo.database.web);
  await giveSession(gwen.context, token);
  for (const address of ['/desk', '/en/family', '/en/me', '/en/me/check?to=/desk']) {
    await gwen.page.goto(demo.origin + address);
    expect(new URL(gwen.page.url()).pathname, address).toBe('/en/me/passkey');
  }
  expect(await gwen.page.locator('main').textContent()).toContain('You need a passkey to see your desk.');
  await press(gwen.page, 'Make a passkey on this device');
  await gwen.page.getByText('Hello, Gwen').waitFor();
  await gwen.context.close();
});

test('the check that it is still you leads on to where someone wanted to go', async () => {
  const tom = await deviceOf('Tom Okafor');
  await makePasskey(tom);
  await sql`update sessions set fresh_at = null where person_id = ${await demo.database.id('Tom Okafor')}`.execute(demo.database.owner);
  await tom.page.goto(`${demo.origin}/en/me/check?to=/desk`);
  await press(tom.page, 'Use my passkey');
  await tom.page.getByText('Hello, Tom').waitFor();

  // Another passkey for staff only after the check with the first.
  await sql`update sessions set fresh_at = now() - interval '5 minutes' where person_id = ${await demo.database.id('Tom Okafor')}`.execute(demo.database.owner);
  await tom.page.goto(`${demo.origin}/en/me/passkey`);
  await press(tom.page, 'Use my passkey');
  await tom.page.getByRole('heading', { name: 'Make a passkey' }).waitFor();
  await tom.context.close();
});

test('in the demo the check is a button, and it leads nobody to another site', async () => {
  const token = await demo.database.session('Ruth Adeyemi');
  await sql`update sessions set fresh_at = null where token_hash = ${hashToken(token)}`.execute(demo.database.owner);
  const ruth = visitor(demo.origin);
  ruth.cookies.set('session', token);
  await ruth.open('/en/me/check?to=//evil.example');
  await ruth.press('Yes, it is me', { to: '//evil.example' });
  expect(new URL(ruth.page.address).origin).toBe(demo.origin);
  expect(ruth.page.text).toContain('We know that it is you');
});

test('who says no to the device, or whom it does not know, reads so and can try again', async () => {
  const nadia = await deviceOf('Nadia Khan');
  await makePasskey(nadia);
  await nadia.context.clearCookies();
  await nadia.isKnown(false);
  await nadia.page.goto(`${demo.origin}/en/sign-in/passkey`);
  await nadia.page.getByLabel('Other people use this device').check();
  const answer = nadia.page.waitForResponse((response) => response.request().method() === 'POST');
  await press(nadia.page, 'Use my passkey');
  expect((await answer).status()).toBe(400);
  expect(await nadia.page.locator('#passkey-error').textContent()).toContain('The passkey did not come through. Press the button to try again.');
  expect(await nadia.page.getByLabel('Other people use this device').isChecked()).toBe(true);
  await nadia.isKnown(true);
  await press(nadia.page, 'Use my passkey');
  await nadia.page.getByText('Hello, Nadia').waitFor();
  await nadia.context.close();
});

test('a device that has a passkey of the person already says so', async () => {
  const amir = await deviceOf('Amir Khan');
  await makePasskey(amir);
  await amir.page.goto(`${demo.origin}/en/me/passkey`);
  await press(amir.page, 'Make a passkey on this device');
  await amir.page.locator('#passkey-error').waitFor();
  expect(await amir.page.locator('#passkey-error').textContent()).toContain('This device has a passkey for you already.');
  await amir.context.close();
});

test('without the face, finger or lock of its person, a signature of the device opens nothing', async () => {
  const imran = await deviceOf('Imran Khan');
  await makePasskey(imran);
  await imran.context.clearCookies();
  await imran.isKnown(false);
  await imran.page.goto(`${demo.origin}/en/sign-in/passkey`);
  // As a browser would sign that has been changed not to ask for its person.
  const form = await imran.page.evaluate(async () => {
    const island = document.querySelector('astro-island[props*="challenge"]');
    const text = /"challenge":\[0,"([\w-]+)"\]/.exec(island?.getAttribute('props') ?? '')?.[1] ?? '';
    const challenge = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    const credential = (await navigator.credentials.get({ publicKey: { challenge, userVerification: 'discouraged' } })) as PublicKeyCredential;
    return { challenge: document.querySelector<HTMLInputElement>('[name=challenge]')?.value ?? '', answer: JSON.stringify(credential.toJSON()) };
  });
  const answer = await send('/en/sign-in/passkey', new URLSearchParams(form));
  expect(answer).toMatchObject({ status: 400, entered: false });
  expect(answer.text).toContain('We do not know this passkey.');
  await imran.context.close();
});

test('what a passkey said works once, for 5 minutes, and only for its own person', async () => {
  const cerys = await deviceOf('Cerys Bevan');
  await makePasskey(cerys);
  await cerys.context.clearCookies();
  const signIn = '/en/sign-in/passkey';

  const late = await catchForm(cerys.page, signIn, 'Use my passkey');
  await sql`update challenges set expires_at = now() where id = ${late.get('challenge')}`.execute(demo.database.owner);
  const tooLate = await send(signIn, late);
  expect(tooLate).toMatchObject({ status: 400, entered: false });
  expect(tooLate.text).toContain('This took too long.');

  // Her passkey in the form of someone else's check: they stay unchecked.
  const dilys = await demo.database.session('Dilys Bevan');
  await sql`update sessions set fresh_at = null, method = 'email' where token_hash = ${hashToken(dilys)}`.execute(demo.database.owner);
  await sql`insert into passkeys (id, person_id, public_key, counter) values ('other', ${await demo.database.id('Dilys Bevan')}, '\\x00', 0)`.execute(
    demo.database.owner,
  );
  const hers = await catchForm(cerys.page, signIn, 'Use my passkey');
  const refused = await send('/en/me/check?to=/en', hers, dilys);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('We do not know this passkey.');
  const { rows } = await sql<{ freshAt: Date | null }>`select fresh_at from sessions where token_hash = ${hashToken(dilys)}`.execute(demo.database.owner);
  expect(rows).toEqual([{ freshAt: null }]);

  const once = await catchForm(cerys.page, signIn, 'Use my passkey');
  expect(await send(signIn, once)).toMatchObject({ status: 303, entered: true });
  expect(await send(signIn, once)).toMatchObject({ status: 400, entered: false });
  const twice = await catchForm(cerys.page, signIn, 'Use my passkey');
  const both = await Promise.all([send(signIn, twice), send(signIn, twice), send(signIn, twice)]);
  expect(both.filter(({ entered }) => entered)).toHaveLength(1);
  await cerys.context.close();
});

test('a counter that goes back is a copy of the passkey, and opens nothing', async () => {
  const maya = await deviceOf('Maya Hartley');
  await makePasskey(maya);
  await maya.context.clearCookies();
  const person = await demo.database.id('Maya Hartley');
  await sql`update passkeys set counter = 1000 where person_id = ${person}`.execute(demo.database.owner);
  await maya.page.goto(`${demo.origin}/en/sign-in/passkey`);
  await press(maya.page, 'Use my passkey');
  await maya.page.locator('#passkey-error').waitFor();
  expect(await maya.page.locator('#passkey-error').textContent()).toContain('We do not know this passkey.');

  const { id } = await demo.database.owner.selectFrom('passkeys').select('id').where('personId', '=', person).executeTakeFirstOrThrow();
  const use = async (counter: number) => {
    const challenge = randomUUID();
    await sql`select make_challenge(${challenge}, 'c')`.execute(demo.database.web);
    const { rows } = await sql<{ who: string | null }>`select use_passkey(${id}, ${challenge}, ${counter}, ${hashToken(newToken())}, '', false) as who`.execute(
      demo.database.web,
    );
    return rows[0]?.who;
  };
  expect(await use(1000)).toBeNull();
  expect(await use(999)).toBeNull();
  expect(await use(1001)).toBe(person);
  await maya.context.close();
});

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['JSON of another kind', '[1,2]'],
  [
    'a made-up signature',
    JSON.stringify({
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
    }),
  ],
])('%s in place of a passkey gets easy words and 400', async (_, answer) => {
  const someone = visitor(demo.origin);
  await someone.open('/en/sign-in/passkey');
  await someone.press('Use my passkey', { answer });
  expect(someone.page.status).toBe(400);
  expect(someone.page.text).toMatch(/This did not work\.|We do not know this passkey\./);
});

test('staff keep their last passkey, and a carer may remove theirs', async () => {
  const add = async (name: string, id: string) =>
    sql`insert into passkeys (id, person_id, public_key, counter, device) values (${id}, ${await demo.database.id(name)}, '\\x00', 0, 'Edge, Windows')`.execute(
      demo.database.owner,
    );
  await add('Priya Nair', 'priya');
  const priya = visitor(demo.origin);
  priya.cookies.set('session', await demo.database.session('Priya Nair'));
  await priya.open('/en/me');
  expect(priya.page.text).toContain('You need at least 1 passkey.');
  await add('Priya Nair', 'priya 2');
  await priya.open('/en/me');
  const form = priya.page;
  await priya.press('Remove this passkey');
  expect(priya.page.text).toContain('We removed the passkey.');
  priya.page = form;
  await priya.press('Remove this passkey', { passkey: 'priya 2' });
  expect(priya.page.status).toBe(400);
  expect(priya.page.text).toContain('You need this passkey to sign in. Add another one first.');

  await add('Dilys Bevan', 'dilys');
  const dilys = visitor(demo.origin);
  dilys.cookies.set('session', await demo.database.session('Dilys Bevan'));
  await dilys.open('/en/me');
  await dilys.press('Remove this passkey', { passkey: 'priya 2' });
  expect(dilys.page.status).toBe(400);
  for (let presses = 0; presses < 2; presses++) {
    await dilys.open('/en/me');
    await dilys.press('Remove this passkey');
    expect(dilys.page.text).toContain('We removed the passkey.');
    if (dilys.page.text.includes('You have no passkeys yet.')) break;
  }
  expect(dilys.page.text).toContain('You have no passkeys yet.');
});
