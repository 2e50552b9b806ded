import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asSession } from '#database/scope.ts';
import { listLinks, makeLink } from '#links/share-links.ts';
import { freshly } from '#tests/support/invitations.ts';
import { demoService } from '#tests/support/service.ts';
import { visitor, type Visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const ids = { maya: '', amir: '', sam: '', imran: '', nadia: '', tom: '', gwen: '', priya: '', ruth: '', cerys: '' };

beforeAll(async () => {
  const { id } = demo.database;
  Object.assign(ids, await demo.database.cast(), {
    amir: await id('Amir Khan'),
    imran: await id('Imran Khan'),
    nadia: await id('Nadia Khan'),
    ruth: await id('Ruth Adeyemi'),
    cerys: await id('Cerys Bevan'),
  });
});
const owner = (statement: string) => sql.raw(statement).execute(demo.database.owner);
// How often someone may make a link is asked by a test of its own.
beforeEach(() => owner('delete from tries'));

/** Makes a link by the form of the family area, and gives its address and who made it. */
async function make(name: string, about: string, fields: Record<string, string>): Promise<{ address: string; person: Visitor }> {
  const person = await freshly(demo, name);
  await person.open(`/en/family/links?about=${about}`);
  await person.press('Make the link', { forWhom: 'The school', days: '7', ...fields });
  return { address: /\/en\/shared\/[\w-]{43}/.exec(person.page.text)?.[0] ?? '', person };
}

/** Someone who opened a link and said who they are. */
async function openAs(address: string, name: string): Promise<Visitor> {
  const reader = visitor(demo.origin);
  await reader.open(address);
  await reader.press('Show me the page', { name });
  return reader;
}
const works = async (address: string) => (await visitor(demo.origin).open(address)).status === 200;

describe('a link to a page about a child', () => {
  test('is made by a parent who answers for them, opened by someone who says who they are, listed and ended', async () => {
    const { address, person: sam } = await make('Sam Hartley', ids.maya, { what: 'profile', forWhom: 'Art club' });
    expect(sam.page.status).toBe(200);
    expect(sam.page.text).toContain('You see it only now.');
    expect(sam.page.html).toContain('aria-label="The square to point a camera at"');

    const reader = visitor(demo.origin);
    const before = await reader.open(address);
    expect(before.status).toBe(200);
    // Before anyone says who they are, the page names nobody.
    expect(before.html).not.toMatch(/Maya|Sam|Biscuit|Art club/);
    await reader.press('Show me the page', { name: 'Jo Lee, art teacher' });
    expect(reader.page.status).toBe(200);
    expect(reader.page.text).toContain('1 page about Maya');
    expect(reader.page.text).toContain('I never forget a birthday.');
    expect(reader.page.text).not.toContain('Loud rooms make it worse.');
    expect(Object.fromEntries(['cache-control', 'x-robots-tag', 'content-encoding'].map((name) => [name, reader.page.headers.get(name)]))).toEqual({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'content-encoding': null,
    });
    expect(reader.cookies.size).toBe(0);

    await sam.open(`/en/family/links?about=${ids.maya}`);
    expect(sam.page.text).toMatch(/1 page about Maya For: Art club .*Jo Lee, art teacher/);
    expect(sam.page.html).not.toContain(address.split('/').at(-1));
    const maya = await freshly(demo, 'Maya Hartley');
    await maya.open('/en/family/links');
    expect(maya.page.text).toMatch(/1 page about you For: Art club .*Sam Hartley made it: .*Jo Lee, art teacher/);
    // She is 12: it is not hers to make one.
    expect(maya.page.html).not.toContain('name="forWhom"');

    await maya.press('End this link now');
    expect(maya.page.text).toContain('You ended the link.');
    expect(await works(address)).toBe(false);
    const nowhere = await visitor(demo.origin).open(`/en/shared/${'x'.repeat(43)}`);
    const dead = await visitor(demo.origin).open(address);
    expect([dead.status, nowhere.status]).toEqual([410, 410]);
    expect(dead.html).toBe(nowhere.html);
  });

  test('that ends while someone reads its first page gives nothing any more', async () => {
    const { address } = await make('Sam Hartley', ids.maya, { what: 'profile' });
    const reader = visitor(demo.origin);
    await reader.open(address);
    await owner(`update share_links set ended_by = '${ids.sam}' where ended_at is null`);
    await reader.press('Show me the page', { name: 'Jo' });
    expect(reader.page.status).toBe(400);
    expect(reader.page.text).toContain('This link does not work any more');
    expect(reader.page.text).not.toMatch(/Maya|Biscuit/);
  });

  test('ends by itself, to the minute', async () => {
    const { address } = await make('Sam Hartley', ids.maya, { what: 'profile', days: '1' });
    const { rows } = await sql<{
      hours: number;
    }>`select extract(epoch from ends_at - made_at)::int / 3600 as hours from share_links order by made_at desc limit 1`.execute(demo.database.owner);
    expect(rows[0]?.hours).toBe(24);
    await owner(`update share_links set ends_at = now() + interval '5 seconds'`);
    expect(await works(address)).toBe(true);
    await owner('update share_links set ends_at = now()');
    expect(await works(address)).toBe(false);
  });

  test('asks who reads: without a name nothing opens, and a very long one comes back', async () => {
    const { address } = await make('Sam Hartley', ids.maya, { what: 'profile' });
    for (const name of ['', '  ', 'x'.repeat(121)]) {
      const reader = await openAs(address, name);
      expect(reader.page.status).toBe(400);
      expect(reader.page.text).not.toContain('Biscuit');
    }
    const reader = await openAs(address, 'x'.repeat(121));
    expect(reader.page.html).toContain(`value="${'x'.repeat(121)}"`);
  });

  test('pressed twice is one link, and read twice by one form is one opening', async () => {
    const sam = await freshly(demo, 'Sam Hartley');
    const form = await sam.open(`/en/family/links?about=${ids.maya}`);
    const fields = { what: 'profile', forWhom: 'Twice', days: '1' };
    const both = await Promise.all([0, 1].map(() => ((sam.page = form), sam.press('Make the link', fields))));
    const addresses = both.map(({ text }) => /\/en\/shared\/[\w-]{43}/.exec(text)?.[0]);
    expect(addresses[0]).toBe(addresses[1]);
    sam.page = form;
    await sam.press('Make the link', { ...fields, forWhom: 'Someone else' });
    expect(sam.page.status).toBe(400);
    expect(sam.page.html).toContain('value="Someone else"');
    // What comes back is another link: pressing again makes it.
    await sam.press('Make the link', { ...fields, forWhom: 'Someone else' });
    expect([sam.page.status, sam.page.text]).toEqual([200, expect.stringContaining('You see it only now.')]);

    const reader = visitor(demo.origin);
    const first = await reader.open(addresses[0]!);
    await Promise.all([0, 1].map(() => ((reader.page = first), reader.press('Show me the page', { name: 'Gran' }))));
    // The same form with another name is another reader: nobody hides behind who came before.
    reader.page = first;
    await reader.press('Show me the page', { name: 'Someone' });
    expect(reader.page.status).toBe(200);
    const { rows } = await sql<{
      name: string;
    }>`select said_name as name from share_opens o join share_links l on l.id = o.link_id where for_whom = 'Twice' order by 1`.execute(demo.database.owner);
    expect(rows.map(({ name }) => name)).toEqual(['Gran', 'Someone']);
  });

  test('says who it is for in the language of the page, whatever way it is written', async () => {
    const sam = await freshly(demo, 'Sam Hartley');
    await sam.open(`/ur/family/links?about=${ids.maya}`);
    await sam.press('لنک بنائیں', { what: 'profile', forWhom: 'نانی اماں', days: '1' });
    expect(sam.page.status).toBe(200);
    expect(sam.page.html).toMatch(/lang="ur" dir="auto">\s*نانی اماں/);
    await sam.open(`/en/family/links?about=${ids.maya}`);
    expect(sam.page.html).toMatch(/lang="ur" dir="auto">\s*نانی اماں/);
    expect(sam.page.text).toContain('These words are in Urdu.');
  });
});

describe('who may make one', () => {
  const attempt = async (name: string, about: string, what: 'profile' | 'hard times') => {
    const link = {
      id: randomUUID(),
      token: randomUUID().replaceAll('-', '').padEnd(43, 'x'),
      youngPerson: about,
      what,
      forWhom: 'x',
      days: 1,
      language: 'en' as const,
    };
    return demo.database
      .as(name, (db) => makeLink(db, link))
      .then(
        () => 'made',
        (error: { code?: string }) => error.code,
      );
  };

  test('a young person who decides for themself; no parent of theirs, no advocate, no other family', async () => {
    expect(await attempt('Amir Khan', ids.amir, 'hard times')).toBe('made');
    for (const other of ['Nadia Khan', 'Imran Khan', 'Ruth Adeyemi', 'Sam Hartley', 'Priya Nair'])
      expect(await attempt(other, ids.amir, 'profile')).toBe('42501');
    expect(await attempt('Maya Hartley', ids.maya, 'profile')).toBe('42501');
    expect((await (await freshly(demo, 'Nadia Khan')).open(`/en/family/links?about=${ids.amir}`)).status).toBe(404);
  });

  test('staff of theirs, only within 5 minutes of a passkey check', async () => {
    expect(await attempt('Tom Okafor', ids.amir, 'hard times')).toBe('made');
    const token = await demo.database.session('Tom Okafor');
    await owner(`update sessions set fresh_at = now() - interval '6 minutes' where person_id = '${ids.tom}'`);
    const link = { id: randomUUID(), token: 'y'.repeat(43), youngPerson: ids.amir, what: 'profile' as const, forWhom: 'x', days: 1, language: 'en' as const };
    await expect(asSession(demo.database.web, token, (db) => makeLink(db, link))).rejects.toMatchObject({ code: '42501' });
  });

  test('a parent who lives apart makes no card of the hard times that are not shared with him, by no form', async () => {
    // Amir is a child again, and both parents answer for him.
    await owner(`update young_people set born_on = today() - interval '12 years' where person_id = '${ids.amir}'`);
    await owner(`update grants set stage = 'child', basis = 'parental responsibility', agreed_by = '${ids.nadia}' where young_person_id = '${ids.amir}'`);
    const imran = await freshly(demo, 'Imran Khan');
    await imran.open(`/en/family/links?about=${ids.amir}`);
    expect(imran.page.html).toContain('value="profile"');
    expect(imran.page.html).not.toContain('value="hard times"');
    await imran.press('Make the link', { what: 'hard times', forWhom: 'x', days: '1' });
    expect(imran.page.status).toBe(404);
    expect(await attempt('Imran Khan', ids.amir, 'hard times')).toBe('42501');

    // Nor does he learn of the links of Amir's mother.
    const { address } = await make('Nadia Khan', ids.amir, { what: 'hard times', forWhom: 'Her sister' });
    expect((await openAs(address, 'Aunt')).page.text).toContain('Walk with me and do not talk.');
    await imran.open(`/en/family/links?about=${ids.amir}`);
    expect(imran.page.text).not.toMatch(/Her sister|Aunt|Nadia/);
    const link = await demo.database.owner.selectFrom('shareLinks').select('id').where('forWhom', '=', 'Her sister').executeTakeFirstOrThrow();
    const { count } = await demo.database.as('Imran Khan', async (db) => {
      const { numAffectedRows } = await sql`update share_links set ended_by = current_person()`.execute(db);
      return { count: numAffectedRows ?? 0n, links: await listLinks(db, ids.amir) };
    });
    expect(count).toBe(0n);
    expect((await demo.database.owner.selectFrom('shareLinks').select('endedAt').where('id', '=', link.id).executeTakeFirstOrThrow()).endedAt).toBeNull();
  });

  test('nobody makes one that lasts, in another name, or more than 20 in a day', async () => {
    const insert = (columns: string, values: string) =>
      demo.database.as('Sam Hartley', (db) =>
        sql
          .raw(
            `insert into share_links (id, young_person_id, what, sections, for_whom, language, token_hash, made_by, ${columns})
          values (uuidv7(), '${ids.maya}', 'profile', '{matters to me}', 'x', 'en', uuid_send(uuidv7()), ${values})`,
          )
          .execute(db),
      );
    await expect(insert('days', `current_person(), 365`)).rejects.toMatchObject({ code: '23514' });
    await expect(insert('days, ends_at', `current_person(), 1, 'infinity'`)).rejects.toMatchObject({ code: '42501' });
    await expect(insert('days', `'${ids.priya}', 1`)).rejects.toMatchObject({ code: '42501' });
    await owner(`insert into tries (what, whom) select 'share link', '${ids.sam}' from generate_series(1, 20)`);
    const { person } = await make('Sam Hartley', ids.maya, { what: 'profile', forWhom: 'The 21st' });
    expect(person.page.status).toBe(400);
    expect(person.page.text).toContain('This was too often.');
    expect(person.page.html).toMatch(/href="#form"[\s\S]*<form[^>]* id="form"/);
    expect(person.page.html).toContain('value="The 21st"');
  });
});

describe('a link lives only while its maker could make it', () => {
  test('not when sharing is taken from them, they are restricted or out of the circle, or all is frozen', async () => {
    const { address } = await make('Sam Hartley', ids.maya, { what: 'hard times' });
    const isDead = async (how: string, undo: string) => {
      await owner(how);
      expect(await works(address), how).toBe(false);
      await owner(undo);
      expect(await works(address), undo).toBe(true);
    };
    expect(await works(address)).toBe(true);
    const grant = `where person_id = '${ids.sam}' and young_person_id = '${ids.maya}' and category = 'hard times'`;
    await isDead(`update grants set taken_back_by = '${ids.priya}' ${grant}`, `update grants set taken_back_by = null, taken_back_at = null ${grant}`);
    await isDead(
      `insert into restrictions (young_person_id, person_id, categories, why, reasons, look_again_on, set_by, confirmed_by) values ('${ids.maya}', '${ids.sam}', '{messages}', 'safety', 'x', today() + 9, '${ids.priya}', '${ids.gwen}')`,
      `delete from restrictions where person_id = '${ids.sam}'`,
    );
    const place = `where person_id = '${ids.sam}' and young_person_id = '${ids.maya}'`;
    await isDead(`update circle_members set to_day = today() - 1 ${place}`, `update circle_members set to_day = null ${place}`);
    await isDead(
      `insert into freezes (young_person_id, reasons, frozen_by) values ('${ids.maya}', 'x', '${ids.priya}')`,
      `delete from freezes where young_person_id = '${ids.maya}'`,
    );
    // What is decided for Maya becomes hers: then her father's link is no more.
    await isDead(
      `insert into decisions (young_person_id, kind, reasons, look_again_on, made_by) values ('${ids.maya}', 'gillick', 'x', today() + 9, '${ids.priya}')`,
      `delete from decisions where young_person_id = '${ids.maya}'`,
    );
  });

  test('not a link of staff while all is frozen or when they leave, and not by a look in an emergency', async () => {
    const token = 'w'.repeat(43);
    await demo.database.as('Priya Nair', (db) =>
      makeLink(db, { id: randomUUID(), token, youngPerson: ids.maya, what: 'profile', forWhom: 'x', days: 31, language: 'en' }),
    );
    expect(await works(`/en/shared/${token}`)).toBe(true);
    await owner(`insert into freezes (young_person_id, reasons, frozen_by) values ('${ids.maya}', 'x', '${ids.priya}')`);
    expect(await works(`/en/shared/${token}`)).toBe(false);
    await owner(`delete from freezes where young_person_id = '${ids.maya}'`);
    await owner(`update staff set left_on = today() where person_id = '${ids.priya}'`);
    expect(await works(`/en/shared/${token}`)).toBe(false);
    await owner(`update staff set left_on = null where person_id = '${ids.priya}'`);
    // A worker who is a father too: what he is to her at home opens nothing, while he looks at her record for his work.
    await owner(`insert into circle_members (young_person_id, person_id, relation, parental_responsibility, from_day)
      values ('${ids.maya}', '${ids.tom}', 'parent or carer', true, today() - 9)`);
    await owner(`insert into break_glass (young_person_id, staff_id, reasons) values ('${ids.maya}', '${ids.tom}', 'x')`);
    await expect(
      demo.database.as('Tom Okafor', (db) =>
        makeLink(db, { id: randomUUID(), token: 'v'.repeat(43), youngPerson: ids.maya, what: 'profile', forWhom: 'x', days: 1, language: 'en' }),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('not one that a coercive parent made in the account of the child, once the key worker helps the child back in', async () => {
    const [calm, hard] = await Promise.all(['profile', 'hard times'].map(async (what) => (await make('Cerys Bevan', ids.cerys, { what, days: '31' })).address));
    const { address: ofSam } = await make('Sam Hartley', ids.maya, { what: 'profile' });
    expect([await works(calm!), await works(hard!)]).toEqual([true, true]);
    const { rows } = await demo.database.as('Tom Okafor', (db) =>
      sql<{ way: string }>`select help_back_in(${ids.cerys}, ${ids.cerys}, null, false) as way`.execute(db),
    );
    expect([await works(calm!), await works(hard!)]).toEqual([false, false]);
    // In the 24 hours until then the parent may be in again: what they make by then ends too.
    const { address: meanwhile } = await make('Cerys Bevan', ids.cerys, { what: 'hard times', days: '31' });
    expect(await works(meanwhile)).toBe(true);
    await owner(`update ways_in set used_at = now() where id = '${rows[0]!.way}'`);
    expect(await works(meanwhile)).toBe(false);
    expect(await works(ofSam)).toBe(true);
  });

  test('not one that someone else made who came in by the invitation of a child; the ones from before stay', async () => {
    const { address: before } = await make('Cerys Bevan', ids.cerys, { what: 'profile' });
    await owner(`with way as (insert into ways_in (kind, person_id, used_at) values ('invitation', '${ids.cerys}', now()) returning id)
      insert into invitations (young_person_id, person_id, name, known_as, relation, parental_responsibility, categories, made_by, way_id)
      select '${ids.cerys}', '${ids.cerys}', 'x', 'x', 'young person', false, '{}', '${ids.tom}', id from way`);
    const { address: since } = await make('Cerys Bevan', ids.cerys, { what: 'hard times' });
    await owner(`update invitations set answer = 'no' where person_id = '${ids.cerys}'`);
    expect([await works(before), await works(since)]).toEqual([true, false]);
  });

  test('and it shows the plan as it is by then, only the parts that the maker may still see', async () => {
    await owner(`insert into share_links (id, young_person_id, what, sections, for_whom, language, token_hash, made_by, days) values
      (uuidv7(), '${ids.maya}', 'passport', '{how I communicate,when things get hard}', 'x', 'en', sha256('${'p'.repeat(43)}'), '${ids.sam}', 1)`);
    const address = `/en/shared/${'p'.repeat(43)}`;
    expect((await openAs(address, 'Ward')).page.text).toContain('I go quiet first.');
    await owner(`update plan_sections set words = 'New words.' where young_person_id = '${ids.maya}' and section = 'how I communicate'`);
    await owner(
      `update grants set taken_back_by = '${ids.priya}' where person_id = '${ids.sam}' and young_person_id = '${ids.maya}' and category = 'hard times'`,
    );
    const { page } = await openAs(address, 'Ward');
    expect(page.text).toContain('New words.');
    expect(page.text).not.toContain('I go quiet first.');
  });
});

describe('at the desk', () => {
  test('staff see the links about those they work for and who opened them, and end one at once', async () => {
    const { address } = await make('Sam Hartley', ids.maya, { what: 'profile', forWhom: 'Swimming' });
    await openAs(address, 'Pool staff');
    const priya = await freshly(demo, 'Priya Nair');
    await owner('update sessions set fresh_at = null');
    await priya.open(`/desk/families/${ids.maya}/links`);
    expect(priya.page.text).toMatch(/Swimming .*Sam Hartley made it: .*Pool staff/);
    expect(priya.page.html).not.toContain('name="forWhom"');
    const before = await listWorking();
    await priya.press('End this link now');
    expect(priya.page.text).toContain('You ended the link.');
    expect(await listWorking()).toBe(before - 1);
    expect((await (await freshly(demo, 'Tom Okafor')).open(`/desk/families/${ids.maya}/links`)).status).toBe(404);
  });
  const listWorking = async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int from share_links where young_person_id = ${ids.maya} and ended_at is null`.execute(
      demo.database.owner,
    );
    return rows[0]?.count ?? 0;
  };

  test('a link that is opened far too often lets nobody in for a while', async () => {
    const { address } = await make('Sam Hartley', ids.maya, { what: 'profile' });
    await owner(`insert into tries (what, whom) select 'shared paper', id::text from share_links, generate_series(1, 60)`);
    const reader = await openAs(address, 'Jo');
    expect(reader.page.status).toBe(400);
    expect(reader.page.text).toContain('This was too often.');
    expect(reader.page.html).toContain('value="Jo"');
  });

  test('and no secret of a link is in what the service prints, in the database, or in an address of another page', async () => {
    const { address, person } = await make('Sam Hartley', ids.maya, { what: 'profile' });
    const { page } = await openAs(address, 'Jo');
    const secret = address.split('/').at(-1)!;
    for (const html of [page.html, (await visitor(demo.origin).open(address)).html]) expect([...html.matchAll(/href="([^"]*)"/g)].join()).not.toContain(secret);
    expect(person.page.html).toContain(secret);
    expect(demo.server.output()).not.toContain(secret);
    const { rows } = await sql<{
      row: string;
    }>`select l::text as row from share_links l union all select o::text from share_opens o union all select e::text from audit_entries e`.execute(
      demo.database.owner,
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(secret);
  });
});
