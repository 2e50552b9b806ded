import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { languageWritten, writtenIn } from '#language/written.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import { planCategories, sectionOf, sentencesOf } from './plan.ts';
import { listGoalVersions, listSectionVersions } from './plans.ts';
import type { NewRemark, Remark, RemarkAnswer, RemarkKind } from './remark.ts';

/**
 * What was said about a young person's plan, as far as the viewer may read it: their own, and for staff and the young person all.
 * Newest first. Where only a part is looked at, `opens` says what that is shared as.
 */
export async function listRemarks(db: Db, youngPerson: string, opens = planCategories): Promise<Remark[]> {
  await openRecord(db, youngPerson, ...opens);
  const rows = await db
    .selectFrom('planRemarks')
    .leftJoin('people as writer', 'writer.id', 'planRemarks.writtenBy')
    .leftJoin('people as worker', 'worker.id', 'planRemarks.answeredBy')
    .selectAll('planRemarks')
    .select(['writer.name as writtenByName', 'worker.name as answeredByName'])
    .where('youngPersonId', '=', youngPerson)
    .orderBy('writtenAt', 'desc')
    .orderBy('planRemarks.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind as RemarkKind,
    answer: row.answer as Remark['answer'],
    writtenByName: row.writtenByName ?? '',
    language: writtenIn(row.language),
    sentenceLanguage: row.sentenceLanguage === null ? null : writtenIn(row.sentenceLanguage),
    answerLanguage: row.answerLanguage === null ? null : writtenIn(row.answerLanguage),
  }));
}

/**
 * Keeps what someone of the family says about the plan. The same form again is the same remark; with other words it throws a
 * Mistake. What is not right is kept as it stood in the version they read; where they may read that no more, it throws a Mistake.
 * Throws 42501 where the database refuses.
 */
export async function makeRemark(db: Db, { id, youngPerson, part, version, kind, line, words, language }: NewRemark): Promise<void> {
  const { section, goalId, read, sentences } = await readPart(db, youngPerson, part, version);
  if (line !== undefined && !sentences) throw new Mistake('line', 'planChanged');
  const sentence = line === undefined ? null : sentences?.[line];
  if (sentence === undefined) throw new Mistake('line', 'chooseOne');
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('planRemarks')
    .values({
      id,
      youngPersonId: youngPerson,
      section,
      goalId,
      kind,
      sentence,
      sentenceLanguage: sentence === null ? null : read?.language,
      words,
      language: languageWritten(words, language),
      writtenBy: sql`current_person()`,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows) return;
  const kept = await db.selectFrom('planRemarks').select(['words', 'sentence']).where('id', '=', id).executeTakeFirst();
  if (kept?.words !== words || kept.sentence !== sentence) throw new Mistake('words', 'messageChanged');
}

/**
 * Answers a remark, as staff. The same answer again changes nothing; where someone else has answered already, it throws a Mistake,
 * so that no two answers stand for one.
 */
export async function answerRemark(db: Db, { id, youngPerson, answer, words, language }: RemarkAnswer): Promise<void> {
  await openRecord(db, youngPerson, ...planCategories);
  const { numUpdatedRows } = await db
    .updateTable('planRemarks')
    .set({ answer, answerWords: words, answerLanguage: languageWritten(words, language), answeredBy: sql`current_person()` })
    .where('id', '=', id)
    .where('youngPersonId', '=', youngPerson)
    .where('answeredBy', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  const kept = await db.selectFrom('planRemarks').select(['answer', 'answerWords']).where('id', '=', id).executeTakeFirst();
  if (!kept?.answer) throw Object.assign(new Error('not theirs to answer'), { code: '42501' });
  if (kept.answer !== answer || kept.answerWords !== words) throw new Mistake('words', 'answeredBefore');
}

// The part by its name in the address, and what it said in the version that the viewer read. None where they may not read that
// version any more: only the young person and staff read how it was before.
async function readPart(db: Db, youngPerson: string, part: string, version: string | undefined) {
  const section = sectionOf(part);
  if (section) {
    const read = (await listSectionVersions(db, youngPerson, section)).find(({ id }) => id === version);
    return { section, goalId: null, read, sentences: read && sentencesOf(read) };
  }
  const versions = await listGoalVersions(db, youngPerson, part);
  if (versions.length === 0) throw Object.assign(new Error('no such goal'), { code: '42501' });
  const read = versions.find(({ id }) => id === version);
  return { section: null, goalId: part, read, sentences: read && [read.words, ...read.steps.map(({ words }) => words)] };
}
