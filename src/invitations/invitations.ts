import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { categories } from '#people/category.ts';
import type { Relation } from '#people/person.ts';
import { Mistake } from '#problem.ts';
import { agreedWays, mayHaveAgreed, type Invitation, type NewInvitation, type SharingChoice, type Welcome } from './invitation.ts';

/** Whose decision sharing is today for a young person whom the viewer works for; undefined for anyone else. */
export async function findSharingChoice(db: Db, youngPerson: string): Promise<SharingChoice | undefined> {
  const { rows } = await sql<SharingChoice>`
    select decider(y.person_id, stage) as basis, coalesce(json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name)
      filter (where may_give(y.person_id, p.id, stage, 'parental responsibility', p.id)), '[]') as people
    from young_people y cross join lateral stage_on(y.born_on, today()) as stage
      left join (select distinct young_person_id, person_id from circle_members where parental_responsibility) c on c.young_person_id = y.person_id
      left join people p on p.id = c.person_id
    where y.person_id = ${youngPerson} and y.person_id in (select my_charges())
    group by y.person_id, stage`.execute(db);
  return rows[0];
}

/**
 * Invites someone. A repeat of the same form is the same invitation. Throws a Mistake where the choices do not fit one
 * another; the database refuses an address of someone else (AS002), too many (AS001), and whoever may not (42501).
 */
export async function inviteSomeone(db: Db, invitation: NewInvitation): Promise<NewInvitation> {
  const { id, youngPerson, name, knownAs, address, relation, hasResponsibility, shares, agreed } = invitation;
  const choice = await findSharingChoice(db, youngPerson);
  if (choice && shares.length > 0 && !mayHaveAgreed(choice, agreed, youngPerson, hasResponsibility)) {
    throw new Mistake('agreed', agreed === agreedWays.themself ? 'agreedThemself' : 'agreedMissing');
  }
  const agreedBy = shares.length > 0 && !(agreed in agreedWays) ? agreed : null;
  await sql`select invite(${id}, ${youngPerson}, ${name}, ${knownAs}, ${address}, ${relation}, ${hasResponsibility}, ${shares}, ${agreedBy})`.execute(db);
  return invitation;
}

/** The invitations about a young person, newest first. */
export async function listInvitations(db: Db, youngPerson: string): Promise<Invitation[]> {
  const rows = await invitations(db).where('youngPersonId', '=', youngPerson).execute();
  return rows.map(asInvitation);
}

/** The viewer's own invitations that were answered this week, with whom they are about. */
export async function listAnswers(db: Db): Promise<{ youngPersonId: string; invitation: Invitation }[]> {
  const rows = await invitations(db)
    .select('youngPersonId')
    .where('madeBy', '=', sql<string>`current_person()`)
    .where('answeredAt', '>', sql<Date>`now() - interval '7 days'`)
    .execute();
  return rows.map(({ youngPersonId, ...row }) => ({ youngPersonId, invitation: asInvitation(row) }));
}

function invitations(db: Db) {
  return db
    .selectFrom('invitations')
    .leftJoin('people as maker', 'maker.id', 'invitations.madeBy')
    .leftJoin('waysIn', 'waysIn.id', 'invitations.wayId')
    .select(['invitations.id', 'invitations.name', 'relation', 'parentalResponsibility', 'invitations.address', 'madeBy', 'maker.name as madeByName'])
    .select(['madeAt', 'confirmedAt', 'withdrawnAt', 'answer', 'answeredAt', 'wayId', 'waysIn.endsAt', 'waysIn.usedAt'])
    .orderBy('madeAt', 'desc');
}

type InvitationRow = Awaited<ReturnType<ReturnType<typeof invitations>['execute']>>[number];

function asInvitation({ wayId, endsAt, usedAt, ...row }: InvitationRow): Invitation {
  const way = wayId && endsAt ? { id: wayId, endsAt, usedAt } : null;
  return { ...row, relation: row.relation as Relation, answer: row.answer as Invitation['answer'], way };
}

/** Confirms an invitation as the second member of staff, who is not the one that made it. Gives whose it is; undefined where the viewer may not. */
export async function confirmInvitation(db: Db, id: string): Promise<string | undefined> {
  return mark(db, id, 'confirmedBy');
}

/** Takes an invitation back; its link or card is dead at once. Gives whose it is; undefined where the viewer may not, or it was answered. */
export async function withdrawInvitation(db: Db, id: string): Promise<string | undefined> {
  return mark(db, id, 'withdrawnBy');
}

async function mark(db: Db, id: string, act: 'confirmedBy' | 'withdrawnBy'): Promise<string | undefined> {
  const row = await db
    .updateTable('invitations')
    .set({ [act]: sql`current_person()` })
    .where('id', '=', id)
    .where(act, 'is', null)
    .where('withdrawnBy', 'is', null)
    .where('answer', 'is', null)
    .returning('youngPersonId')
    .executeTakeFirst();
  return row?.youngPersonId;
}

/** What waits for the viewer's answer: just enough to know whether it is the right child. */
export interface Question {
  id: string;
  knownAs: string;
  age: number;
  relation: Relation;
}

/** The first question that waits for the viewer's answer. Undefined where none does. */
export async function findQuestion(db: Db): Promise<Question | undefined> {
  const { rows } = await sql<Question>`select id, known_as, age, relation from my_invitations() order by id limit 1`.execute(db);
  return rows[0];
}

/**
 * Answers "Is this the right child?". Gives the young person whose pages they now have; undefined where it was wrong.
 * The database refuses (42501) where nothing waits.
 */
export async function answerQuestion(db: Db, { id, answer }: { id: string; answer: 'yes' | 'no' }): Promise<string | undefined> {
  const { rows } = await sql<{ youngPerson: string | null }>`select answer_invitation(${id}, ${answer === 'yes'}) as young_person`.execute(db);
  return rows[0]?.youngPerson ?? undefined;
}

/** What the viewer can see of a young person today. Undefined where they are not in the circle. */
export async function findWelcome(db: Db, youngPerson: string): Promise<Welcome | undefined> {
  const { rows } = await sql<Welcome>`
    select decider(person_id, stage_on(born_on, today())) as basis,
      array(select c from unnest(${categories}::text[]) with ordinality as o(c, place) where person_id in (select allowed(c)) order by place) as categories
    from young_people where person_id = ${youngPerson}`.execute(db);
  return rows[0];
}
