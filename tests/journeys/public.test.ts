import { describe, expect, test } from 'vitest';
import { languages } from '#language/languages.ts';
import { paths } from '#paths.ts';
import { slugs } from '#tests/support/public-pages.ts';
import { demoService } from '#tests/support/service.ts';
import { visitor } from '#tests/support/visitor.ts';

const demo = demoService();
const someone = () => visitor(demo.origin);

describe('a mother looks for help near her, without JavaScript', () => {
  test('she writes her postcode, and every guide then says how it is there', async () => {
    const mother = someone();
    await mother.open('/en/guides/key-workers');
    expect(mother.page.text).toContain('In many areas, you get a key worker only through the register.');
    expect(mother.page.text).not.toContain('01632 960200');
    await mother.follow('Choose your area');
    await mother.press('Find my area', { place: 'st4 2df' });
    expect(mother.page.address).toBe(`${demo.origin}/en/guides/key-workers`);
    expect(mother.page.text).toContain('You chose Staffordshire and Stoke-on-Trent.');
    expect(mother.page.text).toContain('Call 01632 960200');
    expect(mother.page.text).not.toContain('In many areas, you get a key worker only through the register.');
    expect(mother.page.text).toContain('Staffordshire and Stoke-on-Trent key worker service');
    await mother.open('/en/guides/help-in-a-crisis');
    expect(mother.page.text, 'the line for the night is where she needs it').toContain('Call 01632 960201');
    expect((await someone().open('/en/guides/key-workers')).text, 'nobody else gets her area').not.toContain('You chose');
  });

  test('what she wrote stands in no address and in no cookie', async () => {
    const mother = someone();
    await mother.open('/en/areas');
    await mother.press('Find my area', { place: 'WR1 2AB' });
    expect(mother.page.address).toBe(`${demo.origin}/en/areas/herefordshire-worcestershire`);
    expect([...mother.cookies]).toEqual([['area', 'herefordshire-worcestershire']]);
  });

  test('a place that we do not know is no dead end', async () => {
    const mother = someone();
    await mother.open('/en/areas');
    await mother.press('Find my area', { place: 'Atlantis' });
    expect(mother.page.status).toBe(400);
    expect(mother.page.text).toContain('We do not know this place.');
    expect(mother.page.html).toContain('value="Atlantis"');
    await mother.press('Find my area', { place: '' });
    expect(mother.page.text).toContain('Write your town or the first part of your postcode.');
    await mother.press('Choose Staffordshire and Stoke-on-Trent');
    expect(mother.page.address).toBe(`${demo.origin}/en/areas/staffordshire`);
  });

  test('she forgets her area again, and nothing is left', async () => {
    const mother = someone();
    await mother.open('/en/areas');
    await mother.press('Choose Staffordshire and Stoke-on-Trent');
    await mother.open('/en/areas');
    await mother.press('Forget my area');
    expect(mother.cookies.size).toBe(0);
    expect((await mother.open('/en/guides/key-workers')).text).not.toContain('You chose');
  });

  test('an area that is not there is not kept', async () => {
    const mother = someone();
    mother.cookies.set('area', 'dragonshire');
    expect((await mother.open('/en/guides/key-workers')).text).toContain('Choose your area');
    await mother.open('/en/areas');
    const { status } = await mother.press('Choose Staffordshire and Stoke-on-Trent', { area: 'dragonshire' });
    expect(status).toBe(400);
  });

  test('she finds a service by what she needs, and reads how old its words are', async () => {
    const mother = someone();
    await mother.open('/en/areas/staffordshire/services');
    const all = mother.page.html.match(/<article/g)?.length ?? 0;
    await mother.follow('A break from caring');
    const some = mother.page.html.match(/<article/g)?.length ?? 0;
    expect([all >= 12, some > 0 && some < all]).toEqual([true, true]);
    await mother.open('/en/areas/staffordshire/services?need=dragons');
    expect(mother.page.html.match(/<article/g)).toHaveLength(all);
    expect(mother.page.text).toContain('Nobody has checked this for 6 months.');
    expect(mother.page.text).toContain('The phone number and address are made up.');
  });
});

