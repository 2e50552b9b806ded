import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#database/connect.ts';
import { staffRelations } from '#people/person.ts';
import { promiseAt, type Colleague, type Promised } from './promised.ts';

/**
 * Who answers what the viewer writes in a thread at a moment, and by when. Undefined for those who work for the service, and
 * where nobody is there to answer.
 */
export async function findPromise(db: Db, thread: string, now: Date): Promise<Promised | undefined> {
  const row = await db
    .selectFrom('threads')
    .select(['youngPersonId', sql<string[]>`array(select my_readers(id))`.as('readers')])
    .select(sql<boolean>`exists (select from staff where person_id = current_person())`.as('isStaff'))
    .where('id', '=', thread)
    .executeTakeFirst();
  if (!row || row.isStaff) return undefined;
  return promiseAt(now, await listColleagues(db, row.youngPersonId), row.readers);
}

/**
 * What goes with a message that the viewer sends at a moment: by when and of whom we promised an answer, and whether it sounds like
 * danger. What staff write has none of it.
 */
export async function findTerms(db: Db, thread: string, isRaised: boolean, now: Date) {
  const promise = await findPromise(db, thread, now);
  return {
    isRaised: sql<boolean>`${isRaised} and not exists (select from staff where person_id = current_person())`,
    answerDueAt: promise?.by ?? null,
    promisedToId: promise?.who.id ?? null,
  };
}

// Who works for a young person today: the key worker, who covers, the team lead; whoever is newest in their place first.
async function listColleagues(db: Db, youngPerson: string): Promise<Colleague[]> {
  const rows = await db
    .selectFrom('circleMembers as place')
    .innerJoin('people', 'people.id', 'place.personId')
    .select(['people.id', 'people.name', 'people.knownAs', 'people.portrait', 'place.relation'])
    .select((eb) => [
      jsonArrayFrom(eb.selectFrom('workingHours').select(['weekday', 'startsAt', 'endsAt']).whereRef('personId', '=', 'people.id')).as('hours'),
      jsonArrayFrom(
        eb
          .selectFrom('absences')
          .select(['firstDay', 'lastDay'])
          .whereRef('personId', '=', 'people.id')
          .where('lastDay', '>=', sql<string>`today()`),
      ).as('away'),
    ])
    .where('place.youngPersonId', '=', youngPerson)
    .where('place.relation', 'in', staffRelations)
    .where('place.fromDay', '<=', sql<string>`today()`)
    .where((eb) => eb.or([eb('place.toDay', 'is', null), eb('place.toDay', '>=', sql<string>`today()`)]))
    .orderBy(sql`array_position(${sql.val(staffRelations)}::text[], place.relation)`)
    .orderBy('place.fromDay', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, relation: row.relation as Colleague['relation'] }));
}
