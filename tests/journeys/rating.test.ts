import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();

describe('a young person', () => {
  test('has no colour on their first page until they choose it, and none again when they choose so', async () => {
    const cerys = await enterAs(demo, 'Cerys Bevan');
    expect(cerys.page.html).not.toMatch(/on the register|rating-red|Red:/);
    await cerys.follow('People');
    expect(cerys.page.html).not.toMatch(/rating-red|Red:/);
    await cerys.follow('See your colour');
    for (const words of [
      'Your colour on the register',
      'Red means you are in crisis and may go into hospital very soon.',
      'We are worried. We visit her more.',
      'Colours from before',
      'Staff must ask you before you go on the register.',
      'you can ask to come off later',
    ])
      expect(cerys.page.text).toContain(words);
    // What staff call it is not how we say it to her.
    expect(cerys.page.text).toMatch(/ Red Since /);
    expect(cerys.page.text).not.toMatch(/Red:|Amber:/);
    await cerys.press('Keep this', { shows: 'yes' });
    expect(cerys.page.text).toContain('We kept what you chose.');
    await cerys.open('/en/family');
    expect(cerys.page.text).toContain('Your colour on the register');
    expect(cerys.page.text).toContain('Your colour on the register Red See what this colour means');
    await cerys.follow('See what this colour means');
    await cerys.press('Keep this', { shows: 'no' });
    await cerys.open('/en/family');
    expect(cerys.page.html).not.toMatch(/on the register|rating-red|Red:/);
  });

  test('nobody chooses that for someone else', async () => {
    const [amir, cerys] = [await enterAs(demo, 'Amir Khan'), await demo.database.id('Cerys Bevan')];
    await amir.open('/en/family/rating');
    await amir.press('Keep this', { shows: 'yes', youngPerson: cerys });
    expect(amir.page.status).toBe(404);
    const { rows } = await sql`select from young_people where shows_rating`.execute(demo.database.owner);
    expect(rows).toHaveLength(0);
  });
});

describe('a carer', () => {
  test('with whom the rating is not shared has no page, no link and no word of it', async () => {
    const nadia = await enterAs(demo, 'Nadia Khan');
    for (const path of ['/en/family', '/en/family/people', '/en/family/hospital', '/en/family/sharing']) {
      await nadia.open(path);
      expect(nadia.page.status, path).toBe(200);
      expect(nadia.page.html, path).not.toMatch(/family\/rating|rating-blue|Blue:/);
    }
    expect((await nadia.open('/en/family/rating')).status).toBe(404);
  });

  test('with whom it is shared reads it about the young person, why, and how to say that it is not right', async () => {
    const [cerys, dilys] = [await demo.database.id('Cerys Bevan'), await demo.database.id('Dilys Bevan')];
    await sql`insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, given_by)
      values (${cerys}, ${dilys}, 'rating', stage_of(${cerys}), 'young person', ${cerys}, ${cerys})`.execute(demo.database.owner);
    const nan = await enterAs(demo, 'Dilys Bevan');
    expect(nan.page.text).toContain("Cerys's colour on the register");
    await nan.follow('See what this colour means');
    expect(nan.page.text).toContain('Red: in crisis');
    expect(nan.page.text).toContain('We say this to Cerys:');
    expect(nan.page.text).not.toMatch(/Red means you|first page\?/);
    await nan.follow('Write to the key worker');
    expect(nan.page.text).toContain('Write to Tom Okafor');
  });
});

describe('at the desk', () => {
  test('a rating changes twice a day, a double press is one, and other words in the same form lose nothing', async () => {
    const leo = await demo.database.id('Leo Hartley');
    const priya = await enterAs(demo, 'Priya Nair');
    await priya.open(`/desk/families/${leo}/rating`);
    const form = priya.page;
    await priya.press('Change the rating', { rating: 'amber', why: '' });
    expect(priya.page.status).toBe(400);
    expect(priya.page.html).toMatch(/value="amber"[^>]*checked/);
    await priya.press('Change the rating', { why: 'Leo hurts himself more.' });
    expect(priya.page.status).toBe(200);
    priya.page = form;
    await priya.press('Change the rating', { rating: 'amber', why: 'Leo hurts himself more.' });
    expect(priya.page.status).toBe(200);
    priya.page = form;
    await priya.press('Change the rating', { rating: 'red', why: 'It is much worse today.' });
    expect(priya.page.status).toBe(400);
    expect(priya.page.html).toContain('It is much worse today.</textarea>');
    await priya.press('Change the rating', { rating: 'red', why: 'It is much worse today.' });
    expect(priya.page.status).toBe(200);
    const rows = await demo.database.owner.selectFrom('ratings').select('rating').where('youngPersonId', '=', leo).orderBy('setAt', 'desc').execute();
    expect(rows.map(({ rating }) => rating).toSorted()).toEqual(['amber', 'green', 'red']);
    await priya.open('/desk');
    expect(priya.page.text).toContain('Red: in crisis');
  });
});
