import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { openRecord } from '#people/records.ts';
import { Mistake } from '#problem.ts';
import type { Agreement, NewAgreement } from './agreement.ts';
import { planCategories, sectionOf } from './plan.ts';
import { listGoalVersions, listSectionVersions } from './plans.ts';

/**
 * Who said that they agree with a part of a young person's plan, or do not, as far as the viewer may know. The first said stands
 * first. Where only a part is looked at, `opens` says what that is shared as.
 */
export async function listAgreements(db: Db, youngPerson: string, opens = planCategories): Promise<Agreement[]> {
  await openRecord(db, youngPerson, ...opens);
  const rows = await db
    .selectFrom('planAgreements')
    .leftJoin('people', 'people.id', 'planAgreements.saidBy')
    .select(['sectionId', 'goalVersion', 'saidBy', 'agrees', 'saidAt', 'people.name'])
    .where('youngPersonId', '=', youngPerson)
    .orderBy('saidAt')
    .execute();
  return rows.map(({ sectionId, goalVersion, saidBy, name, ...row }) => ({
    ...row,
    version: sectionId ?? goalVersion ?? '',
    personId: saidBy,
    name: name ?? '',
    isYoungPerson: saidBy === youngPerson,
  }));
}

/**
 * Keeps that the viewer agrees with a version, or does not. The same press again changes nothing; the other button of the same form
 * is a new word, since the last one counts. Throws a Mistake where a newer version stands by now: nobody agrees with words that they
 * have not read. Throws 42501 where the database refuses.
 */
export async function sayIfAgreed(db: Db, { id, youngPerson, part, version, agrees }: NewAgreement): Promise<void> {
  const section = sectionOf(part);
  const [newest] = section ? await listSectionVersions(db, youngPerson, section) : await listGoalVersions(db, youngPerson, part);
  if (!newest) throw Object.assign(new Error('not there'), { code: '42501' });
  if (newest.id !== version) throw new Mistake('form', 'planNewer');
  const word = {
    youngPersonId: youngPerson,
    ...(section ? { sectionId: version } : { goalVersion: version }),
    agrees: agrees === 'yes',
    saidBy: sql<string>`current_person()`,
  };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('planAgreements')
    .values({ id, ...word })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows) return;
  const last = await db
    .selectFrom('planAgreements')
    .select('agrees')
    .where(section ? 'sectionId' : 'goalVersion', '=', version)
    .where('saidBy', '=', word.saidBy)
    .orderBy('saidAt', 'desc')
    .executeTakeFirst();
  if (last?.agrees === word.agrees) return;
  await db
    .insertInto('planAgreements')
    .values({ id: randomUUID(), ...word })
    .execute();
}
