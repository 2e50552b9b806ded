import { sql, type ExpressionBuilder } from 'kysely';
import type { Db } from '#database/connect.ts';
import type { DB } from '#database/schema.ts';
import { writtenIn } from '#language/written.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import { audiences, audiencesFor, isSame, momentOf, saysSomething, topics } from './view.ts';
import type { Audience, NewView, TakenView, Topic, View, ViewReader, Voice } from './view.ts';

/** What the viewer finds of what people say for a young person's reviews. */
export interface Views {
  /** The viewer may say something themself. */
  mayWrite: boolean;
  /** The viewer may read what the young person lets them read. */
  mayRead: boolean;
  /** The young person first, then carers by name; each with their answers in the order of the questions. */
  voices: Voice[];
}

/** What people say for a young person's reviews, as far as the viewer may read it. Undefined where nothing of it is theirs. */
export async function findViews(db: Db, youngPerson: string): Promise<Views | undefined> {
  const { rows } = await sql<Omit<Views, 'voices'>>`
    select ${youngPerson}::uuid in (select i_write_beside()) or ${youngPerson}::uuid = current_person() as "mayWrite",
      ${youngPerson}::uuid in (select allowed('my views')) as "mayRead"`.execute(db);
  const [may] = rows;
  await openRecord(db, youngPerson, 'my views');
  const found = await db
    .selectFrom('views')
    .leftJoin('people', 'people.id', 'views.authorId')
    .select(['views.authorId', 'people.name', 'topic', 'words', 'choices', 'views.language', 'audience', 'writtenAt'])
    .where('youngPersonId', '=', youngPerson)
    .orderBy(sql`author_id = young_person_id`, 'desc')
    .orderBy('people.name')
    .orderBy('views.authorId')
    .orderBy(sql`array_position(${sql.val([...topics])}::text[], topic)`)
    .execute();
  if (!may || (!may.mayWrite && !may.mayRead && found.length === 0)) return undefined;
  const voices = Map.groupBy(found, ({ authorId }) => authorId);
  return { ...may, voices: [...voices].map(([id, views]) => ({ id, name: views[0]?.name ?? null, views: views.map(toView) })) };
}

/** Who of the circle of the viewer, a young person, reads what they say now; staff first, then by name. */
export async function listViewReaders(db: Db): Promise<ViewReader[]> {
  const { rows } = await sql<ViewReader>`
    select people.name, audience from who_reads_my_views() join people on people.id = person_id
    order by array_position(${sql.val([...audiences])}::text[], audience), people.name`.execute(db);
  return rows;
}

/**
 * Keeps an answer of the viewer; the same form sent again is the same answer. Throws a Mistake where the answer was changed
 * since the form was opened, or is emptied; 42501 where it is not theirs to say.
 */
export async function keepView(db: Db, view: NewView): Promise<NewView> {
  const kept = await findMine(db, view);
  const audience = audiencesFor(await isAuthor(db, view.youngPerson)).find((each) => each === view.audience);
  if (!audience) throw new Mistake('audience', 'chooseOne');
  if (!saysSomething(view)) {
    if (kept) throw new Mistake('words', 'viewEmpty');
    return view;
  }
  if (kept && isSame(kept, view)) return view;
  const { topic, words, choices, from } = view;
  if (momentOf(kept) !== from) throw new Mistake('words', 'viewChanged');
  // Who changes only a picture does not change the language of the words.
  const language = kept?.words === words ? kept.language : view.language;
  const { youngPerson: youngPersonId } = view;
  const count = kept
    ? (await db.updateTable('views').set({ words, choices, language, audience }).where(isMine(view)).where(isFrom(from)).executeTakeFirst()).numUpdatedRows
    : (
        await db
          .insertInto('views')
          .values({ youngPersonId, topic, words, choices, language, audience })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
      ).numInsertedOrUpdatedRows;
  if (count !== 1n) await explain(db, view);
  return view;
}

/** Takes an answer of the viewer away for good. Throws a Mistake where it was changed since the page was opened. */
export async function takeView(db: Db, view: TakenView): Promise<TakenView> {
  const { numDeletedRows } = await db.deleteFrom('views').where(isMine(view)).where(isFrom(view.from)).executeTakeFirst();
  if (numDeletedRows === 0n && (await findMine(db, view))) throw new Mistake('words', 'viewChanged');
  return view;
}

// Nothing was written: someone was quicker, with the same words or with others; or it is no longer theirs to say.
async function explain(db: Db, view: NewView): Promise<void> {
  const now = await findMine(db, view);
  if (now && isSame(now, view)) return;
  if (momentOf(now) !== view.from) throw new Mistake('words', 'viewChanged');
  throw Object.assign(new Error('not theirs to say'), { code: '42501' });
}

type Which = Pick<NewView, 'youngPerson' | 'topic'>;

function isMine({ youngPerson, topic }: Which) {
  return (eb: ExpressionBuilder<DB, 'views'>) =>
    eb.and([eb('youngPersonId', '=', youngPerson), eb('authorId', '=', sql<string>`current_person()`), eb('topic', '=', topic)]);
}

// Moments come to us and go back in milliseconds.
function isFrom(moment: string) {
  return sql<boolean>`date_trunc('milliseconds', written_at) = ${moment || null}::timestamptz`;
}

async function findMine(db: Db, which: Which): Promise<View | undefined> {
  const row = await db.selectFrom('views').select(['topic', 'words', 'choices', 'language', 'audience', 'writtenAt']).where(isMine(which)).executeTakeFirst();
  return row && toView(row);
}

async function isAuthor(db: Db, youngPerson: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select current_person() = ${youngPerson}::uuid as is`.execute(db);
  return rows[0]?.is === true;
}

type Row = Record<'topic' | 'words' | 'language' | 'audience', string> & { choices: string[]; writtenAt: Date };

function toView({ topic, words, choices, language, audience, writtenAt }: Row): View {
  return { topic: topic as Topic, words, choices, language: writtenIn(language), audience: audience as Audience, writtenAt };
}
