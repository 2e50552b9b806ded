import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openRecord } from '#people/records.ts';
import { audiences, momentOf, NewView, type Topic } from '#reviews/view.ts';
import { findViews, keepView, listViewReaders, takeView } from '#reviews/views.ts';
import { makeDatabase, type TestDatabase } from '#tests/support/database.ts';

/* Who reads and writes what is said for reviews, asked of the database itself; Amir, who is 16, with parents who live apart. */
let database: TestDatabase;
const ids = { amir: '', nadia: '', imran: '', ruth: '', tom: '', gwen: '', noor: '' };
const everyone = ['Amir Khan', 'Tom Okafor', 'Gwen Ashby', 'Ruth Adeyemi', 'Noor Ali', 'Nadia Khan', 'Imran Khan', 'Priya Nair', 'Sam Hartley'];

beforeAll(async () => {
  database = await makeDatabase();
  const { owner } = database;
  const { id } = await owner.insertInto('people').values({ name: 'Noor Ali', knownAs: 'Noor' }).returning('id').executeTakeFirstOrThrow();
  Object.assign(ids, { noor: id });
  for (const [key, name] of Object.entries({
    amir: 'Amir Khan',
    nadia: 'Nadia Khan',
    imran: 'Imran Khan',
    ruth: 'Ruth Adeyemi',
    tom: 'Tom Okafor',
    gwen: 'Gwen Ashby',
  }))
    Object.assign(ids, { [key]: await database.id(name) });
  await sql`insert into circle_members (young_person_id, person_id, relation, from_day) values (${ids.amir}, ${id}, 'other professional', today() - 9)`.execute(
    owner,
  );
  // His mother and a professional may see what he says; his father may not.
  for (const person of [ids.nadia, ids.noor])
    await sql`insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, given_by)
      values (${ids.amir}, ${person}, 'my views', stage_of(${ids.amir}), 'young person', ${ids.amir}, ${ids.tom})`.execute(owner);
});
afterAll(() => database.close());
beforeEach(() => database.owner.deleteFrom('views').execute());

const refusal = expect.objectContaining({ code: '42501' });
const changed = expect.objectContaining({ field: 'words', word: 'viewChanged' });
const answer = (words: string, rest: Record<string, string> = {}) =>
  NewView.parse({ youngPerson: ids.amir, topic: 'safe', words, audience: 'key worker', from: '', language: 'en', ...rest });
const say = (name: string, words: string, rest: Record<string, string> = {}) => database.as(name, (db) => keepView(db, answer(words, rest)));
const read = async (name: string) =>
  (await database.as(name, (db) => findViews(db, ids.amir)))?.voices.flatMap(({ views }) => views.map(({ words }) => words)) ?? [];
const readers = async (words: string) => {
  const found = [];
  for (const name of everyone) if ((await read(name)).includes(words)) found.push(name);
  return found;
};