describe('someone searches, without JavaScript', () => {
  test('with a mistake in the word, and goes to what they found', async () => {
    const reader = someone();
    await reader.open('/en/search?q=keywoker');
    expect(reader.page.text).toContain('“keywoker”');
    await reader.follow('What is a key worker?');
    expect(reader.page.address).toBe(`${demo.origin}/en/guides/key-workers`);
  });

  test('finds hard words, services and areas too', async () => {
    expect((await someone().open('/en/search?q=advocate')).html).toContain('/en/words#advocate');
    expect((await someone().open('/en/search?q=sendiass')).html).toMatch(/\/en\/areas\/staffordshire\/services#/);
    expect((await someone().open('/en/search?q=worcestershire')).html).toContain('href="/en/areas/herefordshire-worcestershire"');
  });

  test.each(languages.map(({ code }) => code))('in %s, in the words of that language', async (code) => {
    const reader = someone();
    await reader.open(paths.guide(code, 'your-rights'));
    const title = /<h1[^>]*>([^<]+)<\/h1>/.exec(reader.page.html)?.[1] ?? '';
    await reader.open(paths.search(code, title.trim()));
    expect(reader.page.html).toContain(`href="/${code}/guides/your-rights"`);
  });

  test('for nothing, or for what is not there, and is helped on', async () => {
    expect((await someone().open('/en/search?q=')).text).not.toContain('We found');
    const reader = someone();
    await reader.open('/en/search?q=qqqqqqq');
    expect(reader.page.text).toContain('We found nothing for “qqqqqqq”.');
    await reader.follow('All guides');
    expect(reader.page.status).toBe(200);
  });

  test('for what no page should be made of', async () => {
    const { html, status } = await someone().open(`/en/search?q=${encodeURIComponent('<script>alert(1)</script>\u0000"\'')}`);
    expect(status).toBe(200);
    // In the box to search in, what someone typed stands between quotes.
    expect(html.replaceAll(/value="[^"]*"/g, '')).not.toContain('<script>alert');
  });
});

describe('someone chooses how they read', () => {
  test('it is remembered on every guide, and the page says so', async () => {
    const reader = someone();
    await reader.open('/en/guides/your-rights');
    expect(reader.page.html).toMatch(/<button[^>]*aria-pressed="true"[^>]*>\s*Pictures/);
    await reader.press('Words only');
    expect(reader.page.address).toBe(`${demo.origin}/en/guides/your-rights`);
    expect(reader.page.html).toContain('data-pictures="off"');
    expect(reader.page.html).toContain('class="idea"');
    await reader.open('/en/guides/key-workers');
    expect(reader.page.html).toContain('data-pictures="off"');
    expect(reader.page.html, 'no picture comes before it is shown').not.toMatch(/<img(?![^>]*loading="lazy")/);
    await reader.press('Longer text');
    expect(reader.page.html).not.toContain('class="idea"');
    expect(reader.page.html).toMatch(/value="reading-standard" aria-pressed="true"/);
    await reader.press('Pictures');
    expect(reader.cookies.has('settings')).toBe(false);
  });

  test('other settings stay as they are, small pictures too', async () => {
    const reader = someone();
    reader.cookies.set('settings', 'text-150_theme-cream_pictures-small');
    await reader.open('/en/guides/your-rights');
    await reader.press('Longer text');
    expect(reader.cookies.get('settings')).toBe('text-150_theme-cream_pictures-small_reading-standard');
    await reader.press('Pictures');
    expect(reader.cookies.get('settings')).toBe('text-150_theme-cream_pictures-small');
  });

  test('the PDF has what the page has', async () => {
    const reader = someone();
    const size = async () =>
      (
        await fetch(`${demo.origin}/en/guides/your-rights.pdf`, { headers: { cookie: [...reader.cookies].map((pair) => pair.join('=')).join('; ') } })
      ).arrayBuffer();
    const withPictures = (await size()).byteLength;
    await reader.open('/en/guides/your-rights');
    await reader.press('Words only');
    expect((await size()).byteLength).toBeLessThan(withPictures * 0.7);
  });
});

test.each(languages.flatMap(({ code }) => slugs.map((slug) => [code, slug] as const)))('%s: the guide %s can be saved as a PDF', async (code, slug) => {
  const answer = await fetch(demo.origin + paths.guidePdf(code, slug));
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toContain(`${slug}-${code}.pdf`);
  const pdf = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  expect(pdf).toContain('/StructTreeRoot');
  expect(pdf, 'all that is ours keeps the promise of PDF/UA').toContain('pdfuaid:part');
  // A letter that none of our files has would come from the program's own.
  expect(pdf).not.toContain('Libertinus');
});

test('switching the language keeps the page, the reading and the area', async () => {
  const reader = someone();
  reader.cookies.set('settings', 'pictures-off');
  reader.cookies.set('area', 'staffordshire');
  await reader.open('/en/guides/key-workers');
  await reader.follow('اردو');
  expect(reader.page.address).toBe(`${demo.origin}/ur/guides/key-workers`);
  expect(reader.page.html).toContain('<html lang="ur" dir="rtl"');
  expect(reader.page.html).toContain('data-pictures="off"');
  expect(reader.page.text).toContain('01632 960200');
  await reader.open('/en/search?q=advocate');
  await reader.follow('Cymraeg');
  expect(reader.page.address).toBe(`${demo.origin}/cy/search?q=advocate`);
});

test('a translation that nobody has checked says so at its top, in that language; English does not', async () => {
  for (const { code, isChecked } of languages) {
    const { html } = await someone().open(paths.guide(code, 'key-workers'));
    expect(html.includes('class="unchecked"'), code).toBe(!isChecked);
  }
  const { html } = await someone().open('/pl/guides/key-workers');
  expect(html.indexOf('class="unchecked"')).toBeLessThan(html.indexOf('<h1'));
});

test('one step at a time goes from the first idea to the last, and back', async () => {
  const reader = someone();
  await reader.open('/en/guides/contact');
  await reader.follow('Read 1 step at a time');
  const [, steps] = /Step 1 of (\d+)/.exec(reader.page.text) ?? [];
  for (let step = 2; step <= Number(steps); step++) {
    await reader.follow('Next');
    expect(reader.page.address).toBe(`${demo.origin}/en/guides/contact/${step}#step`);
  }
  expect(reader.page.html).not.toMatch(/>\s*Next\s*</);
  await reader.follow('Back');
  expect(reader.page.address).toContain(`/${Number(steps) - 1}#step`);
  await reader.follow('See the whole guide');
  expect(reader.page.address).toBe(`${demo.origin}/en/guides/contact`);
});

describe('a young person gets ready for their C(E)TR, without signing in and without JavaScript', () => {
  const filled = { name: 'Leo', 'who-family': 'on', 'breaks-ask': 'on', 'stop-other': 'I hum.', 'say-safe': 'I am scared <at> night.' };

  test('they see it as a page, change it, and lose nothing', async () => {
    const leo = someone();
    await leo.open('/en/my-cetr');
    await leo.press('Show my page', filled);
    expect(leo.page.status).toBe(200);
    for (const words of ['C(E)TR page of Leo', 'My family', 'When I ask', 'I hum.', 'Am I safe?']) expect(leo.page.text).toContain(words);
    expect(leo.page.html).toContain('I am scared &lt;at&gt; night.');
    expect(leo.page.text).not.toContain('My advocate');
    await leo.press('Change something');
    expect(leo.page.html).toMatch(/name="who-family"[^>]* checked/);
    expect(leo.page.html).toContain('I hum.');
    await leo.press('Show my page', { 'who-advocate': 'on', 'stop-other': 'I hum.', 'say-safe': 'I am scared.', name: 'Leo' });
    expect(leo.page.text).toContain('My advocate');
  });

  test('nothing of it is kept: not in a cookie, not in an address, not on the next page', async () => {
    const leo = someone();
    await leo.open('/en/my-cetr');
    await leo.press('Show my page', filled);
    expect(leo.cookies.size).toBe(0);
    expect(leo.page.address).not.toContain('hum');
    expect(leo.page.headers.get('cache-control')).toBe('no-store');
    expect((await someone().open('/en/my-cetr')).html).not.toContain('I hum.');
  });

  test('they save it as a PDF', async () => {
    const body = new URLSearchParams({ ...filled, as: 'pdf' });
    const answer = await fetch(`${demo.origin}/en/my-cetr?_action=myCetr.show`, { method: 'POST', body, headers: { origin: demo.origin } });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'application/pdf', 'no-store']);
    expect((await answer.text()).slice(0, 5)).toBe('%PDF-');
  });

  test('an empty page says so, and words that are too long come back with what to do', async () => {
    const leo = someone();
    await leo.open('/en/my-cetr');
    await leo.press('Show my page');
    expect(leo.page.text).toContain('You did not choose anything yet.');
    await leo.open('/en/my-cetr');
    await leo.press('Show my page', { 'say-care': 'x'.repeat(1001) });
    expect(leo.page.status).toBe(400);
    expect(leo.page.text).toContain('This is too long. Make it shorter.');
    expect(leo.page.html).toContain('x'.repeat(1001));
  });
});

