import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#start/build.ts';

// Who may know whom, as CONTRIBUTING.md says it. Each rule is a line here, and a sample of what breaks it below.

/** The concepts that build on one another, each with those below it. */
const below: Record<string, string[]> = {
  people: [],
  access: ['people'],
  circles: ['people', 'access', 'glossary'],
  invitations: ['people', 'access'],
  audit: ['people', 'access'],
  plans: ['people', 'access'],
  reviews: ['people', 'access', 'glossary', 'questions'],
  live: ['access'],
  board: [],
  messages: ['people', 'access', 'board'],
  links: ['people', 'access', 'invitations', 'plans'],
  ratings: ['people', 'access'],
  hospital: ['people', 'access', 'ratings'],
  notices: ['people', 'access', 'audit', 'plans', 'reviews', 'messages'],
  everything: ['people', 'access', 'circles', 'plans', 'reviews', 'board', 'messages', 'ratings', 'hospital'],
  glossary: [],
  questions: [],
  ideas: ['glossary'],
  facts: ['ideas'],
  papers: ['ideas'],
  guides: ['ideas', 'glossary'],
  areas: ['ideas', 'facts'],
  accessibility: ['ideas'],
  'easy-read': ['ideas', 'guides', 'areas', 'glossary'],
};
/** Concepts that stand apart: they know no other, and only pages, actions and the start know them. */
const apart = ['settings', 'search', 'my-cetr', 'demo'];
/** But what is asked before a review is asked in two places. */
const shared = ['questions'];
const concepts = [...Object.keys(below), ...apart];
/** Rooms that know no concept. */
const plain = ['components', 'layouts', 'language', 'database', 'styles'];
/** Files beside the things (singular) that do something with them: SQL, cookies, files, mail. */
const doing =
  /\/(people|records|visits|viewers|circles|grants|decisions|restrictions|freezes|emergencies|handovers|tasks|invitations|ways-in|sign-ins|arrive|plans|goals|remarks|agreements|documents|reviews|views|bookings|requests|recommendations|calendars|share-links|everythings|ratings|stays|ways-home|messages|picture-messages|boards|dangers|notices|guides|areas|settings|demos|session|form-action|mail|worker|logins|login-cookie|providers|passkeys|devices|audits|pages|streams|glossaries|vocabularies|facts|papers|known-areas|statements)\.ts$/;

/** What is wrong with a file's imports. Paths are from src, as `messages/message.ts`. */
function faults(file: string, imports: string[]): string[] {
  const room = file.split('/')[0] ?? '';
  const found: string[] = [];
  const no = (wrong: boolean, why: string, what: string) => wrong && found.push(`${file} knows ${what}: ${why}`);
  for (const what of imports) {
    const other = what.split('/')[0] ?? '';
    const isConcept = (concepts.includes(other) && what.endsWith('.ts')) || (what.endsWith('.astro') && concepts.includes(other));
    no(plain.includes(room) && isConcept, 'this room knows no concept', what);
    no(['pages', 'actions', 'components', 'layouts'].includes(room) && other === 'database', 'only concepts reach the database', what);
    no(file.endsWith('.astro') && concepts.includes(room) && doing.test(`/${what}`) && other !== 'pages', 'pages load, components show', what);
    no(file.endsWith('.astro') && other === 'database', 'what shows does not load', what);
    no(
      file.endsWith('.tsx') && (doing.test(`/${what}`) || plain.slice(0, 2).includes(other) || other === 'database'),
      'an island knows things and words only',
      what,
    );
    const isThing = concepts.includes(room) && file.endsWith('.ts') && !doing.test(`/${file}`);
    no(
      isThing && (doing.test(`/${what}`) || other === 'database' || /^(kysely|pg|astro:|node:(fs|net|http))/.test(what)),
      'a thing has no database, clock or network',
      what,
    );
    no(room in below && isConcept && other !== room && !below[room]?.includes(other), 'between concepts downhill only', what);
    no(apart.includes(room) && isConcept && other !== room && !(room === 'my-cetr' && shared.includes(other)), 'this concept stands apart', what);
    no(what === 'database/web.ts' && !['access', 'demo'].includes(room), 'pages reach the database through access', what);
  }
  return found;
}

