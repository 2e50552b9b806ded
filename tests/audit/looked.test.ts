import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#database/connect.ts';
import { openRecord } from '#people/records.ts';
import { sayIfAgreed } from '#plans/agreements.ts';
import { listSectionVersions } from '#plans/plans.ts';
import { makeRemark } from '#plans/remarks.ts';
import { signInAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();
const ids = { maya: '', leo: '', amir: '', cerys: '' };
const looked = (id: string, before = '') => `/en/family/looked?about=${id}${before && `&before=${before}`}`;
const desk = (id: string) => `/desk/families/${id}/looked`;

/** Writes entries of the past, as if people had looked then. */
async function note(child: string, ...entries: [name: string | null, what: string, at: string, act?: string][]): Promise<void> {
  for (const [name, what, at, act = 'read'] of entries) {
    const actorId = name && (await demo.database.id(name));
    await demo.database.owner.insertInto('auditEntries').values({ youngPersonId: child, actorId, act, what, at }).execute();
  }
}

beforeAll(async () => {
  ids.maya = await demo.database.id('Maya Hartley');
  ids.leo = await demo.database.id('Leo Hartley');
  ids.amir = await demo.database.id('Amir Khan');
  ids.cerys = await demo.database.id('Cerys Bevan');
});

describe('who has looked at my page', () => {
  test('each person and day is one line, newest first, and it speaks to the young person', async () => {
    await note(
      ids.amir,
      ['Tom Okafor', 'reviews', '2025-02-02T15:10:00Z'],
      ['Tom Okafor', 'plan', '2025-02-02T15:20:00Z'],
      ['Tom Okafor', 'plan', '2025-02-02T15:05:00Z'],
      ['Imran Khan', 'plan', '2025-01-31T09:00:00Z'],
      ['Amir Khan', 'my views', '2025-01-31T10:00:00Z', 'change'],
      [null, 'rating', '2025-01-30T10:00:00Z', 'change'],
    );
    const amir = await signInAs(demo.origin, 'Amir Khan');
    const { text, html } = await amir.open(looked(ids.amir, '2025-02-10'));
    expect(text).toContain('Who has looked at your page');
    expect(html).toContain('<bdi>Tom Okafor</bdi>, key worker, looked at: plan, reviews.');
    expect(text).toContain(
      'looked at: plan, reviews. Sunday 2 February 2025, 3:20pm. You changed: own views. Friday 31 January 2025, 10am. Imran Khan , parent',
    );
    expect(html).toContain('<bdi>Alongside</bdi> changed: rating on the register.');
  });

  test('a day in England is a day there, also in summer', async () => {
    await note(ids.cerys, ['Tom Okafor', 'plan', '2025-07-01T22:30:00Z'], ['Tom Okafor', 'reviews', '2025-07-01T23:30:00Z']);
    const cerys = await signInAs(demo.origin, 'Cerys Bevan');
    const { text } = await cerys.open(looked(ids.cerys, '2025-07-09'));
    expect(text).toMatch(/looked at: reviews\. Wednesday 2 July 2025, 12:30am\. .*looked at: plan\. Tuesday 1 July 2025, 11:30pm\./);
  });

  test('much of it has pages, with nothing twice and nothing lost', async () => {
    const days = Array.from({ length: 70 }, (_, day) => new Date(Date.UTC(2024, 0, 1 + day, 12)).toISOString());
    await note(ids.maya, ...days.map((at): [string, string, string] => ['Priya Nair', 'plan', at]));
    const maya = await signInAs(demo.origin, 'Maya Hartley');
    await maya.open(looked(ids.maya, '2024-06-01'));
    const seen: string[] = [];
    for (let page = 1; page <= 3; page++) {
      seen.push(...[...maya.page.text.matchAll(/looked at: plan\. \w+ (\d+ \w+ 2024), 12pm/g)].map(([, day]) => day ?? ''));
      const older = /See who looked before \w+ \d+ \w+ \d{4}/.exec(maya.page.text)?.[0];
      expect(older === undefined).toBe(page === 3);
      if (older) await maya.follow(older);
    }
    expect(seen).toHaveLength(70);
    expect(new Set(seen).size).toBe(70);
    await maya.follow('See who looked last');
    expect(maya.page.address).not.toContain('before');
  });

  test.each(['2025-02-30', 'yesterday', '0000-00-00', "'", '9999-99-99'])('the odd day %s is the newest days', async (day) => {
    const amir = await signInAs(demo.origin, 'Amir Khan');
    expect((await amir.open(looked(ids.amir, encodeURIComponent(day)))).status).toBe(200);
  });
});

describe('whose it is to know', () => {
  test('a mother who answers for a child of 12 sees it; a grandmother, a father of someone of 17 and another family do not', async () => {
    const sam = await signInAs(demo.origin, 'Sam Hartley');
    expect((await sam.open(looked(ids.maya))).text).toContain("Who has looked at Maya's page");
    expect((await sam.open('/en/family/looked')).text).toContain('Leo Hartley');
    expect((await sam.open(looked(ids.amir))).status).toBe(404);
    for (const name of ['Nadia Khan', 'Imran Khan', 'Ruth Adeyemi']) {
      const person = await signInAs(demo.origin, name);
      expect((await person.open(looked(ids.amir))).status, name).toBe(404);
      expect((await person.open('/en/family/looked')).status, name).toBe(404);
      const seen = await demo.database.as(name, (db) => db.selectFrom('auditEntries').select('id').execute());
      expect(seen, name).toEqual([]);
    }
  });

  test('staff see it of those whom they work for, and nobody else’s', async () => {
    const priya = await signInAs(demo.origin, 'Priya Nair');
    expect((await priya.open(desk(ids.maya))).text).toContain("Who has looked at Maya's page");
    expect((await priya.open(desk(ids.amir))).status).toBe(404);
    expect((await priya.open(desk('nobody'))).status).toBe(404);
    const sam = await signInAs(demo.origin, 'Sam Hartley');
    expect((await sam.open(desk(ids.maya))).status).toBe(404);
  });

  test('a parent does not learn from it of someone whom they may not know of; the young person and staff do', async () => {
    const { owner } = demo.database;
    const { id } = await owner.insertInto('people').values({ name: 'Rowan Away', knownAs: 'Rowan' }).returning('id').executeTakeFirstOrThrow();
    await owner
      .insertInto('circleMembers')
      .values({ youngPersonId: ids.maya, personId: id, relation: 'parent or carer', fromDay: sql`today()` })
      .execute();
    await note(ids.maya, ['Rowan Away', 'plan', '2025-03-03T12:00:00Z']);
    const before = '2025-03-09';
    const page = async (name: string, address: string) => (await (await signInAs(demo.origin, name)).open(address)).text;
    expect(await page('Maya Hartley', looked(ids.maya, before))).toContain('Rowan Away');
    expect(await page('Priya Nair', `${desk(ids.maya)}?before=${before}`)).toContain('Rowan Away');
    const sams = await page('Sam Hartley', looked(ids.maya, before));
    expect(sams).toContain("Who has looked at Maya's page");
    expect(sams).not.toMatch(/Rowan|Someone|3 March 2025/);
  });

  test('what only staff may know is not there for the family', async () => {
    const reasons = 'Someone tried to find out where she lives.';
    await demo.database.as('Priya Nair', async (db) =>
      db
        .insertInto('restrictions')
        .values({
          id: randomUUID(),
          youngPersonId: ids.maya,
          personId: await demo.database.id('Sam Hartley'),
          categories: ['documents'],
          why: 'safety',
          reasons,
          lookAgainOn: '2999-01-01',
          setBy: await demo.database.id('Priya Nair'),
        } as never)
        .execute(),
    );
    const priya = await signInAs(demo.origin, 'Priya Nair');
    expect((await priya.open(desk(ids.maya))).text).toMatch(/Nair|You changed: a limit|You changed: [^.]*a limit/);
    for (const name of ['Maya Hartley', 'Sam Hartley']) {
      const person = await signInAs(demo.origin, name);
      expect((await person.open(looked(ids.maya))).text, name).not.toMatch(/limit|find out where/);
    }
  });
});

test('a father does not learn from it that his child said something about the plan, or does not agree; her key worker does', async () => {
  const [part] = await demo.database.as('Maya Hartley', (db) => listSectionVersions(db, ids.maya, 'matters to me'));
  const said = { youngPerson: ids.maya, part: 'matters-to-me', version: part!.id };
  const changed = async (name: string, address: string) => {
    const person = await signInAs(demo.origin, name);
    return /Maya Hartley<\/bdi>[^<]*changed: [^.<]*plan/.test((await person.open(address)).html);
  };
  for (const say of [
    (db: Db) => makeRemark(db, { ...said, id: randomUUID(), kind: 'comment', words: 'I do not want Dad to read this.', language: 'en' }),
    (db: Db) => sayIfAgreed(db, { ...said, id: randomUUID(), agrees: 'no' }),
  ]) {
    await demo.database.as('Maya Hartley', say);
    expect([await changed('Priya Nair', desk(ids.maya)), await changed('Sam Hartley', looked(ids.maya))]).toEqual([true, false]);
  }
});

describe('a look in an emergency', () => {
  const reasons = 'She was alone at the station.';
  beforeAll(async () => {
    const child = await demo.database.owner.selectFrom('youngPeople').select(['personId', 'bornOn']).where('personId', '=', ids.maya).executeTakeFirstOrThrow();
    await demo.database.as('Tom Okafor', async (db) => {
      await sql`select break_the_glass('Maya Hartley', ${child.bornOn}, ${reasons})`.execute(db);
    });
    await demo.database.as('Tom Okafor', (db) => openRecord(db, ids.maya, 'plan'));
  });

  test('stands at the top for the young person and who answers for them: who and when, and no reasons', async () => {
    const maya = await signInAs(demo.origin, 'Maya Hartley');
    const own = await maya.open(looked(ids.maya));
    expect(own.html).toContain('<bdi>Tom Okafor</bdi> opened your page in an emergency.');
    const sam = await signInAs(demo.origin, 'Sam Hartley');
    const theirs = await sam.open(looked(ids.maya));
    expect(theirs.html).toContain('<bdi>Tom Okafor</bdi> opened Maya&#39;s page in an emergency.');
    expect(theirs.html).toContain('<bdi>Tom Okafor</bdi> looked at: plan.');
    for (const { text } of [own, theirs]) {
      expect(text).toContain('Someone looked in an emergency');
      expect(text).not.toContain('station');
    }
  });

  test('staff see the reasons too, once, also after a team lead has looked back at it', async () => {
    await demo.database.as('Gwen Ashby', async (db) => {
      await sql`update break_glass set looked_by = current_person(), finding = 'It was right.'`.execute(db);
    });
    const priya = await signInAs(demo.origin, 'Priya Nair');
    const { text } = await priya.open(desk(ids.maya));
    expect(text.split("opened Maya's page in an emergency")).toHaveLength(2);
    expect(text).toContain(`Their reasons: ${reasons}`);
  });

  test('gives who looks no right to see who else looked', async () => {
    const tom = await signInAs(demo.origin, 'Tom Okafor');
    expect((await tom.open(`/desk/families/${ids.maya}`)).status).toBe(200);
    expect((await tom.open(desk(ids.maya))).status).toBe(404);
  });
});
