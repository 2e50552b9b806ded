import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { Mistake } from '#problem.ts';
import { wrongIn, type EndedAbsence, type NewAbsence, type TimeAway } from './absence.ts';

/** Someone by name. */
interface Someone {
  id: string;
  name: string;
}

/** Someone's times away from today on, the nearest first; and who can cover for them. Undefined where the viewer may not say them. */
export async function findAway(db: Db, person: string): Promise<{ name: string; times: TimeAway[]; covers: Someone[] } | undefined> {
  const { rows } = await sql<Someone>`select id, name from colleagues() where id = ${person} and may_say_away(id)`.execute(db);
  if (!rows[0]) return undefined;
  const times = await sql<TimeAway>`select id, first_day, last_day, cover_id, cover_name, without from absences_of(${person})`.execute(db);
  const covers = await sql<Someone>`select id, name from possible_covers(${person})`.execute(db);
  return { name: rows[0].name, times: times.rows, covers: covers.rows };
}

/** The others whose times away the viewer may say, by name: for a team lead those whom they lead. */
export async function listWhoseAway(db: Db): Promise<Someone[]> {
  const { rows } = await sql<Someone>`select id, name from colleagues() where id <> current_person() and may_say_away(id)`.execute(db);
  return rows;
}

/**
 * Writes down that someone is away, or changes it, and gives who covers a place beside each of their young people for just that time.
 * Throws a Mistake for days that can not be and for a cover who can not, and 42501 where it is not the viewer's to say.
 */
export async function keepAbsence(db: Db, { id, person, first, last, cover }: NewAbsence): Promise<void> {
  const { rows } = await sql<{ wrong: string | null }>`select keep_absence(${id}, ${person}, ${first}, ${last}, ${cover}) as wrong`.execute(db);
  const wrong = rows[0]?.wrong;
  const [field = 'form'] = Object.entries(wrongIn).find(([, words]) => wrong && words.includes(wrong)) ?? [];
  if (wrong) throw new Mistake(field, wrong);
}

/** Takes a time away back: what has begun ends, and who covered sees nothing more from this moment. A second time changes nothing. */
export async function endAbsence(db: Db, { absence }: EndedAbsence): Promise<void> {
  await sql`select end_absence(${absence})`.execute(db);
}
