import { randomUUID } from 'node:crypto';
import { hashToken } from '#access/sign-in.ts';
import { openLink } from './page-kinds/ways-in.ts';
import { invite } from './invitations.ts';
import type { DemoService } from './service.ts';

/**
 * Fills the demo so that each kind of page has something to show: someone who waits for an answer, someone with a card, an open link,
 * an inbox. Gives the id of each person by name, and of `the card`, `the thread`, `the review` that has been, `the recommendation` of it, `the next review` and `the goal`.
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
  // It has the secret of the invitation: each stands in a table of its own.
  const paper = { what: 'profile', sections: ['matters to me', 'how to support me'], forWhom: 'Art club', language: 'en', days: 31 };
  await owner
    .insertInto('shareLinks')
    .values({ id: randomUUID(), youngPersonId: amir, madeBy: amir, tokenHash: hashToken(openLink), ...paper })
    .execute();
  const card = await owner.selectFrom('invitations').select('wayId').where('name', '=', 'Alma Reed').executeTakeFirstOrThrow();
  const thread = await owner
    .selectFrom('threads')
    .innerJoin('threadMembers', 'threadMembers.threadId', 'threads.id')
    .select('threads.id')
    .where('youngPersonId', '=', amir)
    .where('personId', '=', ids.get('Nadia Khan') ?? '')
    .executeTakeFirstOrThrow();
  await addToThread(owner, thread.id, ids);
  const remark = randomUUID();
  const said = {
    youngPersonId: amir,
    language: 'en',
    writtenBy: ids.get('Nadia Khan') ?? '',
    kind: 'not right',
    sentence: 'I want halal food.',
    sentenceLanguage: 'en',
    words: 'Now and then.',
  };
  await owner
    .insertInto('planRemarks')
    .values([
      { ...said, id: remark, section: 'matters to me' },
      {
        ...said,
        id: randomUUID(),
        section: 'matters to me',
        answer: 'kept',
        answerWords: 'Amir says so.',
        answerLanguage: 'en',
        answeredBy: ids.get('Tom Okafor'),
      },
    ])
    .execute();
  const review = await owner
    .selectFrom('recommendations')
    .select(['id', 'reviewId'])
    .where('youngPersonId', '=', amir)
    .where('doneAt', 'is', null)
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const next = await owner
    .selectFrom('reviews')
    .select('id')
    .where('youngPersonId', '=', amir)
    .where('startsAt', '>', new Date())
    .orderBy('startsAt')
    .executeTakeFirstOrThrow();
  const goal = await owner
    .selectFrom('goals')
    .select('goalId')
    .where('youngPersonId', '=', ids.get('Maya Hartley') ?? '')
    .where('doneOn', 'is', null)
    .orderBy('byDay')
    .executeTakeFirstOrThrow();
  await owner
    .insertInto('drafts')
    .values({
      personId: ids.get('Nadia Khan') ?? '',
      threadId: thread.id,
      kind: 'pictures',
      formId: randomUUID(),
      pictures: ['I', 'not', 'finished', 'keyWorker'],
    })
    .execute();
  ids
    .set('the card', card.wayId ?? '')
    .set('the thread', thread.id)
    .set('the review', review.reviewId)
    .set('the recommendation', review.id)
    .set('the next review', next.id)
    .set('the remark', remark)
    .set('the goal', goal.goalId);
  return (name) => {
    const id = ids.get(name);
    if (!id) throw new Error(`Nobody on the stage is ${name}.`);
    return id;
  };
}

// A conversation in which all that can happen has happened: a correction, danger, a question passed on, words kept for later.
async function addToThread(owner: DemoService['database']['owner'], threadId: string, ids: Map<string, string>): Promise<void> {
  const [nadia, gwen, amir] = ['Nadia Khan', 'Gwen Ashby', 'Amir Khan'].map((name) => ids.get(name) ?? '');
  const at = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const said = (id: string, hours: number, words: string, more: object = {}) => ({
    id,
    threadId,
    authorId: nadia ?? '',
    words,
    sentAt: at(hours),
    arrivesAt: at(hours),
    arrivedAt: at(hours),
    answerDueAt: at(hours - 24),
    ...more,
  });
  const first = randomUUID();
  await owner
    .insertInto('messages')
    .values([said(first, 30, 'He hurts himself at night.', { isRaised: true }), said(randomUUID(), 29, 'Only last night, I mean.', { correctsId: first })])
    .execute();
  await owner
    .insertInto('passes')
    .values({ threadId, messageId: first, toId: gwen ?? '', role: 'team lead', passedAt: at(6), dueAt: at(-20) })
    .execute();
  await owner
    .insertInto('threadMembers')
    .values({ threadId, personId: gwen ?? '', joinedAt: at(6), readsFrom: at(30), untilDay: new Date(Date.now() + 7 * 86_400_000).toISOString() })
    .execute();
  await owner
    .insertInto('drafts')
    .values({ personId: nadia ?? '', threadId, kind: 'words', formId: randomUUID(), words: 'I cannot sleep.' })
    .execute();
  // Someone with two conversations chooses between them.
  const { id } = await owner
    .insertInto('threads')
    .values({ youngPersonId: amir ?? '' })
    .returning('id')
    .executeTakeFirstOrThrow();
  await owner
    .insertInto('threadMembers')
    .values([amir, gwen].map((personId) => ({ threadId: id, personId: personId ?? '' })))
    .execute();
}