describe('what Amir says is read', () => {
  const staff = ['Tom Okafor', 'Gwen Ashby'];
  const ladder = {
    me: ['Amir Khan'],
    'key worker': ['Amir Khan', ...staff],
    meeting: ['Amir Khan', ...staff, 'Ruth Adeyemi', 'Noor Ali'],
    carers: ['Amir Khan', ...staff, 'Ruth Adeyemi', 'Noor Ali', 'Nadia Khan'],
  };
  test.each(audiences)('for "%s" by just those, and never by the parent with whom it is not shared', async (audience) => {
    const words = randomUUID();
    await say('Amir Khan', words, { audience });
    expect(await readers(words)).toEqual(ladder[audience]);
    // By no query either, opened or not.
    for (const name of everyone.filter((each) => !ladder[audience].includes(each))) {
      const rows = await database.as(name, async (db) => (await openRecord(db, ids.amir, 'my views', 'reviews'), db.selectFrom('views').selectAll().execute()));
      expect(JSON.stringify(rows), name).not.toContain(words);
    }
  });

  test('and the page tells him who that is, by name', async () => {
    expect(await database.as('Amir Khan', listViewReaders)).toEqual([
      { name: 'Gwen Ashby', audience: 'key worker' },
      { name: 'Tom Okafor', audience: 'key worker' },
      { name: 'Noor Ali', audience: 'meeting' },
      { name: 'Ruth Adeyemi', audience: 'meeting' },
      { name: 'Nadia Khan', audience: 'carers' },
    ]);
    for (const name of ['Nadia Khan', 'Tom Okafor', 'Ruth Adeyemi']) expect(await database.as(name, listViewReaders)).toEqual([]);
  });

  test('by a member of staff who looks in an emergency, and not what is for him alone', async () => {
    await say('Amir Khan', 'For me.', { audience: 'me' });
    await say('Amir Khan', 'For Tom.', { topic: 'care' });
    await sql`insert into break_glass (young_person_id, staff_id, reasons) values (${ids.amir}, ${await database.id('Priya Nair')}, 'x')`.execute(
      database.owner,
    );
    expect(await read('Priya Nair')).toEqual(['For Tom.']);
    await database.owner.deleteFrom('breakGlass').execute();
  });

  test('by someone who is an advocate and a parent too, only as a parent', async () => {
    await sql`insert into circle_members (young_person_id, person_id, relation, from_day) values (${ids.amir}, ${ids.nadia}, 'advocate', today() - 9)`.execute(
      database.owner,
    );
    await say('Amir Khan', 'For the meeting.', { audience: 'meeting' });
    expect(await read('Nadia Khan')).toEqual([]);
    expect((await database.as('Amir Khan', listViewReaders)).find(({ name }) => name === 'Nadia Khan')?.audience).toBe('carers');
    await sql`delete from circle_members where person_id = ${ids.nadia} and relation = 'advocate'`.execute(database.owner);
  });

  test('by nobody but staff while his pages are frozen, not even by himself', async () => {
    await say('Amir Khan', 'For all.', { audience: 'carers' });
    await sql`insert into freezes (young_person_id, reasons, frozen_by) values (${ids.amir}, 'x', ${ids.tom})`.execute(database.owner);
    expect(await readers('For all.')).toEqual(['Tom Okafor', 'Gwen Ashby']);
    await database.owner.deleteFrom('freezes').execute();
  });

  test('and once he draws it closer, at once no longer by the others', async () => {
    await say('Amir Khan', 'Mine.', { audience: 'carers' });
    const [kept] = (await database.as('Amir Khan', (db) => findViews(db, ids.amir)))?.voices[0]?.views ?? [];
    await say('Amir Khan', 'Mine.', { audience: 'me', from: momentOf(kept) });
    expect(await readers('Mine.')).toEqual(['Amir Khan']);
  });
});

