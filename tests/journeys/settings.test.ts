import { describe, expect, test } from 'vitest';
import { askForEmail, signInAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';
import { visitor, type Visitor } from '#tests/support/visitor.ts';

const demo = demoService();

async function atSettings(from = '/en/guides/key-workers'): Promise<Visitor> {
  const someone = visitor(demo.origin);
  await someone.open(`/en/settings?from=${from}`);
  return someone;
}

describe('someone without JavaScript chooses how they read', () => {
  test('they keep it, go back to where they were, and the page is so from its first byte', async () => {
    const reader = await atSettings();
    await reader.press('Keep these settings', { text: '200', theme: 'cream', words: '16' });
    expect(reader.page.text).toContain('We kept your settings on this device.');
    await reader.follow('Go back to the page you were on');
    expect(reader.page.address).toBe(`${demo.origin}/en/guides/key-workers`);
    expect(reader.page.html.slice(0, 300)).toMatch(/<html [^>]*data-text="200" data-words="16" data-theme="cream"/);
  });

  test('one press chooses several at once, and leaves the others as they were', async () => {
    const reader = await atSettings();
    reader.cookies.set('settings', 'text-150_ruler-on');
    await reader.open('/en/settings');
    await reader.press('More space');
    expect(reader.cookies.get('settings')).toBe('text-150_line-200_letters-6_words-16_paragraphs-200_length-50_ruler-on');
  });

  test('they take the last change back, and take that back too', async () => {
    const reader = await atSettings();
    await reader.press('Keep these settings', { text: '300' });
    await reader.press('Keep these settings', { text: '300', theme: 'dark' });
    await reader.press('Take back the last change');
    expect(reader.page.text).toContain('We put it back as it was before.');
    expect(reader.cookies.get('settings')).toBe('text-300');
    await reader.press('Take back the last change');
    expect(reader.cookies.get('settings')).toBe('text-300_theme-dark');
  });

  test('they set it all back, nothing of it stays on the device, and even that can be undone for an hour', async () => {
    const reader = await atSettings();
    await reader.press('Keep these settings', { font: 'opendyslexic', calm: 'on' });
    await reader.press('Set it all back');
    expect(reader.page.text).toContain('We set it all back.');
    expect(reader.cookies.has('settings')).toBe(false);
    await reader.press('Take back the last change');
    expect(reader.cookies.get('settings')).toBe('font-opendyslexic_calm-on');
    const answer = await fetch(`${demo.origin}/en/settings?_action=settings.keep`, { method: 'POST', body: new URLSearchParams(), redirect: 'manual' });
    expect(answer.headers.getSetCookie().find((cookie) => cookie.startsWith('settings-before='))).toMatch(/Max-Age=3600/i);
  });

  test('the first change can be taken back as well; where there was none, nothing happens', async () => {
    const reader = await atSettings();
    await reader.press('Keep these settings', { layout: '150' });
    await reader.press('Take back the last change');
    expect(reader.cookies.has('settings')).toBe(false);
    const other = visitor(demo.origin);
    await other.open('/en/settings?done=kept');
    await other.press('Take back the last change');
    expect(other.page.status).toBe(200);
    expect(other.cookies.has('settings')).toBe(false);
  });

  test('a made-up step, or a place to go back to that is not ours, changes nothing', async () => {
    const reader = await atSettings();
    await reader.press('Keep these settings', { text: '9000', theme: 'mauve', from: 'https://evil.example.org/' });
    expect(reader.cookies.has('settings')).toBe(false);
    expect(reader.page.text).not.toContain('Go back to the page you were on');
  });

  test('someone who reads Urdu is not asked about spaces that joined letters can not have', async () => {
    const { html } = await visitor(demo.origin).open('/ur/settings');
    for (const name of ['line', 'letters', 'words', 'font']) expect(html, name).not.toContain(`name="${name}"`);
    for (const name of ['text', 'layout', 'paragraphs', 'length', 'theme', 'pictures', 'ruler']) expect(html, name).toContain(`name="${name}"`);
  });

  test('what they had chosen in English stays while they read Urdu and choose there', async () => {
    const reader = visitor(demo.origin);
    reader.cookies.set('settings', 'letters-12_font-lexend');
    await reader.open('/ur/settings');
    const keep = /<button class="button">\s*([^<]+?)\s*<\/button>/.exec(reader.page.html)?.[1] ?? '';
    await reader.press(keep, { theme: 'dark' });
    expect(reader.cookies.get('settings')).toBe('letters-12_font-lexend_theme-dark');
  });
});

describe('the settings of someone who signs in', () => {
  test('are kept with them: a new device has them, and they can see and delete them', async () => {
    const sam = await signInAs(demo.origin, 'Sam Hartley');
    await sam.open('/en/settings');
    await sam.press('Keep these settings', { text: '150', theme: 'blue' });

    const newPhone = await signInAs(demo.origin, 'Sam Hartley');
    expect(newPhone.cookies.get('settings')).toBe('text-150_theme-blue');
    await newPhone.open('/en/me');
    expect(newPhone.page.text).toContain('Size of the text: Much bigger');
    expect(newPhone.page.text).toContain('Colours: Pale blue');
    await newPhone.press('Delete these settings');
    expect(newPhone.page.text).toContain('We deleted your reading settings.');
    expect(newPhone.page.text).toContain('We do not keep any reading settings with you.');
    expect(newPhone.cookies.has('settings')).toBe(false);
    expect(await demo.database.owner.selectFrom('readingSettings').selectAll().execute()).toEqual([]);
    expect((await signInAs(demo.origin, 'Sam Hartley')).cookies.has('settings')).toBe(false);
  });

  test('are nobody else’s to see or change', async () => {
    const sam = await signInAs(demo.origin, 'Sam Hartley');
    await sam.open('/en/settings');
    await sam.press('Keep these settings', { text: '300' });
    expect((await signInAs(demo.origin, 'Priya Nair')).cookies.has('settings')).toBe(false);
    const [priya, owner] = [await demo.database.id('Priya Nair'), await demo.database.id('Sam Hartley')];
    await demo.database.as('Priya Nair', async (db) => {
      expect(await db.selectFrom('readingSettings').selectAll().execute()).toEqual([]);
      await db.deleteFrom('readingSettings').execute();
      await db.updateTable('readingSettings').set({ kept: 'text-100' }).execute();
    });
    await expect(demo.database.as('Priya Nair', (db) => db.insertInto('readingSettings').values({ personId: owner, kept: 'x' }).execute())).rejects.toThrow();
    const kept = await demo.database.owner.selectFrom('readingSettings').select(['personId', 'kept']).execute();
    expect(kept).toEqual([{ personId: owner, kept: 'text-300' }]);
    expect(kept.some(({ personId }) => personId === priya)).toBe(false);
  });

  test('setting it all back leaves no row behind', async () => {
    const nadia = await signInAs(demo.origin, 'Nadia Khan');
    await nadia.open('/en/settings');
    await nadia.press('Keep these settings', { text: '300' });
    await nadia.press('Set it all back');
    const row = await demo.database.owner
      .selectFrom('readingSettings')
      .selectAll()
      .where('personId', '=', await demo.database.id('Nadia Khan'))
      .execute();
    expect(row).toEqual([]);
  });

  test('do not take away what their device had, where they keep none with them', async () => {
    const amir = visitor(demo.origin);
    amir.cookies.set('settings', 'theme-dark');
    await amir.open('/demo');
    await amir.press('Sign in as Amir Khan');
    expect(amir.cookies.get('settings')).toBe('theme-dark');
  });

  test('go with them from a device that others use, when they sign out', async () => {
    const sam = await signInAs(demo.origin, 'Sam Hartley');
    await sam.open('/en/settings');
    await sam.press('Keep these settings', { text: '200' });

    const library = visitor(demo.origin);
    const { link } = await askForEmail(library, demo.origin, 'sam.hartley@example.org');
    await library.open(link);
    await library.press('Sign me in', { shared: 'on' });
    expect(library.cookies.get('settings')).toBe('text-200');
    await library.press('Sign out');
    expect(library.cookies.has('settings')).toBe(false);
  });
});
