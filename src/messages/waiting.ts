import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#database/connect.ts';
import { openRecords } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import { inOrder, type StepIn, type Waiting, type WaitingForMe, type WaitingInTeam } from './inbox.ts';
import { dueFrom } from './promised.ts';

/**
 * What waits for an answer: in the viewer's conversations, and in those of the young people for whom they lead or cover, of which
 * they learn only that it waits. What sounds like danger comes first, then what waits longest.
 */
export async function listWaiting(db: Db): Promise<Waiting[]> {
  const mine = await listForMe(db);
  const { rows: team } = await sql<WaitingInTeam & { count: string }>`
    select thread_id, young_person_id, known_as, since, due_at, is_raised, count, answerers from waiting_in_team()`.execute(db);
  return inOrder([...mine, ...team.map((row) => ({ ...row, count: Number(row.count) }))]);
}

async function listForMe(db: Db): Promise<WaitingForMe[]> {
  await openRecords(db, 'messages');
  const rows = await db
    .selectFrom('messages')
    .innerJoin('threads', 'threads.id', 'messages.threadId')
    .innerJoin('people', 'people.id', 'messages.authorId')
    .innerJoin('people as about', 'about.id', 'threads.youngPersonId')
    .select((eb) => [
      'threads.youngPersonId',
      'about.knownAs',
      'messages.threadId',
      'people.name as authorName',
      eb.fn.min('messages.sentAt').as('since'),
      eb.fn.min('messages.answerDueAt').as('dueAt'),
      eb.fn.countAll<string>().as('count'),
      sql<boolean>`bool_or(messages.is_raised)`.as('isRaised'),
      sql<boolean>`bool_or(exists (select from passes p where p.message_id = messages.id and p.to_id = current_person()))`.as('isPassedOn'),
    ])
    .where('messages.authorId', 'not in', (eb) => eb.selectFrom('staff').select('personId'))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('messages as answer')
            .select('answer.id')
            .whereRef('answer.threadId', '=', 'messages.threadId')
            .whereRef('answer.sentAt', '>', 'messages.arrivesAt')
            .where('answer.correctsId', 'is', null)
            .where('answer.authorId', 'in', (inner) => inner.selectFrom('staff').select('personId')),
        ),
      ),
    )
    .groupBy(['threads.youngPersonId', 'about.knownAs', 'messages.threadId', 'people.name'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/**
 * Brings the viewer into a conversation to answer what waits in it from a moment on; everyone in it sees that, and they promise a day
 * of their own. Throws a Mistake where someone has answered meanwhile, and 42501 for whoever neither leads nor covers.
 */
export async function stepIn(db: Db, { thread }: StepIn, now: Date): Promise<StepIn> {
  const { hours, away } = await db
    .selectNoFrom((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('workingHours')
          .select(['weekday', 'startsAt', 'endsAt'])
          .where('personId', '=', sql<string>`current_person()`),
      ).as('hours'),
      jsonArrayFrom(
        eb
          .selectFrom('absences')
          .select(['firstDay', 'lastDay'])
          .where('personId', '=', sql<string>`current_person()`),
      ).as('away'),
    ])
    .executeTakeFirstOrThrow();
  const due = dueFrom(now, { hours, away }) ?? now;
  const { rows } = await sql<{ isIn: boolean }>`select step_in(${thread}, ${due}) as is_in`.execute(db);
  if (!rows[0]?.isIn) throw new Mistake('form', 'stepLate');
  return { thread };
}
