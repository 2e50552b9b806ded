import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { emailTo, signInAs } from '#tests/support/families.ts';
import { freshly, invite, linkTo, startBy } from '#tests/support/invitations.ts';
import { demoService } from '#tests/support/service.ts';
import { visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const path = (address: string) => new URL(address).pathname;
const gran = { relation: 'other family', name: 'Ivy Hartley', knownAs: 'Ivy', address: 'ivy.hartley@example.org' };
const samAgrees = async () => ({ agreed: await demo.database.id('Sam Hartley') });
/** How many emails a member of staff got. */
async function told(name: string): Promise<number> {
  const address = `${name.toLowerCase().replace(' ', '.')}@example.org`;
  return (await demo.database.owner.selectFrom('demoEmails').select('id').where('toAddress', '=', address).execute()).length;
}
const anyWords = /Biscuit|quiet place|art club|review|Priya|Sam Hartley/;

test('a grandmother comes in by an email: asked about the right child, she sees just what is shared, and writes to the key worker', async () => {
  const priya = await invite(demo, 'Priya Nair', 'Maya Hartley', { ...gran, 'see plan': 'on', 'see messages': 'on', ...(await samAgrees()) });
  expect(priya.page.status).toBe(200);
  expect(path(priya.page.address)).toMatch(/\/invitations$/);
  expect(priya.page.text).toContain('Waits for them to start');

  const { body } = await emailTo(demo.origin, gran.address, '/join/');
  expect(body).not.toMatch(/Maya|Hartley|Priya|key worker/);
  const link = await linkTo(demo.origin, gran.address);
  // A mail scanner opens the link, twice; nobody is let in by that.
  for (let i = 0; i < 2; i++) {
    const scanner = visitor(demo.origin);
    expect((await scanner.open(link)).status).toBe(200);
    expect(scanner.cookies.size).toBe(0);
    expect(scanner.page.text).not.toMatch(/Maya|Hartley|Ivy/);
  }

  const ivy = await startBy(demo.origin, link);
  expect(path(ivy.page.address)).toBe('/en/family/right-child');
  expect(ivy.page.text).toContain('Is this the right child?');
  expect(ivy.page.text).toContain('Maya is 12 years old.');
  expect(ivy.page.text).toContain('You are in the family of Maya.');
  expect(ivy.page.text).not.toMatch(anyWords);
  const maya = await demo.database.id('Maya Hartley');
  for (const page of ['/en/family', '/en/family/plan', '/en/family/reviews', '/en/family/messages', `/en/family/plan?about=${maya}`]) {
    expect(path((await ivy.open(page)).address)).toBe('/en/family/right-child');
  }

  await ivy.press('Yes, this is right');
  expect(path(ivy.page.address)).toBe('/en/family');
  expect(ivy.page.text).toContain(
    "You can see this about Maya: Maya's plan and goals Messages with the key worker Someone with parental responsibility for Maya agreed",
  );
  expect(ivy.page.text).not.toMatch(/Sam Hartley|C\(E\)TR meeting/);
  await ivy.follow('Plan');
  expect(ivy.page.text).toContain('My dog Biscuit');
  expect(ivy.page.text).not.toContain('I go quiet first');
  // What is not shared is not there.
  await expect(async () => ivy.follow('Reviews')).rejects.toThrow('There is no link');
  expect((await ivy.open('/en/family/reviews')).status).toBe(404);
  await ivy.open('/en/family');
  await ivy.follow('Messages');
  await ivy.press('Send', { words: 'Hello, it is Ivy.' });
  expect(ivy.page.text).toContain('We sent your message to Priya Nair.');

  await emailTo(demo.origin, 'priya.nair@example.org', 'something new');
  await priya.open(priya.page.address);
  expect(priya.page.text).toContain('They said: Yes, this is right');

  const again = visitor(demo.origin);
  expect((await again.open(link)).status).toBe(410);
  expect(again.page.text).toContain('This link does not work any more');
});

describe('someone who came by an invitation that was not for them', () => {
  test('says No, and sees nothing but the name; the key worker is told, the session is over and the link is dead', async () => {
    const priya = await invite(demo, 'Priya Nair', 'Leo Hartley', {
      ...gran,
      name: 'Una Wrong',
      knownAs: 'Una',
      address: 'una@example.org',
      'see plan': 'on',
      ...(await samAgrees()),
    });
    const link = await linkTo(demo.origin, 'una@example.org');
    const una = await startBy(demo.origin, link);
    expect(una.page.text).toContain('Leo is 7 years old.');
    expect(una.page.text).not.toMatch(/train|swing|Hartley|Priya/);
    const session = una.cookies.get('session');
    const before = await told('Priya Nair');
    await una.press('No, this is not right');
    expect(path(una.page.address)).toBe('/en/join/not-right');
    expect(una.page.text).toContain('You did nothing wrong.');
    expect(una.page.text).toContain('You are signed out.');
    await expect.poll(() => told('Priya Nair')).toBe(before + 1);

    const later = visitor(demo.origin);
    later.cookies.set('session', session ?? '');
    expect(path((await later.open('/en/family')).address)).toBe('/en/sign-in');
    expect((await later.open(link)).status).toBe(410);
    await priya.open(priya.page.address);
    expect(priya.page.text).toContain('They said: No, this is not right');
    await priya.open('/desk');
    expect(priya.page.text).toContain('See the invitation of Una Wrong for Leo They said: No, this is not right.');
    // The address is nobody's again, and opens nothing.
    expect(await demo.database.owner.selectFrom('emailAddresses').selectAll().where('address', '=', 'una@example.org').execute()).toEqual([]);
    expect(
      await demo.database.owner
        .selectFrom('circleMembers')
        .selectAll()
        .where('personId', '=', await demo.database.id('Una Wrong'))
        .execute(),
    ).toEqual([]);
  });

  test('is shown the sister of the right child, says No to her, and can still be invited to the right one', async () => {
    const sent = { ...gran, name: 'Olu Bell', knownAs: 'Olu', address: 'olu@example.org', 'see plan': 'on', ...(await samAgrees()) };
    await invite(demo, 'Priya Nair', 'Maya Hartley', sent);
    const wrong = await startBy(demo.origin, await linkTo(demo.origin, 'olu@example.org'));
    expect(wrong.page.text).toContain('Maya is 12 years old.');
    await wrong.press('No, this is not right');
    const first = await linkTo(demo.origin, 'olu@example.org');
    await invite(demo, 'Priya Nair', 'Leo Hartley', sent);
    let link = first;
    for (const deadline = Date.now() + 15_000; link === first && Date.now() < deadline;) link = await linkTo(demo.origin, 'olu@example.org');
    const right = await startBy(demo.origin, link);
    await right.press('Yes, this is right');
    expect(right.page.text).toContain('This page is about Leo');
    expect(right.page.text).not.toMatch(/See Maya|about Maya|Biscuit/);
  });

  test('by the invitation of a young person says "not me", and is out, while the young person keeps what they had', async () => {
    await demo.database.owner
      .insertInto('passkeys')
      .values({ id: 'cerys-key', personId: await demo.database.id('Cerys Bevan'), publicKey: Buffer.from('x'), counter: 0 })
      .execute();
    const cerys = await freshly(demo, 'Cerys Bevan');
    await invite(demo, 'Tom Okafor', 'Cerys Bevan', { relation: 'young person', address: 'somebody.else@example.org' });
    const gwen = await freshly(demo, 'Gwen Ashby');
    await gwen.open(`/desk/families/${await demo.database.id('Cerys Bevan')}/invitations`);
    await gwen.press('Yes, invite Cerys Bevan');
    const link = await linkTo(demo.origin, 'somebody.else@example.org');
    const other = await startBy(demo.origin, link);
    expect(other.page.text).toContain('Is this you?');
    expect(other.page.text).not.toContain('Not now');
    expect(path((await other.open('/en/family/plan')).address)).toBe('/en/family/right-child');
    await other.press('No, this is not me');
    expect(other.page.text).toContain('You are signed out.');
    expect(path((await other.open('/en/family')).address)).toBe('/en/sign-in');
    await cerys.open('/en/family');
    expect(cerys.page.text).toContain('Hello, Cerys');
    const addresses = await demo.database.owner
      .selectFrom('emailAddresses')
      .select('address')
      .where('personId', '=', await demo.database.id('Cerys Bevan'))
      .execute();
    expect(addresses).toEqual([{ address: 'cerys.bevan@example.org' }]);
    expect(await demo.database.owner.selectFrom('passkeys').select('id').where('id', '=', 'cerys-key').execute()).toHaveLength(1);
  });
});

test("a father who shares the mother's inbox is refused in words, and never becomes her", async () => {
  const tom = await invite(demo, 'Tom Okafor', 'Amir Khan', {
    ...gran,
    relation: 'parent or carer',
    name: 'Yusuf Khan',
    knownAs: 'Yusuf',
    address: 'Nadia.Khan@example.org',
  });
  expect(tom.page.status).toBe(400);
  expect(tom.page.text).toContain('Someone has this address already.');
  expect(tom.page.html).toContain('value="Yusuf Khan"');
  expect(await demo.database.owner.selectFrom('invitations').select('id').where('name', '=', 'Yusuf Khan').execute()).toEqual([]);

  // Two who are both new: the first to start has the address, the second is told kindly.
  for (const name of ['First Came', 'Second Came']) {
    const worker = await invite(demo, 'Tom Okafor', 'Amir Khan', { ...gran, name, knownAs: name, address: 'shared.inbox@example.org' });
    expect(worker.page.status).toBe(200);
  }
  const links = new Set<string>();
  for (const deadline = Date.now() + 15_000; links.size < 2 && Date.now() < deadline;) {
    const emails = (await (await fetch(`${demo.origin}/demo/inbox.json`)).json()) as { toAddress: string; body: string }[];
    for (const { toAddress, body } of emails) if (toAddress === 'shared.inbox@example.org') links.add(/\S+\/join\/\S+/.exec(body)?.[0] ?? '');
  }
  const [one, two] = [...links];
  await startBy(demo.origin, one ?? '');
  const second = await startBy(demo.origin, two ?? '');
  expect(second.page.status).toBe(400);
  expect(second.page.text).toContain('Ask your key worker for a new one.');
  expect(second.cookies.size).toBe(0);
});

test('the same name and address for a second child asks the person who is signed in, and sends no link; they may answer later', async () => {
  const nadia = await signInAs(demo.origin, 'Nadia Khan');
  expect(path(nadia.page.address)).toBe('/en/family');
  const cerys = await demo.database.id('Cerys Bevan');
  await invite(demo, 'Tom Okafor', 'Cerys Bevan', {
    ...gran,
    name: 'nadia khan',
    knownAs: 'N',
    address: 'nadia.khan@example.org',
    'see messages': 'on',
    agreed: cerys,
  });
  await emailTo(demo.origin, 'nadia.khan@example.org', 'something new');
  const { rows } = await sql<{ way: string | null }>`select way_id as way from invitations where young_person_id = ${cerys} and name = 'Nadia Khan'`.execute(
    demo.database.owner,
  );
  expect(rows).toEqual([{ way: null }]);

  await nadia.open('/en/family');
  expect(nadia.page.text).toContain('Is this the right young person?');
  expect(nadia.page.text).toContain('Cerys is 19 years old.');
  await nadia.follow('Not now. Go to my pages');
  expect(nadia.page.text).toContain("Amir's support plan");
  await nadia.follow('Plan');
  expect(nadia.page.text).toContain('I want to be home');
  await nadia.open('/en/family');
  await nadia.press('No, this is not right');
  expect(nadia.page.text).toContain('Your other pages are as they were.');
  await nadia.follow('Go to my pages');
  expect(nadia.page.text).toContain("Amir's support plan");
});

describe('an invitation with parental responsibility', () => {
  const aunt = {
    relation: 'parent or carer',
    responsibility: 'on',
    name: 'Rosa Vale',
    knownAs: 'Rosa',
    address: 'rosa@example.org',
    'see plan': 'on',
    agreed: 'themself',
  };

  test('sends nothing until a second member of staff said yes, who is not the one that made it', async () => {
    const priya = await invite(demo, 'Priya Nair', 'Leo Hartley', aunt);
    expect(priya.page.text).toContain('Waits for a second member of staff');
    expect(priya.page.text).toContain('Someone else in the team must say yes.');
    await emailTo(demo.origin, 'gwen.ashby@example.org', 'something for you to do');
    const leo = await demo.database.id('Leo Hartley');
    const { id } = await demo.database.owner.selectFrom('invitations').select('id').where('name', '=', 'Rosa Vale').executeTakeFirstOrThrow();
    await expect(
      demo.database.as('Priya Nair', (db) =>
        db
          .updateTable('invitations')
          .set({ confirmedBy: sql`current_person()` })
          .where('id', '=', id)
          .execute(),
      ),
    ).rejects.toMatchObject({ code: expect.stringMatching(/42501|23514/) });
    expect((await demo.database.owner.selectFrom('invitations').select('wayId').where('id', '=', id).executeTakeFirstOrThrow()).wayId).toBeNull();

    const gwen = await freshly(demo, 'Gwen Ashby');
    await gwen.open('/desk');
    await gwen.follow('Confirm an invitation for Leo');
    expect(path(gwen.page.address)).toBe(`/desk/families/${leo}/invitations`);
    await gwen.press('Yes, invite Rosa Vale');
    expect(gwen.page.text).toContain('You said yes.');
    const rosa = await startBy(demo.origin, await linkTo(demo.origin, aunt.address));
    await rosa.press('Yes, this is right');
    await rosa.follow('Plan');
    expect(rosa.page.text).toContain('Trains, my sister Maya');
  });

  test('"they agree themself" is only for someone who comes with it', async () => {
    const { responsibility: _, ...other } = aunt;
    const priya = await invite(demo, 'Priya Nair', 'Leo Hartley', { ...other, name: 'Other Aunt', address: 'other.aunt@example.org' });
    expect(priya.page.status).toBe(400);
    expect(priya.page.text).toContain('Only someone with parental responsibility agrees themself.');
    expect(priya.page.html).toContain('value="Other Aunt"');
  });
});

describe('an invitation', () => {
  const sent = (name: string) => ({ ...gran, name, knownAs: name, address: `${name.toLowerCase().replace(' ', '.')}@example.org` });

  test('ends after 7 days', async () => {
    await invite(demo, 'Tom Okafor', 'Cerys Bevan', sent('Late Comer'));
    const link = await linkTo(demo.origin, 'late.comer@example.org');
    await sql`update ways_in set opens_at = opens_at - interval '7 days', ends_at = ends_at - interval '7 days' where address = 'late.comer@example.org'`.execute(
      demo.database.owner,
    );
    expect((await visitor(demo.origin).open(link)).status).toBe(410);
    const tom = await freshly(demo, 'Tom Okafor');
    await tom.open(`/desk/families/${await demo.database.id('Cerys Bevan')}/invitations`);
    expect(tom.page.text).toContain('It is too old now. Invite them again');
  });

  test('that was taken back is dead at once, also for someone who has its page open', async () => {
    const tom = await invite(demo, 'Tom Okafor', 'Cerys Bevan', sent('Not Now'));
    const person = visitor(demo.origin);
    await person.open(await linkTo(demo.origin, 'not.now@example.org'));
    await tom.press('Take back the invitation of Not Now');
    await person.press('Start');
    expect(person.page.status).toBe(400);
    expect(person.page.text).toContain('Ask your key worker for a new one.');
    expect(person.cookies.size).toBe(0);
  });

  test('is used once, also where two press at once', async () => {
    await invite(demo, 'Tom Okafor', 'Cerys Bevan', sent('Only Once'));
    const link = await linkTo(demo.origin, 'only.once@example.org');
    const both = [visitor(demo.origin), visitor(demo.origin)];
    await Promise.all(both.map((one) => one.open(link)));
    await Promise.all(both.map((one) => one.press('Start')));
    expect(both.map(({ page }) => page.status).toSorted()).toEqual([200, 400]);
    const { rows } = await sql<{ people: number }>`select count(*)::int as people from people where name = 'Only Once'`.execute(demo.database.owner);
    expect(rows).toEqual([{ people: 1 }]);
  });

  test('sent 5 times at once by one form is one invitation with one email', async () => {
    const tom = await freshly(demo, 'Tom Okafor');
    await tom.open(`/desk/families/${await demo.database.id('Cerys Bevan')}/invite`);
    const form = tom.page;
    await Promise.all(Array.from({ length: 5 }, () => ((tom.page = form), tom.press('Invite them', sent('Double Press')))));
    const { rows } = await sql<{ made: number; ways: number }>`
      select (select count(*)::int from invitations where name = 'Double Press') as made,
        (select count(*)::int from ways_in where address = 'double.press@example.org') as ways`.execute(demo.database.owner);
    expect(rows).toEqual([{ made: 1, ways: 1 }]);
  });

  test('with everything missing says what, and keeps what was ticked', async () => {
    const tom = await invite(demo, 'Tom Okafor', 'Cerys Bevan', { 'see plan': 'on', address: 'nowhere' });
    expect(tom.page.status).toBe(400);
    for (const words of ['Choose who you invite.', 'Write the name.', 'Write your whole email address']) expect(tom.page.text).toContain(words);
    expect(tom.page.html).toMatch(/id="see-plan"[^>]*checked/);
    await tom.press('Invite them', { ...sent('No Consent'), 'see plan': 'on' });
    expect(tom.page.text).toContain('Choose who agreed. If nobody agreed, share nothing yet.');
    expect(tom.page.html).toContain('value="No Consent"');
  });

  test('sent after the check that it is still them ran out is not made, asks for the check, and loses nothing', async () => {
    const tom = await freshly(demo, 'Tom Okafor');
    await tom.open(`/desk/families/${await demo.database.id('Cerys Bevan')}/invite`);
    await sql`update sessions set fresh_at = now() - interval '6 minutes' where person_id = ${await demo.database.id('Tom Okafor')}`.execute(
      demo.database.owner,
    );
    await tom.press('Invite them', sent('Too Slow'));
    expect(tom.page.status).toBe(400);
    expect(tom.page.text).toContain('The last check is too long ago.');
    expect(tom.page.html).toContain('value="Too Slow"');
    expect(await demo.database.owner.selectFrom('invitations').select('id').where('name', '=', 'Too Slow').execute()).toEqual([]);
  });

  test("from another family's key worker is not there, on the page and by a made-up form", async () => {
    const maya = await demo.database.id('Maya Hartley');
    const tom = await freshly(demo, 'Tom Okafor');
    expect((await tom.open(`/desk/families/${maya}/invite`)).status).toBe(404);
    expect((await tom.open(`/desk/families/${maya}/invitations`)).status).toBe(404);
    await tom.open(`/desk/families/${await demo.database.id('Cerys Bevan')}/invite`);
    await tom.press('Invite them', { ...sent('Stray Form'), youngPerson: maya });
    expect(tom.page.status).toBe(404);
    const sam = await freshly(demo, 'Sam Hartley');
    expect((await sam.open(`/desk/families/${maya}/invite`)).status).toBe(404);
  });

  test('about someone who turned 16 before the answer shares nothing that a parent agreed to for a child', async () => {
    await demo.database.owner
      .updateTable('youngPeople')
      .set({ bornOn: sql`(today() - interval '16 years')::date + 1` })
      .where('personId', '=', await demo.database.id('Leo Hartley'))
      .execute();
    await invite(demo, 'Priya Nair', 'Leo Hartley', { ...sent('Just Before'), 'see plan': 'on', ...(await samAgrees()) });
    const person = await startBy(demo.origin, await linkTo(demo.origin, 'just.before@example.org'));
    await demo.database.owner
      .updateTable('youngPeople')
      .set({ bornOn: sql`(today() - interval '16 years')::date` })
      .where('personId', '=', await demo.database.id('Leo Hartley'))
      .execute();
    await person.press('Yes, this is right');
    expect(person.page.text).toContain('We share nothing about Leo with you yet.');
  });

  test('as the 31st of a day is refused in easy words, and nothing is lost', async () => {
    const gwen = await demo.database.id('Gwen Ashby');
    await sql`insert into tries (what, whom) select 'invitation by', ${gwen} from generate_series(1, 29)`.execute(demo.database.owner);
    const thirtieth = await invite(demo, 'Gwen Ashby', 'Amir Khan', sent('The Thirtieth'));
    expect(thirtieth.page.status).toBe(200);
    const worker = await invite(demo, 'Gwen Ashby', 'Amir Khan', { ...sent('Thirty First'), id: randomUUID() });
    expect(worker.page.status).toBe(400);
    expect(worker.page.text).toContain('This was too often. Wait a little.');
    expect(worker.page.html).toContain('value="Thirty First"');
    expect(worker.page.html).toContain('value="thirty.first@example.org"');
  });
});
