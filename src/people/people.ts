import { sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { Db } from '#database/connect.ts';
import { ageOn, teamRelations, type KeyWorker, type TeamMember } from './person.ts';
import { openRecord, openRecords } from './records.ts';

/** The key worker of a young person today, with their hours and, while away, who covers. Undefined where none is seen. */
export async function findKeyWorker(db: Db, youngPerson: string): Promise<KeyWorker | undefined> {
  const row = await placesToday(db, youngPerson).where('place.relation', '=', 'key worker').orderBy('place.fromDay', 'desc').executeTakeFirst();
  if (!row?.phone || !row.email || !row.area) return undefined;
  return { ...row, phone: row.phone, email: row.email, area: row.area };
}

/** Who else helps a young person today, as far as the viewer may know: who covers, the team lead, the advocate; in that order, each once. */
export async function listTeam(db: Db, youngPerson: string): Promise<TeamMember[]> {
  const rows = await placesToday(db, youngPerson)
    .where('place.relation', 'in', teamRelations)
    .orderBy(sql`array_position(${sql.val(teamRelations)}::text[], place.relation)`)
    .orderBy('people.name')
    .execute();
  return rows.map((row) => ({ ...row, relation: row.relation as TeamMember['relation'] }));
}

function placesToday(db: Db, youngPerson: string) {
  return db
    .selectFrom('circleMembers as place')
    .innerJoin('people', 'people.id', 'place.personId')
    .leftJoin('staff', 'staff.personId', 'place.personId')
    .select(['people.id', 'people.name', 'people.knownAs', 'people.portrait', 'place.relation', 'staff.phone', 'staff.email', 'staff.area'])
    .select((eb) => [
      jsonArrayFrom(
        eb.selectFrom('workingHours').select(['weekday', 'startsAt', 'endsAt']).whereRef('workingHours.personId', '=', 'people.id').orderBy('weekday'),
      ).as('hours'),
      jsonObjectFrom(
        eb
          .selectFrom('absences')
          // Who covers may be kept from this young person: then nobody reads their name here.
          .leftJoin('people as cover', (join) =>
            join.onRef('cover.id', '=', 'absences.coverId').on(
              sql<boolean>`exists (select from circle_members c where c.young_person_id = place.young_person_id and c.person_id = absences.cover_id
                and c.relation in ('key worker', 'cover', 'team lead') and c.from_day <= today() and (c.to_day is null or c.to_day >= today()))`,
            ),
          )
          .leftJoin('staff as coverStaff', 'coverStaff.personId', 'cover.id')
          .select(['absences.lastDay', 'cover.name as coverName', 'coverStaff.phone as coverPhone'])
          .whereRef('absences.personId', '=', 'people.id')
          .where(sql<boolean>`today() between absences.first_day and absences.last_day`)
          .limit(1),
      ).as('away'),
    ])
    .where('place.youngPersonId', '=', youngPerson)
    .where('place.fromDay', '<=', sql<string>`today()`)
    .where((eb) => eb.or([eb('place.toDay', 'is', null), eb('place.toDay', '>=', sql<string>`today()`)]));
}

/** A young person on a member of staff's list. Rating is undefined where none is written down. */
export interface CaseloadEntry {
  id: string;
  name: string;
  knownAs: string;
  age: number;
  area: string;
  hospital: string | null;
  rating: string | null;
}

/** The young people whom the viewer works for, by name. `today` as `2026-05-04`. */
export async function listCaseload(db: Db, today: string): Promise<CaseloadEntry[]> {
  await openRecords(db, 'rating', 'contacts');
  const rows = await caseload(db).orderBy('people.name').execute();
  return rows.map(({ bornOn, ...row }) => ({ ...row, age: ageOn(bornOn, today) }));
}

/** One young person of the viewer's list; undefined for anyone else. `today` as `2026-05-04`. */
export async function findInCaseload(db: Db, id: string, today: string): Promise<CaseloadEntry | undefined> {
  await openRecord(db, id, 'rating', 'contacts');
  const row = await caseload(db).where('people.id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const { bornOn, ...rest } = row;
  return { ...rest, age: ageOn(bornOn, today) };
}

function caseload(db: Db) {
  return db
    .selectFrom('youngPeople')
    .innerJoin('people', 'people.id', 'youngPeople.personId')
    .leftJoin('hospitalStays', (join) => join.onRef('hospitalStays.youngPersonId', '=', 'youngPeople.personId').on('hospitalStays.leftOn', 'is', null))
    .where('youngPeople.personId', 'in', sql<string>`(select my_caseload())`)
    .select(['people.id', 'people.name', 'people.knownAs', 'youngPeople.bornOn', 'youngPeople.area', 'hospitalStays.ward as hospital'])
    .select((eb) =>
      eb
        .selectFrom('ratings')
        .select('rating')
        .whereRef('ratings.youngPersonId', '=', 'people.id')
        .orderBy('since', 'desc')
        .orderBy('setAt', 'desc')
        .limit(1)
        .as('rating'),
    );
}

/** What people call someone. Undefined where not seen. */
export async function findKnownAs(db: Db, person: string): Promise<string | undefined> {
  const row = await db.selectFrom('people').select('knownAs').where('id', '=', person).executeTakeFirst();
  return row?.knownAs;
}

/** The picture that stands for someone: its meaning in content/pictures. Undefined where there is none, or not seen. */
export async function findPortrait(db: Db, person: string): Promise<string | undefined> {
  const row = await db.selectFrom('people').select('portrait').where('id', '=', person).executeTakeFirst();
  return row?.portrait ?? undefined;
}

/** Where the local service of a young person is: the slug of its file in content/areas. Undefined where not seen. */
export async function findArea(db: Db, youngPerson: string): Promise<string | undefined> {
  const row = await db.selectFrom('youngPeople').select('area').where('personId', '=', youngPerson).executeTakeFirst();
  return row?.area;
}

/** A young person for whom the viewer stands in the circle as staff; undefined for anyone else, also in an emergency. */
export async function findCharge(db: Db, id: string): Promise<{ id: string; name: string; knownAs: string } | undefined> {
  return db
    .selectFrom('people')
    .select(['id', 'name', 'knownAs'])
    .where('id', '=', id)
    .where('id', 'in', sql<string>`(select my_charges())`)
    .executeTakeFirst();
}

/** The names of everyone around a young person whom the viewer may know of, and of the young person. */
export async function listNames(db: Db, youngPerson: string): Promise<string[]> {
  const rows = await db
    .selectFrom('circleMembers')
    .innerJoin('people', 'people.id', 'circleMembers.personId')
    .select('people.name')
    .distinct()
    .where('circleMembers.youngPersonId', '=', youngPerson)
    .execute();
  return rows.map(({ name }) => name);
}