describe('what a carer says is read', () => {
  test.each([
    ['key worker', ['Tom Okafor', 'Gwen Ashby', 'Imran Khan']],
    ['meeting', ['Tom Okafor', 'Gwen Ashby', 'Ruth Adeyemi', 'Noor Ali', 'Imran Khan']],
  ])('for "%s" by just those: not by their child, and not by the other parent', async (audience, who) => {
    await say('Imran Khan', 'His father says.', { audience });
    expect(await readers('His father says.')).toEqual(who);
    // Who helps at the meeting learns what was said, and not who lives where.
    const voices = (await database.as('Ruth Adeyemi', (db) => findViews(db, ids.amir)))?.voices ?? [];
    expect(voices.map(({ name }) => name)).toEqual(audience === 'meeting' ? [null] : []);
  });

  test.each(['me', 'carers'])('and can not be for "%s"', async (audience) => {
    await expect(say('Imran Khan', 'x', { audience })).rejects.toMatchObject({ field: 'audience' });
    const straight = sql`insert into views (young_person_id, topic, words, audience) values (${ids.amir}, 'safe', 'x', ${audience})`;
    await expect(database.as('Imran Khan', (db) => straight.execute(db))).rejects.toMatchObject({ code: '23514' });
  });

  test('and leaves no mark in what the family sees of who changed what; nor does what a child keeps from a parent', async () => {
    // As for a child, of whom parents see who looked.
    const born = (day: string) => database.owner.updateTable('youngPeople').set({ bornOn: day }).where('personId', '=', ids.amir).execute();
    const marksOf = (name: string) =>
      database.as(
        name,
        async (db) => (await db.selectFrom('auditEntries').select('id').where('what', '=', 'my views').where('act', '=', 'change').execute()).length,
      );
    const marks = async () => {
      await born('2014-02-14');
      const found = [await marksOf('Amir Khan'), await marksOf('Nadia Khan'), await marksOf('Tom Okafor')];
      await born('2010-02-14');
      return found;
    };
    const [amir = 0, nadia = 0, tom = 0] = await marks();
    await say('Imran Khan', 'x');
    await say('Amir Khan', 'x', { audience: 'me' });
    await say('Amir Khan', 'x', { topic: 'care', audience: 'meeting' });
    expect(await marks()).toEqual([amir, nadia, tom + 3]);
    await say('Amir Khan', 'x', { topic: 'future', audience: 'carers' });
    expect(await marks()).toEqual([amir + 1, nadia + 1, tom + 4]);
  });
});

