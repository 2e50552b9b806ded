import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { slugOfPaper, papers } from '#plans/paper.ts';
import { writeSection } from '#plans/plans.ts';
import { translator } from '#language/translate.ts';
import { paths } from '#paths.ts';
import { enterAs } from '#tests/support/families.ts';
import { readPdf } from '#tests/support/pdf.ts';
import { demoService } from '#tests/support/service.ts';
import type { Visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const ids: Record<string, string> = {};
beforeAll(async () => {
  for (const name of ['Maya Hartley', 'Leo Hartley', 'Amir Khan', 'Cerys Bevan']) ids[name] = await demo.database.id(name);
});
const amir = () => ids['Amir Khan'] ?? '';
const maya = () => ids['Maya Hartley'] ?? '';

/** A file as it comes to this visitor. */
async function fetchFile(visitor: Visitor, address: string): Promise<Response> {
  const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
  return fetch(new URL(address, demo.origin), { headers: { cookie }, redirect: 'manual' });
}
async function fetchPdf(visitor: Visitor, address: string) {
  const response = await fetchFile(visitor, address);
  expect(response.status).toBe(200);
  return readPdf(new Uint8Array(await response.arrayBuffer()));
}

describe('Imran, who lives apart and does not see hard times', () => {
  const hard = ['When things get hard', 'I walk up and down', 'Music helps', 'questions make it worse', 'Phone numbers'];

  test('has a passport with none of their words, as a page and as a PDF', async () => {
    const imran = await enterAs(demo, 'Imran Khan');
    const page = await imran.open(paths.planPaper('en', amir(), 'passport'));
    const pdf = await fetchPdf(imran, paths.planPaperPdf('en', amir(), 'passport'));
    for (const said of [page.text, pdf.words]) {
      expect(said).toContain('I talk well. I do not like long meetings.');
      for (const words of hard) expect(said).not.toContain(words);
    }
    const nadia = await enterAs(demo, 'Nadia Khan');
    expect((await nadia.open(paths.planPaper('en', amir(), 'passport'))).text).toContain('Music helps');
    expect((await fetchPdf(nadia, paths.planPaperPdf('en', amir(), 'passport'))).words).toContain('Music helps');
  });

  test('finds no card for hard times: no link, no page, no PDF', async () => {
    const imran = await enterAs(demo, 'Imran Khan');
    const list = await imran.open(paths.planPapers('en', amir()));
    expect(list.text).toContain('Hospital passport for Amir');
    expect(list.html).not.toContain('hard-times');
    expect(list.text).not.toContain('hard');
    expect((await imran.open(paths.planPaper('en', amir(), 'hard-times'))).status).toBe(404);
    expect((await fetchFile(imran, paths.planPaperPdf('en', amir(), 'hard-times'))).status).toBe(404);
  });
});

describe('who may have a paper', () => {
  const files = papers.map((paper) => paths.planPaperPdf('en', '', slugOfPaper(paper)));

  test('nobody from another family, nobody who is not signed in', async () => {
    const sam = await enterAs(demo, 'Sam Hartley');
    for (const file of files) {
      const address = `${file}?about=${amir()}`;
      expect((await fetchFile(sam, address)).status).toBe(404);
      const stranger = await fetch(new URL(address, demo.origin), { redirect: 'manual' });
      expect([stranger.status, stranger.headers.get('location')]).toEqual([303, paths.signIn('en')]);
    }
    expect((await sam.open(paths.planPaper('en', maya(), 'everything'))).status).toBe(404);
  });

  test('at the desk only those who work for them', async () => {
    const priya = await enterAs(demo, 'Priya Nair');
    expect((await fetchPdf(priya, paths.deskPaperPdf(maya(), 'hard-times'))).words).toContain('I hide under a table.');
    expect((await fetchFile(priya, paths.deskPaperPdf(amir(), 'profile'))).status).toBe(404);
    expect((await fetchFile(priya, paths.deskPaperPdf(maya(), 'everything'))).status).toBe(404);
    expect((await priya.open(paths.deskPlan(maya()))).html).toContain(paths.deskPaperPdf(maya(), 'hard-times'));
    expect((await priya.open(paths.deskPlan(ids['Leo Hartley'] ?? ''))).html).not.toContain('hard-times.pdf');
    const sam = await enterAs(demo, 'Sam Hartley');
    expect((await fetchFile(sam, paths.deskPaperPdf(maya(), 'profile'))).status).toBe(404);
  });
});

describe('what someone looks at', () => {
  test('is noted as what stands there: a mother who prints a profile, or reads one part, did not look at hard times', async () => {
    const nadia = await enterAs(demo, 'Nadia Khan');
    const notedAfter = async (address: string) => {
      const last = sql<{ id: string }>`select coalesce(max(id), 0) as id from audit_entries`;
      const before = (await last.execute(demo.database.owner)).rows[0]?.id;
      expect((await nadia.open(address)).status).toBe(200);
      const noted = sql<{ what: string }>`select distinct what from audit_entries where id > ${before} and act = 'read' order by what`;
      return (await noted.execute(demo.database.owner)).rows.map(({ what }) => what);
    };
    expect(await notedAfter(paths.planPaper('en', amir(), 'profile'))).toEqual(['plan']);
    expect(await notedAfter(paths.planPaper('en', amir(), 'hard-times'))).toEqual(['hard times']);
    expect(await notedAfter(paths.planPaper('en', amir(), 'passport'))).toEqual(['hard times', 'plan']);
    expect(await notedAfter(paths.planPart('en', amir(), 'matters-to-me'))).toEqual(['plan']);
    expect(await notedAfter(paths.planPart('en', amir(), 'when-things-get-hard'))).toEqual(['hard times']);
  });
});

describe('a paper', () => {
  test.each(['Maya Hartley', 'Leo Hartley', 'Amir Khan', 'Cerys Bevan'])('the profile of %s is one page, tagged, and kept by nobody', async (name) => {
    const priya = await enterAs(demo, ['Maya Hartley', 'Leo Hartley'].includes(name) ? 'Priya Nair' : 'Tom Okafor');
    const response = await fetchFile(priya, paths.deskPaperPdf(ids[name] ?? '', 'profile'));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-disposition')).toBe('inline; filename="profile-en.pdf"');
    expect(await readPdf(new Uint8Array(await response.arrayBuffer()))).toMatchObject({ pages: 1, isUa: true, size: [595, 842] });
  });

  test('the profile says exactly what the plan says, who to ask, and the day', async () => {
    const sam = await enterAs(demo, 'Sam Hartley');
    const { words } = await fetchPdf(sam, paths.planPaperPdf('en', ids['Leo Hartley'] ?? '', 'profile'));
    expect(words.replace(/Made on .*/, 'Made on a day.').replaceAll(' • ', ' ')).toBe(
      [
        '1 page about Leo What people like about me I am full of joy. I love to sing. I hug people whom I know well.',
        'What matters to me Trains, my sister Maya, and the swing. I watch trains at the bridge with Mum. I like to know when Maya comes home.',
        'How to support me Keep my day the same. Show me now and next with two pictures. Give me time to move.',
        'Who you can ask The key worker is Priya Nair. 07700 900112 Or call the team: 01632 960200 Made on a day.',
      ].join(' '),
    );
  });

  test('the card has the signs on one side, what to do and all numbers on the other', async () => {
    const her = await enterAs(demo, 'Maya Hartley');
    const pdf = await fetchPdf(her, paths.planPaperPdf('en', maya(), 'hard-times'));
    expect(pdf).toMatchObject({ pages: 2, size: [298, 420], isUa: true });
    for (const number of ['07700 900112', '01632 960201', '111', '999']) expect(pdf.words).toContain(number);
    const page = await her.open(paths.planPaper('en', maya(), 'hard-times'));
    for (const number of ['tel:07700900112', 'tel:01632960201']) expect(page.html).toContain(number);
    for (const sign of ['Green:', 'Amber:', 'Red:']) expect(page.text).toContain(sign);
    for (const shape of ['circle', 'diamond', 'triangle']) expect(page.html).toContain(`sign-shape ${shape}`);
    expect(page.html).toMatch(/<a class="button"[^>]* href="[^"]*hard-times\.pdf[^"]*"[^>]* download/);
    expect(page.text).toContain('It stays there when you sign out.');
  });

  test('where nothing is written, the page says who writes it, and the PDF leads there', async () => {
    const sam = await enterAs(demo, 'Sam Hartley');
    const leo = ids['Leo Hartley'] ?? '';
    const page = await sam.open(paths.planPaper('en', leo, 'hard-times'));
    expect(page.text).toContain(translator('en')('plan.partNone'));
    expect(page.html).not.toContain('.pdf');
    expect((await sam.open(paths.planPapers('en', leo))).html).not.toContain('hard-times.pdf');
    const file = await fetchFile(sam, paths.planPaperPdf('en', leo, 'hard-times'));
    expect([file.status, file.headers.get('location')]).toEqual([303, paths.planPaper('en', leo, 'hard-times')]);
  });

  test('on an Urdu page English words say that they are English, and stay in their order', async () => {
    const nadia = await enterAs(demo, 'Nadia Khan');
    const page = await nadia.open(paths.planPaper('ur', amir(), 'profile'));
    expect(page.html).toMatch(/<ul[^>]* lang="en" dir="auto"/);
    const file = await fetchFile(nadia, paths.planPaperPdf('ur', amir(), 'profile'));
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.toString('latin1')).toContain('/Lang (en)');
    const pdf = await readPdf(bytes);
    expect(pdf).toMatchObject({ pages: 1, language: 'ur', isUa: true });
    expect(pdf.words).toContain('I am honest and I never give up. • I fix bikes for my friends. • I say what I think.');
  });

  test('a plan that grew very long goes on to more pages, and an emoji costs nobody the paper', async () => {
    const leo = ids['Leo Hartley'] ?? '';
    const lines = Array.from({ length: 160 }, (_, index) => `Train ${index} goes by. 🚂`);
    const section = { id: randomUUID(), youngPerson: leo, section: 'matters to me' as const, headline: '', words: lines.join('\n'), language: 'en' as const };
    const { id: replaces } = await demo.database.owner
      .selectFrom('planSections')
      .select('id')
      .where('youngPersonId', '=', leo)
      .where('section', '=', 'matters to me')
      .executeTakeFirstOrThrow();
    await demo.database.as('Priya Nair', (db) => writeSection(db, { ...section, replaces }));
    const sam = await enterAs(demo, 'Sam Hartley');
    const pdf = await fetchPdf(sam, paths.planPaperPdf('en', leo, 'profile'));
    expect(pdf.pages).toBeGreaterThan(4);
    expect(pdf.isTagged).toBe(true);
    expect(pdf.words).toContain('Train 159 goes by.');
    expect(pdf.words).toContain('Made on');
    expect((await sam.open(paths.planPaper('en', leo, 'profile'))).text).toContain('Train 159 goes by. 🚂');
  });
});

test('Maya finds the way from her plan to a paper, and back', async () => {
  const her = await enterAs(demo, 'Maya Hartley');
  await her.open(paths.plan('en', maya()));
  await her.follow('Print and show your plan');
  expect(her.page.text).toContain('Print them for people who help you.');
  await her.follow('Your hospital passport');
  expect(her.page.text).toContain('Maya Hartley');
  await her.follow('Print and show your plan');
  await her.follow('Back to the whole plan');
  expect(her.page.status).toBe(200);
});
