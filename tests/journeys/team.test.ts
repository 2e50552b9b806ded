import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { enterAs } from '#tests/support/families.ts';
import { demoService } from '#tests/support/service.ts';

const demo = demoService();

describe('the people who help', () => {
  test('Amir sees each of them with what they do and how to reach them, and what everyone in his circle can see', async () => {
    const amir = await enterAs(demo, 'Amir Khan');
    await amir.follow('People');
    for (const words of [
      'The people who help you',
      'Tom Okafor',
      'Gwen Ashby',
      'Leads the team.',
      'Call Gwen Ashby: 07700 900156',
      'Ruth Adeyemi',
      'Is on your side and helps you to speak up.',
      'Your circle',
    ])
      expect(amir.page.text).toContain(words);
    const rowOf = (name: string) => new RegExp(`<tr[^>]*>(?:(?!</tr>)[\\s\\S])*<bdi[^>]*>${name}</bdi>[\\s\\S]*?</tr>`).exec(amir.page.html)?.[0] ?? '';
    const [can = '', cannot = ''] = rowOf('Imran Khan').split('</td>');
    expect(can).toContain('Your plan and your goals');
    expect(can).not.toContain('Places and addresses');
    expect(cannot).toContain('Places and addresses');
    expect(rowOf('Tom Okafor')).toContain('What they need for their work.');
    await amir.follow('Choose who can see what');
    expect(amir.page.text).toContain('Change what Imran Khan can see');
  });

  test('Maya, who is 12 and does not choose, finds the way to see it; who may choose finds the way to choose', async () => {
    for (const [name, words, not] of [
      ['Maya Hartley', 'Who can see what about you', 'Choose who can see what'],
      ['Sam Hartley', 'Choose who can see what', 'See what you can see about'],
      ['Dilys Bevan', 'See what you can see about Cerys', 'Choose who can see what'],
    ] as const) {
      const person = await enterAs(demo, name);
      if (name === 'Sam Hartley') await person.open(`/en/family/people?about=${await demo.database.id('Maya Hartley')}`);
      else await person.follow('People');
      expect(person.page.text).not.toContain(not);
      await person.follow(words);
      expect(person.page.status).toBe(200);
    }
  });

  test('his parents, who live apart, do not learn of each other there', async () => {
    for (const [parent, other] of [
      ['Nadia Khan', 'Imran'],
      ['Imran Khan', 'Nadia'],
    ] as const) {
      const carer = await enterAs(demo, parent);
      await carer.follow('People');
      expect(carer.page.status).toBe(200);
      expect(carer.page.text).toContain('Gwen Ashby');
      expect(carer.page.html).not.toContain(other);
      expect(carer.page.html).not.toContain('<table');
    }
  });

  test('a father who answers for his child sees what those see to whom he agreed; of an advocate of someone else, only who they are', async () => {
    const { maya, sam, priya } = await demo.database.cast();
    await sql`insert into people (name, known_as) values ('Jo Hartley', 'Jo'), ('Vera Moss', 'Vera')`.execute(demo.database.owner);
    const [jo, vera] = [await demo.database.id('Jo Hartley'), await demo.database.id('Vera Moss')];
    await sql`insert into circle_members (young_person_id, person_id, relation, from_day)
      values (${maya}, ${jo}, 'other family', today() - 9), (${maya}, ${vera}, 'advocate', today() - 9)`.execute(demo.database.owner);
    await sql`insert into grants (young_person_id, person_id, category, stage, basis, agreed_by, given_by)
      values (${maya}, ${jo}, 'reviews', 'child', 'parental responsibility', ${sam}, ${priya})`.execute(demo.database.owner);
    const carer = await enterAs(demo, 'Sam Hartley');
    await carer.open(`/en/family/people?about=${maya}`);
    const table = /<table[\s\S]*<\/table>/.exec(carer.page.html)?.[0] ?? '';
    expect(table).toContain('Jo Hartley');
    expect(table).toContain('Sam Hartley');
    expect(table).not.toContain('Vera Moss');
    expect(carer.page.text).toContain('Vera Moss');
  });

  test('while the key worker is away, it says who covers and how to reach them', async () => {
    const { tom, gwen } = await demo.database.cast();
    await demo.database.owner
      .insertInto('absences')
      .values({ personId: tom, firstDay: sql`today()`, lastDay: sql`today() + 3`, coverId: gwen })
      .execute();
    const cerys = await enterAs(demo, 'Cerys Bevan');
    await cerys.follow('People');
    expect(cerys.page.text).toContain('Tom is away until');
    expect(cerys.page.text).toContain('Gwen Ashby helps you until then.');
  });
});