describe('writing', () => {
  test.each(['Tom Okafor', 'Ruth Adeyemi', 'Noor Ali', 'Sam Hartley'])('is not for %s', async (name) => {
    await expect(say(name, 'x')).rejects.toEqual(refusal);
  });

  test('ends for a carer when reviews are no longer shared with them, and their own words stay theirs to take away', async () => {
    await say('Imran Khan', 'x');
    await sql`update grants set taken_back_by = ${ids.amir} where person_id = ${ids.imran} and category = 'reviews'`.execute(database.owner);
    await expect(say('Imran Khan', 'y', { topic: 'care' })).rejects.toEqual(refusal);
    expect(await read('Imran Khan')).toEqual(['x']);
    const [kept] = (await database.as('Imran Khan', (db) => findViews(db, ids.amir)))?.voices[0]?.views ?? [];
    await expect(say('Imran Khan', 'y', { from: momentOf(kept) })).rejects.toEqual(refusal);
    await database.as('Imran Khan', (db) => takeView(db, { youngPerson: ids.amir, topic: 'safe', from: momentOf(kept), language: 'en' }));
    expect(await database.as('Imran Khan', (db) => findViews(db, ids.amir))).toBeUndefined();
    await sql`update grants set taken_back_by = null, taken_back_at = null where person_id = ${ids.imran} and category = 'reviews'`.execute(database.owner);
  });

  test('that names no row changes nobody else', async () => {
    await say('Amir Khan', 'His.', { audience: 'carers' });
    await say('Nadia Khan', 'Hers.');
    for (const name of ['Amir Khan', 'Nadia Khan', 'Imran Khan', 'Tom Okafor', 'Ruth Adeyemi'])
      await database
        .as(name, async (db) => (await openRecord(db, ids.amir, 'my views'), sql`update views set words = ${`By ${name}.`}`.execute(db)))
        .catch(() => undefined);
    const words = async () => (await database.owner.selectFrom('views').select('words').orderBy('words').execute()).map((row) => row.words);
    expect(await words()).toEqual(['By Amir Khan.', 'By Nadia Khan.']);
    await sql`update circle_members set to_day = today() - 1 where person_id = ${ids.nadia}`.execute(database.owner);
    for (const name of ['Nadia Khan', 'Imran Khan', 'Tom Okafor', 'Ruth Adeyemi']) await database.as(name, (db) => db.deleteFrom('views').execute());
    expect(await words()).toEqual(['By Amir Khan.', 'By Nadia Khan.']);
    await sql`update circle_members set to_day = null where person_id = ${ids.nadia}`.execute(database.owner);
  });

  test('the same form twice is one answer', async () => {
    await Promise.all([say('Amir Khan', 'Once.'), say('Amir Khan', 'Once.'), say('Amir Khan', 'Once.')]);
    expect(await read('Amir Khan')).toEqual(['Once.']);
  });

  test('in 2 tabs, the second is told, and nothing is written over', async () => {
    await say('Amir Khan', 'First.');
    await expect(say('Amir Khan', 'Second.')).rejects.toEqual(changed);
    const outcomes = await Promise.allSettled(['Third.', 'Fourth.'].map((words) => say('Amir Khan', words, { topic: 'care' })));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(
      database.as('Amir Khan', (db) => takeView(db, { youngPerson: ids.amir, topic: 'safe', from: '2020-01-01T00:00:00.000Z', language: 'en' })),
    ).rejects.toEqual(changed);
    expect(await read('Amir Khan')).toContain('First.');
  });

  test('an emptied answer is not taken for a wish to delete it, and an empty new one keeps nothing', async () => {
    await say('Amir Khan', '');
    expect(await read('Amir Khan')).toEqual([]);
    await say('Amir Khan', 'Here.');
    await expect(say('Amir Khan', '')).rejects.toMatchObject({ word: 'viewEmpty' });
    expect(await read('Amir Khan')).toEqual(['Here.']);
  });

  test('what is taken away is gone', async () => {
    await say('Amir Khan', 'Gone.');
    const [kept] = (await database.as('Amir Khan', (db) => findViews(db, ids.amir)))?.voices[0]?.views ?? [];
    await database.as('Amir Khan', (db) => takeView(db, { youngPerson: ids.amir, topic: 'safe', from: momentOf(kept), language: 'en' }));
    expect(await database.owner.selectFrom('views').selectAll().execute()).toEqual([]);
  });

  test('a picture more, chosen on an English page, leaves Urdu words Urdu', async () => {
    await say('Amir Khan', 'Chcę do domu', { language: 'pl' });
    const kept = async () => (await database.as('Amir Khan', (db) => findViews(db, ids.amir)))?.voices[0]?.views[0];
    await say('Amir Khan', 'Chcę do domu', { from: momentOf(await kept()), 'choice-no': 'on' });
    expect(await kept()).toMatchObject({ language: 'pl', choices: ['no'] });
  });
});

describe('the key worker is told', () => {
  const jobs = async () => {
    const { rows } = await sql<{
      person: string;
    }>`select payload->>'person' as person from graphile_worker._private_jobs where payload->>'kind' = 'views'`.execute(database.owner);
    return rows.map(({ person }) => person);
  };
  test('once a day of each who writes, and of nothing that they may not read', async () => {
    await sql`delete from graphile_worker._private_jobs; delete from view_notices`.execute(database.owner);
    await say('Amir Khan', 'Mine.', { audience: 'me' });
    expect(await jobs()).toEqual([]);
    for (const topic of ['care', 'future', 'who'] satisfies Topic[]) await say('Amir Khan', 'x', { topic });
    expect(await jobs()).toEqual([ids.tom]);
    await say('Nadia Khan', 'x');
    expect(await jobs()).toEqual([ids.tom, ids.tom]);
  });

  test('and when an answer is no longer for its author alone', async () => {
    await sql`delete from graphile_worker._private_jobs; delete from view_notices`.execute(database.owner);
    await say('Amir Khan', 'Mine.', { audience: 'me' });
    const [kept] = (await database.as('Amir Khan', (db) => findViews(db, ids.amir)))?.voices[0]?.views ?? [];
    await say('Amir Khan', 'Mine.', { audience: 'key worker', from: momentOf(kept) });
    expect(await jobs()).toEqual([ids.tom]);
  });
});
