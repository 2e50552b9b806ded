import { hashToken } from '#access/sign-in.ts';
import { openLink } from './page-kinds/ways-in.ts';
import { invite } from './invitations.ts';
import type { DemoService } from './service.ts';

/**
 * Fills the demo so that each kind of page has something to show: someone who waits for an answer, someone with a card, an open link,
 * an inbox. Gives the id of each person by name, and of `the card`, `the thread` and `the review` that has been.
 */
export async function setTheStage(demo: DemoService): Promise<(name: string) => string> {
  const { owner } = demo.database;
  const sent = { relation: 'other family', knownAs: 'X' };
  await invite(demo, 'Tom Okafor', 'Cerys Bevan', { ...sent, name: 'Imran Khan', address: 'imran.khan@example.org' });
  await invite(demo, 'Tom Okafor', 'Cerys Bevan', { ...sent, relation: 'other professional', name: 'Noor Ali', address: 'noor@example.org' });
  await invite(demo, 'Tom Okafor', 'Cerys Bevan', { ...sent, name: 'Alma Reed' });
  await owner
    .insertInto('waysIn')
    .values({ kind: 'invitation', linkHash: hashToken(openLink) })
    .execute();
  // The links in emails are long.
  const body = `Hello.\n\n${demo.origin}/en/sign-in/link/${'a'.repeat(43)}\n\n1234 5678`;
  await owner.insertInto('demoEmails').values({ toAddress: 'sam.hartley@example.org', subject: 'Sign in to Alongside', body }).execute();

  const people = await owner.selectFrom('people').select(['id', 'name']).execute();
  const ids = new Map(people.map(({ id, name }) => [name, id]));
  const amir = ids.get('Amir Khan') ?? '';
  const card = await owner.selectFrom('invitations').select('wayId').where('name', '=', 'Alma Reed').executeTakeFirstOrThrow();
  const thread = await owner
    .selectFrom('threads')
    .innerJoin('threadMembers', 'threadMembers.threadId', 'threads.id')
    .select('threads.id')
    .where('youngPersonId', '=', amir)
    .where('personId', '=', ids.get('Nadia Khan') ?? '')
    .executeTakeFirstOrThrow();
  const review = await owner.selectFrom('reviews').select('id').where('youngPersonId', '=', amir).where('outcome', '<>', '').executeTakeFirstOrThrow();
  ids
    .set('the card', card.wayId ?? '')
    .set('the thread', thread.id)
    .set('the review', review.id);
  return (name) => {
    const id = ids.get(name);
    if (!id) throw new Error(`Nobody on the stage is ${name}.`);
    return id;
  };
}
