import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { hashToken } from '#access/sign-in.ts';
import { askAtTheDoor } from '#access/sign-ins.ts';
import type { Db } from '#database/connect.ts';
import { languageWritten } from '#language/written.ts';
import { papers, paperSections, type Paper } from '#plans/paper.ts';
import { findPlan } from '#plans/plans.ts';
import { Mistake } from '#problem.ts';
import { SharedPaper, type LinkOpening, type NewLink, type ShareLink } from './share-link.ts';

/** The papers about a young person that the viewer may share by a link now. Empty for who may share none. */
export async function listPapers(db: Db, youngPerson: string): Promise<Paper[]> {
  const { rows } = await sql<Record<string, boolean>>`select ${sql.join(
    papers.map((paper, index) => sql`i_could_share(${youngPerson}, ${paperSections[paper]}) as ${sql.id(`paper${index}`)}`),
  )}`.execute(db);
  return papers.filter((_, index) => rows[0]?.[`paper${index}`]);
}

/** Those of some papers for which the plan has words by now. */
export async function listWritten(db: Db, youngPerson: string, among: Paper[]): Promise<Paper[]> {
  const { sections } = await findPlan(db, youngPerson);
  return among.filter((paper) => sections.some(({ section }) => (paperSections[paper] as string[]).includes(section)));
}

/** The links about a young person that the viewer may know of, newest first, with who opened them. */
export async function listLinks(db: Db, youngPerson: string): Promise<ShareLink[]> {
  const rows = await db
    .selectFrom('shareLinks')
    .leftJoin('people', 'people.id', 'shareLinks.madeBy')
    .select(['shareLinks.id', 'what', 'forWhom', 'shareLinks.language', 'people.name as madeByName', 'madeAt', 'endsAt', 'endedAt'])
    .select((eb) =>
      jsonArrayFrom(
        eb.selectFrom('shareOpens').select(['saidName', 'openedAt']).whereRef('linkId', '=', 'shareLinks.id').orderBy('openedAt', 'desc').limit(100),
      ).as('opens'),
    )
    .where('youngPersonId', '=', youngPerson)
    .orderBy('madeAt', 'desc')
    .limit(100)
    .execute();
  return rows.map(({ opens, ...row }) => ({
    ...row,
    what: row.what as Paper,
    opens: opens.map(({ saidName, openedAt }) => ({ saidName, openedAt: new Date(openedAt) })),
  }));
}

/**
 * Makes a link to a paper, as the viewer. A repeat of the same form is the
 * same link. Throws a Mistake for the same form with other words; 42501 for who may not share it.
 */
export async function makeLink(db: Db, { id, token, youngPerson, what, forWhom, language, days }: NewLink): Promise<string> {
  const made = await db
    .insertInto('shareLinks')
    .values({
      id,
      youngPersonId: youngPerson,
      what,
      sections: paperSections[what],
      forWhom,
      language: languageWritten(forWhom, language),
      tokenHash: hashToken(token),
      madeBy: sql`current_person()`,
      days,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  const same =
    made ??
    (await db
      .selectFrom('shareLinks')
      .select('id')
      .where('id', '=', id)
      .where('youngPersonId', '=', youngPerson)
      .where('what', '=', what)
      .where('forWhom', '=', forWhom)
      .where('days', '=', days)
      .where('endedAt', 'is', null)
      .executeTakeFirst());
  if (!same) throw new Mistake('form', 'formWrong');
  return token;
}

/** Ends a link at once. Nothing happens where it has ended; a link that the viewer may not know of is not there. */
export async function endLink(db: Db, id: string): Promise<void> {
  await db
    .updateTable('shareLinks')
    .set({ endedBy: sql`current_person()` })
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .execute();
}

/** True where the link with this secret works. Asking notes nothing. */
export async function isShared(token: string): Promise<boolean> {
  const [row] = await askAtTheDoor(sql<{ works: boolean }>`select is_shared(${hashToken(token)}) as works`);
  return row?.works === true;
}

/** Opens a link for someone who said who they are, and notes it. Undefined for a link that has ended or was made up. */
export async function openShared({ id, token, name }: LinkOpening): Promise<SharedPaper | undefined> {
  const [row] = await askAtTheDoor(sql<{ paper: unknown }>`select open_shared(${hashToken(token)}, ${id}, ${name}) as paper`);
  return row?.paper ? SharedPaper.parse(row.paper) : undefined;
}
