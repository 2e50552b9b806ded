import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { ageOn } from '#people/person.ts';
import { Mistake } from '#problem.ts';
import type { Colleague, Handover, Leaving, NewYoungPerson } from './handover.ts';

/** Everyone who works for the service now, by name; for staff. */
export async function listColleagues(db: Db): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`select id, name, job, area from colleagues()`.execute(db);
  return rows;
}

/** The young people of the viewer's whose key worker someone is. */
export async function listWhoNeedsNext(db: Db, worker: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('circleMembers')
    .innerJoin('people', 'people.id', 'circleMembers.youngPersonId')
    .select(['people.id', 'people.name'])
    .where('circleMembers.personId', '=', worker)
    .where('relation', '=', 'key worker')
    .where('fromDay', '<=', sql<string>`today()`)
    .where((eb) => eb.or([eb('toDay', 'is', null), eb('toDay', '>=', sql<string>`today()`)]))
    .orderBy('people.name')
    .execute();
}

/** Gives a young person another key worker, as their team lead. Conversations pass on and the circle is told. */
export async function handOver(db: Db, { youngPerson, next }: Handover): Promise<void> {
  await sql`select hand_over(${youngPerson}, ${next})`.execute(db);
}

/** Lets a member of staff go, as a team lead, in one step. Throws AS003 where a young person would be left without a key worker. */
export async function letGo(db: Db, { person, next }: Leaving): Promise<void> {
  await sql`select let_go(${person}, ${JSON.stringify(next)})`.execute(db);
}

/** Adds a young person with their key worker, as a team lead. Throws a Mistake for a day of birth outside 0 to 25 years. */
export async function addYoungPerson(db: Db, { id, name, knownAs, born, area, next }: NewYoungPerson): Promise<string> {
  const { rows: days } = await sql<{ today: string }>`select today() as today`.execute(db);
  const age = Number.isNaN(Date.parse(born)) ? -1 : ageOn(born, days[0]?.today ?? '');
  if (age < 0 || age > 25) throw new Mistake('born', 'bornWrong');
  const { rows } = await sql<{ id: string | null }>`select add_young_person(${id}, ${name}, ${knownAs}, ${born}, ${area}, ${next}) as id`.execute(db);
  if (!rows[0]?.id) throw new Mistake('name', 'formWrong');
  return rows[0].id;
}