const source = join(root, 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|tsx|astro)$/.test(file));

function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8');
  return [...text.matchAll(/from '([^']+)'|import\('([^']+)'\)|^import '([^']+)'/gm)].map((match) => {
    const what = match[1] ?? match[2] ?? match[3] ?? '';
    if (what.startsWith('#')) return what.slice(1);
    return what.startsWith('.') ? join(file, '..', what) : what;
  });
}

test.each(files)('%s knows only whom it may know', (file) => {
  expect(faults(file, importsOf(file))).toEqual([]);
});

test.each([
  ['pages/[language]/index.astro', 'database/connect.ts'],
  ['messages/message.ts', 'messages/messages.ts'],
  ['messages/message.ts', 'kysely'],
  ['people/person.ts', 'access/viewer.ts'],
  ['plans/plans.ts', 'messages/message.ts'],
  ['guides/guide.ts', 'people/person.ts'],
  ['guides/guide.ts', 'easy-read/page.ts'],
  ['guides/guide.ts', 'facts/fact.ts'],
  ['facts/fact.ts', 'areas/area.ts'],
  ['ideas/idea.ts', 'guides/guide.ts'],
  ['glossary/glossary.ts', 'ideas/idea.ts'],
  ['search/search.ts', 'guides/guide.ts'],
  ['search/search.ts', 'questions/question.ts'],
  ['my-cetr/my-cetr.ts', 'reviews/view.ts'],
  ['questions/question.ts', 'reviews/view.ts'],
  ['accessibility/CriteriaAt.astro', 'accessibility/statements.ts'],
  ['easy-read/rules/length.ts', 'easy-read/pages.ts'],
  ['easy-read/rules/length.ts', 'node:fs'],
  ['easy-read/pages.ts', 'people/person.ts'],
  ['components/Picture.astro', 'guides/guide.ts'],
  ['layouts/Document.astro', 'settings/setting.ts'],
  ['messages/MessageThread.astro', 'messages/messages.ts'],
  ['access/StaySignedIn.tsx', 'settings/settings.ts'],
  ['language/translate.ts', 'people/person.ts'],
  ['messages/messages.ts', 'database/web.ts'],
])('%s may not know %s', (file, what) => {
  expect(faults(file, [what])).not.toEqual([]);
});

test('SQL stands in the files that do something, and nowhere else', () => {
  const rest = files.filter((file) => !doing.test(`/${file}`) && !file.startsWith('database/') && !file.startsWith('start/'));
  expect(rest.filter((file) => /\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(readFileSync(join(source, file), 'utf8')))).toEqual([]);
});

test('things take the time as an argument, and never look at a clock', () => {
  const things = files.filter((file) => concepts.includes(file.split('/')[0] ?? '') && file.endsWith('.ts') && !doing.test(`/${file}`));
  expect(things.filter((file) => /new Date\(\)|Date\.now\(/.test(readFileSync(join(source, file), 'utf8')))).toEqual([]);
});

test('no file uses a style attribute, an inline script, raw HTML, or an id that two islands would share', () => {
  const shown = files.filter((file) => /\.(astro|tsx)$/.test(file));
  expect(
    shown.filter((file) => / style=|set:html|is:inline|dangerouslySetInnerHTML|\buseId\b| on(click|change)="/.test(readFileSync(join(source, file), 'utf8'))),
  ).toEqual([]);
});

test('people write in fields whose words come back where a form can not be kept', () => {
  const writing = files.filter((file) => /<textarea|<input(?![^>]* type=)/.test(readFileSync(join(source, file), 'utf8')));
  expect(writing.filter((file) => !['components/TextField.astro', 'layouts/ProblemPage.astro'].includes(file))).toEqual([]);
});

test('files are short enough to be read at once', () => {
  const long = files.filter((file) => file !== 'database/schema.ts' && readFileSync(join(source, file), 'utf8').split('\n').length > 200);
  expect(long).toEqual([]);
});

test('no room has a name that says nothing', () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|lib|services?|common|misc|types)(\/|\.ts)/.test(file))).toEqual([]);
});
