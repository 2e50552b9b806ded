import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#database/connect.ts';
import { asSession } from '#database/scope.ts';
import { webDatabase } from '#database/web.ts';
import { defaultLanguage, isLanguageCode } from '#language/languages.ts';
import { categories, type Category } from '#people/category.ts';
import { staffRelations, type Relation } from '#people/person.ts';
import type { Viewer } from './viewer.ts';

/** Reads or writes as the viewer, in one transaction. A row that they may not see is not there. */
export function see<T>(viewer: Pick<Viewer, 'token'>, work: (db: Db) => Promise<T>): Promise<T> {
  return asSession(webDatabase(), viewer.token, work);
}

/**
 * Who holds this session token. Undefined for one that was made up, has ended or is too old. It keeps the session, but for a
 * page that looks by itself: then nobody `isThere`.
 */
export async function findViewer(token: string, isThere = true): Promise<Viewer | undefined> {
  const row = await asSession(webDatabase(), token, async (db) => {
    const { rows } = await sql<{ secondsLeft: number | null }>`select ${isThere ? sql`stay()` : sql`time_left()`} as seconds_left`.execute(db);
    const person = await db
      .selectFrom('people')
      .leftJoin('staff', 'staff.personId', 'people.id')
      .select(['people.id', 'people.name', 'people.knownAs', 'people.language', 'staff.job', sql<boolean>`is_fresh()`.as('isFresh')])
      .select(sql<boolean | null>`(select bool_or(relation = 'young person') from my_invitations())`.as('isAskedWho'))
      .select((eb) =>
        jsonArrayFrom(
          eb
            .selectFrom('circleMembers')
            .innerJoin('people as child', 'child.id', 'circleMembers.youngPersonId')
            .innerJoin('youngPeople', 'youngPeople.personId', 'child.id')
            .distinctOn(['youngPeople.bornOn', 'child.id'])
            .select(['child.id', 'child.name', 'child.knownAs', 'circleMembers.relation'])
            .select(sql<Category[]>`array(select c from unnest(${sql.val(categories)}::text[]) as c where child.id in (select allowed(c)))`.as('sees'))
            .whereRef('circleMembers.personId', '=', 'people.id')
            .where('circleMembers.relation', 'not in', staffRelations)
            .where('child.id', 'in', sql<string>`(select my_young_people())`)
            .orderBy('youngPeople.bornOn')
            .orderBy('child.id'),
        ).as('youngPeople'),
      )
      .where('people.id', '=', sql<string>`current_person()`)
      .executeTakeFirst();
    return person && { ...person, secondsLeft: rows[0]?.secondsLeft ?? 0 };
  });
  if (!row) return undefined;
  const { isAskedWho, ...rest } = row;
  return {
    ...rest,
    token,
    question: isAskedWho === null ? undefined : isAskedWho ? 'you' : 'child',
    job: row.job as Viewer['job'],
    language: isLanguageCode(row.language) ? row.language : defaultLanguage,
    youngPeople: row.youngPeople.map((place) => ({ ...place, relation: place.relation as Relation })),
  };
}
