import { randomUUID } from 'node:crypto';
import type { Bundle, Consent } from '@medplum/fhirtypes';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { hardTimes } from '#plans/plan.ts';
import { examine } from '#tests/support/examine.ts';
import { axeCore } from '#tests/support/engines/axe.ts';
import { enterAs } from '#tests/support/families.ts';
import { faultsIn, looseEnds } from '#tests/support/fhir.ts';
import { plainLook } from '#tests/support/looks.ts';
import { demoService, realBrowser } from '#tests/support/service.ts';
import { textOf, visitor, type Page } from '#tests/support/visitor.ts';

const demo = demoService();
const chromium = realBrowser();
const ids = { maya: '', leo: '', amir: '', cerys: '' };

beforeAll(async () => {
  for (const [name, whole] of [
    ['maya', 'Maya Hartley'],
    ['leo', 'Leo Hartley'],
    ['amir', 'Amir Khan'],
    ['cerys', 'Cerys Bevan'],
  ] as const)
    ids[name] = await demo.database.id(whole);
});

/** The file that someone gets about a young person. */
async function file(who: string, about: string, ending: 'html' | 'json' = 'html', language = 'en'): Promise<Page> {
  const person = await enterAs(demo, who);
  return person.open(paths.everythingFile(language, about, ending));
}
/** Both files as text, with what is packed in them unpacked, and without the pictures. */
async function words(who: string, about: string): Promise<string> {
  const json = (await file(who, about, 'json')).html;
  const papers = [...json.matchAll(/"data": "([^"]+)"/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString());
  return [(await file(who, about)).html.replaceAll(/data:image[^"]+/g, ''), json, ...papers].join('\n');
}
const bundleOf = async (who: string, about: string) => JSON.parse((await file(who, about, 'json')).html) as Bundle;

describe('who sees what of someone', () => {
  test('Amir finds the way from "Who can see this", and gets all that is his, as a file that nobody keeps', async () => {
    const amir = await enterAs(demo, 'Amir Khan');
    await amir.follow('Who can see this');
    await amir.follow('Keep a copy of everything about you');
    expect(amir.page.text).toContain('Other people who use this device can open it.');
    expect(amir.page.text).toContain('Messages between other people.');
    const { address } = amir.page;
    for (const [link, type, ending] of [
      ['Save the copy to read', 'text/html; charset=utf-8', 'html'],
      ['Save the copy for other services: FHIR', 'application/fhir+json; charset=utf-8', 'json'],
    ] as const) {
      await amir.open(address);
      const { headers, status } = await amir.follow(link);
      expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, type, 'no-store']);
      // The name of the file stands where others look: it tells nobody whose it is.
      expect(headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename="alongside-\\d{4}-\\d\\d-\\d\\d\\.${ending}"$`));
    }
    const all = await words('Amir Khan', ids.amir);
    for (const mine of [
      'I walk up and down. Then I need to get out.',
      'I want to be home for my birthday.',
      'Willow ward, the family room',
      'Amir gets an advocate this week.',
      'I feel safe with Tom.',
      'They plan the way home now.',
      'When can I go home',
      'Tom Okafor',
      'Nadia Khan',
      'Imran Khan',
      'Ruth Adeyemi',
      'urn:alongside:rating',
      // For him alone, or for Tom: it is still his.
      'I want to talk with Tom about this before the meeting.',
      'Who can read it: My key worker and the team',
      'Amir is on Willow ward. We plan the way home with him.',
      'Sister Joan',
      'Every day from 2pm to 4pm',
      'Amir spends a weekend at home.',
      'A nurse comes on 2 days a week.',
      'https://meet.example.org/willow',
      '60 minutes',
      'Ruth came to meet Amir.',
      'Amir knows their name.',
    ])
      expect(all, mine).toContain(mine);
    // What his parents write to Tom, and say for his reviews, is theirs.
    expect(all).not.toMatch(/Can I bring food|Please tell me when the meeting is|his friends and his own bed|I want to see him more often/);
    expect(textOf((await file('Amir Khan', ids.amir)).html)).toContain('We made this copy for Amir Khan .');
  });

  test('his father gets what Amir shares with him, and no word of the rest, nor that there is more', async () => {
    const all = await words('Imran Khan', ids.amir);
    for (const his of [
      'I am honest and I never give up.',
      'We ask what care is right now.',
      'Please tell me when the meeting is.',
      'We made this copy for Imran Khan.',
      // What he says himself for the reviews.
      'I want to see him more often.',
      'What you say for Amir&#39;s reviews',
    ])
      expect(all).toContain(his);
    for (const hidden of [
      'walk up and down',
      'Too many questions',
      'Willow',
      'Nadia',
      'Can I bring food',
      'When can I go home',
      'I feel safe',
      'They plan the way home',
      'his friends and his own bed',
      'I want Ruth to sit next to me',
      'before the meeting',
      'Sister Joan',
      'Oakfield',
      'meet.example.org',
      'weekend at home',
    ])
      expect(all).not.toContain(hidden);
    expect(all).not.toMatch(/alongside:rating|"Observation"|"Encounter"|"Location"|"Consent"|"DocumentReference"|In hospital|Papers|colour/i);
    expect(all).not.toMatch(/not shared|may not|hidden|restrict/i);
  });

  test('none of the 7 parts about hard times goes to his father, nor what anyone said of them or agrees with', async () => {
    const { owner } = demo.database;
    const [amir, tom, nadia] = [ids.amir, await demo.database.id('Tom Okafor'), await demo.database.id('Nadia Khan')];
    const parts = await owner.selectFrom('planSections').select(['id', 'section']).where('youngPersonId', '=', amir).execute();
    const marks = hardTimes.map((section, index) => ({ section, mark: `Hardmark${index}x` }));
    for (const { section, mark } of marks) {
      const id = randomUUID();
      const replaces = parts.find((part) => part.section === section)?.id ?? null;
      await owner
        .insertInto('planSections')
        .values({ id, youngPersonId: amir, section, headline: mark, words: `${mark} too.`, language: 'en', replaces, writtenBy: tom })
        .execute();
      await owner.insertInto('planAgreements').values({ id: randomUUID(), youngPersonId: amir, sectionId: id, agrees: true, saidBy: amir }).execute();
      const remark = { youngPersonId: amir, section, kind: 'comment', words: `${mark} said`, language: 'en', writtenBy: nadia };
      await owner
        .insertInto('planRemarks')
        .values({ id: randomUUID(), ...remark })
        .execute();
    }
    for (const who of ['Amir Khan', 'Nadia Khan']) {
      const all = await words(who, amir);
      for (const { mark } of marks) for (const each of [mark, `${mark} too.`, `${mark} said`]) expect(all, `${who}: ${each}`).toContain(each);
    }
    const his = await words('Imran Khan', amir);
    expect(his).not.toMatch(/Hardmark|Green: how I am|Red: how you see|What makes it worse|Who to call|You agreed|Amir Khan agreed|What people said/);
  });

  test('what his mother says about his plan, and that she agrees, is for him and her: his father reads his own, and the answer', async () => {
    const { owner } = demo.database;
    const [amir, tom] = [ids.amir, await demo.database.id('Tom Okafor')];
    const part = await owner
      .selectFrom('planSections')
      .select('id')
      .where('youngPersonId', '=', amir)
      .where('section', '=', 'matters to me')
      .executeTakeFirstOrThrow();
    for (const [name, said] of [
      ['Nadia Khan', 'He needs his prayer mat.'],
      ['Imran Khan', 'He likes cricket.'],
      ['Amir Khan', 'And my bike.'],
    ] as const) {
      const writtenBy = await demo.database.id(name);
      const id = randomUUID();
      const remark = { youngPersonId: amir, section: 'matters to me', kind: 'add', words: said, language: 'en', writtenBy };
      await owner
        .insertInto('planRemarks')
        .values({ id, ...remark })
        .execute();
      await owner
        .updateTable('planRemarks')
        .set({ answer: 'kept', answerWords: `Answer: ${said}`, answerLanguage: 'en', answeredBy: tom })
        .where('id', '=', id)
        .execute();
      await owner
        .insertInto('planAgreements')
        .values({ id: randomUUID(), youngPersonId: amir, sectionId: part.id, agrees: name !== 'Nadia Khan', saidBy: writtenBy })
        .execute();
    }
    const own = await words('Amir Khan', amir);
    for (const each of ['Answer: He needs his prayer mat.', 'Answer: He likes cricket.', 'And my bike.', 'I do not agree']) expect(own).toContain(each);
    const his = await words('Imran Khan', amir);
    for (const each of ['Answer: He likes cricket.', 'About: What matters to me', 'Amir Khan agreed on', 'You agreed on']) expect(his).toContain(each);
    expect(his).not.toMatch(/prayer mat|my bike|Nadia|not agree|What people said/);
    const hers = await words('Nadia Khan', amir);
    expect(hers).toContain('Answer: He needs his prayer mat.');
    expect(hers).not.toMatch(/cricket|Imran/);
  });

  test('each answer goes as far as who said it chose: what is for Amir alone is in his copy only, and what carers say is in theirs', async () => {
    const answer = { youngPersonId: ids.amir, topic: 'future', words: 'This is for me alone.', choices: [], language: 'en', audience: 'me' };
    await demo.database.owner
      .insertInto('views')
      .values({ ...answer, authorId: ids.amir })
      .execute();
    const said = [
      'This is for me alone.',
      'about this before the meeting',
      'I want Ruth to sit next to me',
      'I feel safe with Tom',
      'his own bed',
      'see him more often',
    ];
    const reads = async (who: string) => {
      const all = await words(who, ids.amir);
      return said.filter((each) => all.includes(each));
    };
    expect(await reads('Amir Khan')).toEqual(said.slice(0, 4));
    expect(await reads('Ruth Adeyemi')).toEqual([said[2], said[3], said[4]]);
    expect(await reads('Nadia Khan')).toEqual([said[4]]);
    expect(await reads('Imran Khan')).toEqual([said[5]]);
  });

  test('his colour is in his own copy, also where he does not want it on his first page, with why and what it was before', async () => {
    const { owner } = demo.database;
    await owner.updateTable('youngPeople').set({ showsRating: false }).where('personId', '=', ids.cerys).execute();
    const all = await words('Cerys Bevan', ids.cerys);
    for (const each of ['Cerys does not answer for days. We are worried.', 'Cerys moved into her own flat.', 'Why it is this colour'])
      expect(all).toContain(each);
    expect(await words('Dilys Bevan', ids.cerys)).not.toMatch(/does not answer for days|moved into her own flat|alongside:rating/);
  });

  test('what someone chose in pictures is in the copy, with each picture, and who raised what did not happen knows the answer', async () => {
    const { html } = await file('Maya Hartley', ids.maya);
    const text = textOf(html);
    expect(html).not.toMatch(/<img(?![^>]* src="data:)/);
    for (const each of ['Who do you want to come?', 'My key worker', 'And Biscuit!', 'I do not know', 'Who can read it: My family and carers too'])
      expect(text).toContain(each);
    expect(text).not.toContain('She sleeps better when she knows the plan for the day.');
    const sams = textOf((await file('Sam Hartley', ids.maya)).html);
    expect(sams).toContain('She sleeps better when she knows the plan for the day.');
    expect(sams).not.toContain('And Biscuit!');
    const leos = await words('Sam Hartley', ids.leo);
    for (const each of ['You said that this has not happened.', 'There were no pictures on Monday.', 'The teacher gets them this week.'])
      expect(leos).toContain(each);
  });

  test('the audit notes what someone took, and nothing that they did not get', async () => {
    const { rows } = await sql<{ what: string }>`
      select distinct what from audit_entries where young_person_id = ${ids.amir} and actor_id = ${await demo.database.id('Imran Khan')} and act = 'read'
      order by what`.execute(demo.database.owner);
    expect(rows.map(({ what }) => what)).toEqual(['messages', 'plan', 'reviews']);
  });

  test('what is taken back is gone from the next copy at once, and its consent is no longer active', async () => {
    const consents = async () =>
      ((await bundleOf('Amir Khan', ids.amir)).entry ?? [])
        .map(({ resource }) => resource)
        .filter((each): each is Consent => each?.resourceType === 'Consent')
        .filter(({ provision }) => provision?.actor?.[0]?.reference?.display === 'Ruth Adeyemi' && provision.code?.[0]?.coding?.[0]?.code === 'documents');
    expect((await consents()).map(({ status }) => status)).toEqual(['active']);
    expect(await words('Ruth Adeyemi', ids.amir)).toContain('They plan the way home now.');
    await sql`
      update grants set taken_back_by = ${ids.amir}, taken_back_at = now() from people
      where people.id = person_id and name = 'Ruth Adeyemi' and category = 'documents'`.execute(demo.database.owner);
    expect((await consents()).map(({ status }) => status)).toEqual(['inactive']);
    expect(await words('Ruth Adeyemi', ids.amir)).not.toMatch(/They plan the way home now|Papers/);
  });

  test('what a court closed is no active consent, although it was given', async () => {
    await sql`
      insert into restrictions (young_person_id, person_id, categories, why, reasons, look_again_on, set_by, confirmed_by)
      select ${ids.cerys}, d.id, array['plan'], 'court order', 'An order.', today() + 30, t.id, g.id
      from people d, people t, people g where d.name = 'Dilys Bevan' and t.name = 'Tom Okafor' and g.name = 'Gwen Ashby'`.execute(demo.database.owner);
    const states = ((await bundleOf('Cerys Bevan', ids.cerys)).entry ?? []).flatMap(({ resource }) =>
      resource?.resourceType === 'Consent' ? [[resource.provision?.code?.[0]?.coding?.[0]?.code, resource.status]] : [],
    );
    expect(Object.fromEntries(states)).toEqual({ plan: 'inactive', reviews: 'active', messages: 'active' });
    expect(await words('Dilys Bevan', ids.cerys)).not.toMatch(/I am a good friend|kitchen two days/);
  });
});

describe('whose it is not', () => {
  test.each(['html', 'json'] as const)('staff, another family and nobody get no %s', async (ending) => {
    for (const who of ['Tom Okafor', 'Gwen Ashby', 'Sam Hartley']) {
      const { headers, status, html } = await file(who, ids.amir, ending);
      expect([status, headers.get('content-disposition')]).toEqual([404, null]);
      expect(html).not.toMatch(/Amir|Khan/);
    }
    const nobody = await visitor(demo.origin).open(paths.everythingFile('en', ids.amir, ending));
    expect(nobody.address).toContain('/sign-in');
    expect(nobody.headers.get('content-disposition')).toBeNull();
  });

  test('a carer of 2 chooses first: no file is made of the wrong child', async () => {
    const sam = await enterAs(demo, 'Sam Hartley');
    expect((await sam.open('/en/family/everything.html')).status).toBe(404);
    expect((await sam.open('/en/family/everything.json')).status).toBe(404);
    expect((await sam.open('/en/family/everything')).text).toContain('Whose page do you want to see?');
    await sam.open(paths.everything('en', ids.leo));
    await sam.follow('Save the copy to read');
    expect(sam.page.text).toMatch(/Leo Hartley.*I am full of joy/s);
    expect(sam.page.text).not.toContain('I am funny and I am kind to animals.');
  });

  test('after a freeze nobody of the family gets one', async () => {
    const freeze = await sql<{ id: string }>`
      insert into freezes (young_person_id, reasons, frozen_by) select ${ids.maya}, 'For a test.', id from people where name = 'Priya Nair' returning id`.execute(
      demo.database.owner,
    );
    expect((await file('Sam Hartley', ids.maya)).status).toBe(404);
    expect((await file('Maya Hartley', ids.maya, 'json')).status).toBe(404);
    await demo.database.owner
      .deleteFrom('freezes')
      .where('id', '=', freeze.rows[0]?.id ?? '')
      .execute();
  });
});

test.each([
  ['Amir Khan', 'amir'],
  ['Nadia Khan', 'amir'],
  ['Imran Khan', 'amir'],
  ['Ruth Adeyemi', 'amir'],
  ['Sam Hartley', 'maya'],
  ['Sam Hartley', 'leo'],
  ['Maya Hartley', 'maya'],
  ['Cerys Bevan', 'cerys'],
  ['Dilys Bevan', 'cerys'],
] as const)('what %s takes of %s is valid FHIR R4', async (who, about) => {
  const bundle = await bundleOf(who, ids[about]);
  expect([...faultsIn(bundle), ...looseEnds(bundle)]).toEqual([]);
});

describe('the page to keep', () => {
  test('is one file that fetches nothing and leads nowhere', async () => {
    const { html } = await file('Amir Khan', ids.amir);
    expect(html).not.toMatch(/<link|<script|<iframe|<form|@import|url\(|href=|srcset/i);
    // The letters of Urdu come only where there are any.
    const urdu = await file('Amir Khan', ids.amir, 'html', 'ur');
    expect(urdu.html.match(/url\(.{15}/g)).toEqual(['url(data:font/woff2']);
    const sources = [...html.matchAll(/src="([^"]*)"/g)].map(([, source = '']) => source.slice(0, 26));
    expect(new Set(sources)).toEqual(new Set(['data:image/svg+xml;base64,']));
  });

  test('what people wrote stays words: no mark of it is taken for a page', async () => {
    const odd = `"</script><img src=x onerror=alert(1)> & 'done' 🐕`;
    const thread = await demo.database.owner.selectFrom('threadMembers').select('threadId').where('personId', '=', ids.amir).executeTakeFirstOrThrow();
    await demo.database.owner.insertInto('messages').values({ id: randomUUID(), threadId: thread.threadId, authorId: ids.amir, words: odd }).execute();
    const { html } = await file('Amir Khan', ids.amir);
    expect(html).not.toContain('<img src=x');
    expect(textOf(html)).toContain(odd);
    const bundle = await bundleOf('Amir Khan', ids.amir);
    expect(JSON.stringify(bundle)).toContain(JSON.stringify(odd).slice(1, -1));
    expect(faultsIn(bundle)).toEqual([]);
  });

  test('in Urdu it reads from the right, and each word says which language it is in', async () => {
    const owner = demo.database.owner;
    await owner.updateTable('people').set({ name: 'نادیہ خان' }).where('name', '=', 'Nadia Khan').execute();
    await sql`update goals set words = 'میں گھر جانا چاہتا ہوں۔', language = 'ur' where young_person_id = ${ids.amir} and words like '%birthday%'`.execute(
      owner,
    );
    const { html } = await file('Amir Khan', ids.amir, 'html', 'ur');
    expect(html).toMatch(/<html lang="ur" dir="rtl"/);
    expect(html).toMatch(/<p[^>]*lang="en"[^>]*>\s*I am honest and I never give up\./);
    expect(html).toMatch(/<p[^>]*lang="ur"[^>]*>\s*میں گھر جانا چاہتا ہوں۔/);
    expect(html).toContain('<bdi>نادیہ خان</bdi>');
    const english = (await file('Amir Khan', ids.amir)).html;
    expect(english).toMatch(/<p[^>]*lang="ur" dir="auto"[^>]*>\s*میں گھر جانا چاہتا ہوں۔\s*<\/p>\s*<p[^>]*>\s*These words are in Urdu\./);
    expect(english).toContain('<bdi>نادیہ خان</bdi>');
    const json = JSON.stringify(await bundleOf('Amir Khan', ids.amir));
    expect(json).toContain('نادیہ خان');
    await owner.updateTable('people').set({ name: 'Nadia Khan' }).where('name', '=', 'نادیہ خان').execute();
  });

  test.each(languages.map(({ code }) => code))(
    'in %s it holds without the site: no program finds anything, and on a small phone no line is cut',
    async (language) => {
      const { html } = await file('Amir Khan', ids.amir, 'html', language);
      const page = await chromium.browser.newPage();
      const examiner = examine(page);
      await examiner.validate(html);
      for (const viewport of ['1280x800', '320x256']) {
        const [width = 0, height = 0] = viewport.split('x').map(Number);
        await page.setViewportSize({ width, height });
        await page.setContent(html);
        await examiner.ask(axeCore, viewport === '1280x800' ? 'all' : 'look', { ...plainLook, viewport });
        await examiner.measure({ ...plainLook, viewport });
      }
      await page.close();
      expect(examiner.faults()).toEqual([]);
    },
  );
});
