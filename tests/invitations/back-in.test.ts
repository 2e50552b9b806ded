import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { emailTo, signInByEmail } from '#tests/support/families.ts';
import { everythingIn, freshly, linkTo, startBy } from '#tests/support/invitations.ts';
import { demoService } from '#tests/support/service.ts';
import { visitor, type Visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const path = (address: string) => new URL(address).pathname;

async function help(staff: string, about: string, name: string, fields: Record<string, string>): Promise<Visitor> {
  const worker = await freshly(demo, staff);
  await worker.open(`/desk/families/${await demo.database.id(about)}/invitations`);
  await worker.follow(`Help ${name} to get back in`);
  await worker.press(`Help ${name} to get back in now`, fields);
  return worker;
}

async function givePasskey(name: string, id: string): Promise<void> {
  await demo.database.owner
    .insertInto('passkeys')
    .values({ id, personId: await demo.database.id(name), publicKey: Buffer.from('x'), counter: 0 })
    .execute();
}
const passkeysOf = async (name: string) =>
  (
    await demo.database.owner
      .selectFrom('passkeys')
      .select('id')
      .where('personId', '=', await demo.database.id(name))
      .execute()
  ).length;
const addressesOf = async (name: string) =>
  (
    await demo.database.owner
      .selectFrom('emailAddresses')
      .select('address')
      .where('personId', '=', await demo.database.id(name))
      .orderBy('address')
      .execute()
  ).map(({ address }) => address);

test('someone far away: sessions end at once, every address is told, and the link works only after 24 hours', async () => {
  await demo.database.owner
    .insertInto('emailAddresses')
    .values({ address: 'dilys.second@example.org', personId: await demo.database.id('Dilys Bevan') })
    .execute();
  await givePasskey('Dilys Bevan', 'dilys-key');
  const dilys = await signInByEmail(demo.origin, 'dilys.bevan@example.org');
  expect(dilys.page.text).toContain('Hello, Dilys');

  const tom = await help('Tom Okafor', 'Cerys Bevan', 'Dilys Bevan', { here: 'no', address: 'dilys.new@example.org' });
  expect(tom.page.status).toBe(200);
  expect(path(tom.page.address)).toMatch(/^\/desk\/back-in\//);
  expect(tom.page.text).toContain('Dilys Bevan is signed out everywhere.');
  expect(tom.page.text).toContain('Until then Dilys Bevan can sign in and stop it.');
  expect(path((await dilys.open('/en/family')).address)).toBe('/en/sign-in');
  for (const address of ['dilys.bevan@example.org', 'dilys.second@example.org']) {
    expect((await emailTo(demo.origin, address, 'get back in')).body).toContain('Was this not you? Sign in and stop it.');
  }
  const way = tom.page.address.split('/').at(-1) ?? '';
  const { rows } = await sql<{ hours: number; sent: boolean }>`
    select round(extract(epoch from opens_at - now()) / 3600)::int as hours, link_hash is not null as sent from ways_in where id = ${way}`.execute(
    demo.database.owner,
  );
  expect(rows).toEqual([{ hours: 24, sent: false }]);
  // Their old ways stay until the new one is used, so that they can stop it.
  expect(await passkeysOf('Dilys Bevan')).toBe(1);

  // A day goes by.
  await sql`update ways_in set opens_at = now() where id = ${way}`.execute(demo.database.owner);
  await sql`update graphile_worker._private_jobs set run_at = now() where payload->>'way' = ${way}`.execute(demo.database.owner);
  const back = await startBy(demo.origin, await linkTo(demo.origin, 'dilys.new@example.org'));
  expect(back.page.text).toContain('Hello, Dilys');
  expect(await addressesOf('Dilys Bevan')).toEqual(['dilys.new@example.org']);
  expect(await passkeysOf('Dilys Bevan')).toBe(0);
});

test('a link before its time says from when it works, in words, and lets nobody in', async () => {
  const token = 'e'.repeat(43);
  const way = await demo.database.owner
    .insertInto('waysIn')
    .values({
      kind: 'back in',
      personId: await demo.database.id('Imran Khan'),
      address: 'imran.new@example.org',
      linkHash: sql`sha256(convert_to(${token}, 'UTF8'))`,
      opensAt: sql`now() + interval '20 hours'`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const imran = visitor(demo.origin);
  await imran.open(`/en/join/${token}`);
  expect(imran.page.text).toContain('This does not work yet');
  expect(imran.page.text).toMatch(/It works from: \w+day \d+ \w+ 20\d\d, [\d:]+[ap]m/);
  expect(imran.page.html).not.toContain('<button class="button">Start');
  await demo.database.owner.deleteFrom('waysIn').where('id', '=', way.id).execute();
});

test('someone who is here gets in at once by a card, and the old passkeys are gone', async () => {
  await givePasskey('Ruth Adeyemi', 'ruth-key');
  const tom = await help('Tom Okafor', 'Amir Khan', 'Ruth Adeyemi', { here: 'yes', address: '' });
  await tom.follow('Print the card for Ruth Adeyemi');
  expect(tom.page.text).toContain('A card for Ruth Adeyemi');
  await tom.press('Make the card');
  const number = /\d{3} \d{3}/.exec(/<section class="card-sheet"[\s\S]*/.exec(tom.page.html)?.[0] ?? '')?.[0] ?? '';
  const words = [...tom.page.html.matchAll(/<li[^>]*>([a-z]+)<\/li>/g)].map(([, word]) => word).join(' ');
  expect(await everythingIn(demo.database)).not.toContain(words);
  const ruth = visitor(demo.origin);
  await ruth.open('/en/join');
  await ruth.press('Start', { number, words });
  expect(ruth.page.text).toContain('Hello, Ruth');
  expect(ruth.page.text).toContain('Make a passkey to sign in next time.');
  expect(await passkeysOf('Ruth Adeyemi')).toBe(0);
});

test('someone who never asked stops it, and the link does not work any more', async () => {
  const tom = await help('Tom Okafor', 'Amir Khan', 'Nadia Khan', { here: 'no', address: 'not.nadia@example.org' });
  const way = tom.page.address.split('/').at(-1) ?? '';
  const token = 's'.repeat(43);
  await sql`update ways_in set link_hash = sha256(convert_to(${token}, 'UTF8')) where id = ${way}`.execute(demo.database.owner);
  await signInByEmail(demo.origin, 'nadia.khan@example.org');
  await demo.database.as('Nadia Khan', (db) => sql`select stop_way_back()`.execute(db));
  await sql`update ways_in set opens_at = now() where id = ${way}`.execute(demo.database.owner);
  expect((await visitor(demo.origin).open(`/en/join/${token}`)).status).toBe(410);
  expect(await addressesOf('Nadia Khan')).toEqual(['nadia.khan@example.org']);
  await tom.open(tom.page.address);
  expect(tom.page.text).toContain('Someone used it or stopped it, or it is too old.');
});

test("an address of someone else is refused in words, and nobody's sessions end", async () => {
  const amir = await freshly(demo, 'Amir Khan');
  const tom = await help('Tom Okafor', 'Amir Khan', 'Amir Khan', { here: 'yes', address: 'Nadia.Khan@example.org' });
  expect(tom.page.status).toBe(400);
  expect(tom.page.text).toContain('Someone has this address already.');
  expect(tom.page.html).toContain('value="Nadia.Khan@example.org"');
  expect(tom.page.html).toMatch(/value="yes"[^>]*checked|checked[^>]*value="yes"/);
  await amir.open('/en/family');
  expect(amir.page.text).toContain('Hello, Amir');
});

test('without saying where they are, nothing happens', async () => {
  const tom = await help('Tom Okafor', 'Amir Khan', 'Imran Khan', { address: 'imran.other@example.org' });
  expect(tom.page.status).toBe(400);
  expect(tom.page.text).toContain('Choose where they are now.');
  expect(tom.page.html).toContain('value="imran.other@example.org"');
});

describe('who can not help whom', () => {
  test("another family's key worker finds no page, and a made-up form is refused", async () => {
    const [amir, nadia] = [await demo.database.id('Amir Khan'), await demo.database.id('Nadia Khan')];
    const priya = await freshly(demo, 'Priya Nair');
    expect((await priya.open(`/desk/families/${amir}/back-in/${nadia}`)).status).toBe(404);
    const maya = await demo.database.id('Maya Hartley');
    expect((await priya.open(`/desk/families/${maya}/back-in/${nadia}`)).status).toBe(404);
    await priya.open(`/desk/families/${maya}/back-in/${await demo.database.id('Sam Hartley')}`);
    const form = priya.page;
    for (const fields of [
      { person: nadia, youngPerson: amir },
      { person: nadia, youngPerson: maya },
      { person: await demo.database.id('Tom Okafor'), youngPerson: maya },
      { person: await demo.database.id('Gwen Ashby'), youngPerson: maya },
      { person: randomUUID(), youngPerson: maya },
    ]) {
      priya.page = form;
      await priya.press('Help Sam Hartley to get back in now', { here: 'yes', address: 'taken.over@example.org', ...fields });
      expect(priya.page.status).toBe(404);
    }
    expect(await demo.database.owner.selectFrom('waysIn').select('id').where('address', '=', 'taken.over@example.org').execute()).toEqual([]);
  });

  test('a key worker does it for no colleague; a team lead does, and never for themself', async () => {
    const tom = await demo.database.id('Tom Okafor');
    const priya = await freshly(demo, 'Priya Nair');
    expect((await priya.open(`/desk/staff/${tom}/back-in`)).status).toBe(404);
    expect((await priya.open(`/desk/staff/${await demo.database.id('Priya Nair')}/back-in`)).status).toBe(404);
    const gwen = await freshly(demo, 'Gwen Ashby');
    expect((await gwen.open(`/desk/staff/${await demo.database.id('Gwen Ashby')}/back-in`)).status).toBe(404);
    expect((await gwen.open(`/desk/staff/${await demo.database.id('Sam Hartley')}/back-in`)).status).toBe(404);

    await gwen.open(`/desk/staff/${tom}/back-in`);
    await gwen.press('Help Tom Okafor to get back in now', { here: 'yes', address: 'tom.new@example.org' });
    expect(gwen.page.text).toContain('Tom Okafor is signed out everywhere.');
    // He comes by the link, and is nobody until he has a passkey.
    const back = await startBy(demo.origin, await linkTo(demo.origin, 'tom.new@example.org'));
    expect(path(back.page.address)).toBe('/en/me/passkey');
    expect((await back.open('/desk')).text).not.toContain('Hello, Tom');
    expect(await addressesOf('Tom Okafor')).toEqual(['tom.new@example.org']);
  });
});