test.each([
  '/en/guides/no-such-guide',
  '/en/guides/key-workers/0',
  '/en/guides/key-workers/99',
  '/en/guides/key-workers/1a',
  '/en/guides/no-such-guide.pdf',
  '/en/areas/dragonshire',
  '/en/areas/dragonshire/services',
  '/xx/guides',
  '/xx/words',
  '/xx/search',
  '/xx/my-cetr',
  '/xx/areas/staffordshire',
  '/xx/offline',
  '/en/guides/../../etc',
])('%s is not there, and its page helps', async (path) => {
  const { html, status } = await someone().open(path);
  expect(status).toBe(404);
  expect(html).toContain('href="tel:999"');
  expect(html).toContain('href="/en/search"');
});

test.each(['/en/guides/key-workers.pdf', '/en/guides/my-name-is-sam.pdf', '/sitemap.xml'])('%s takes no form', async (path) => {
  const body = new URLSearchParams({ place: 'Stafford' });
  const answer = await fetch(`${demo.origin}${path}?_action=areas.find`, { method: 'POST', body, headers: { origin: demo.origin }, redirect: 'manual' });
  expect(answer.status).toBe(405);
});

test('whoever looks for pages gets all that are public and no other', async () => {
  const { html } = await someone().open('/sitemap.xml');
  const addresses = [...html.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => new URL(address).pathname);
  expect(addresses.length).toBeGreaterThan(80);
  for (const { code } of languages) expect(addresses).toContain(paths.guide(code, 'key-workers'));
  expect(addresses.filter((address) => /family|desk|demo|sign-in|join|\/me/.test(address))).toEqual([]);
  for (const address of addresses) expect((await someone().open(address)).status, address).toBe(200);
  expect((await someone().open('/robots.txt')).text).toContain('/sitemap.xml');
});

test('whoever comes without a language gets that of their browser', async () => {
  const answer = await fetch(demo.origin, { redirect: 'manual', headers: { 'accept-language': 'pl-PL,pl;q=0.9,en;q=0.5' } });
  expect(answer.headers.get('location')).toBe('/pl');
});
