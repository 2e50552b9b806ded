import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { hashCode, hashToken, newToken } from '#access/sign-in.ts';
import { askAtTheDoor, openSession, type Device } from '#access/sign-ins.ts';
import type { Db } from '#database/connect.ts';
import { newCardWords, type CardSecrets } from './card.ts';

/** What a link is for and from when it works. It names nobody. */
export interface WayIn {
  kind: 'invitation' | 'back in' | 'staff';
  opensAt: Date;
}

/** What the link with this token is for. Asking uses nothing up. Undefined for one that is used, stopped, old or made up. */
export async function findWayIn(token: string): Promise<WayIn | undefined> {
  const [way] = await askAtTheDoor(sql<WayIn>`select kind, opens_at from find_way_in(${hashToken(token)})`);
  return way;
}

/** Lets someone in by a link, once. Gives a new session token; undefined for a link that is used, not open yet, old or made up. */
export function useWayIn(token: string, { name, isShared }: Device): Promise<string | undefined> {
  return openSession((session) => sql`use_way_in(${hashToken(token)}, ${session}, ${name}, ${isShared})`);
}

/**
 * Lets someone in by the number and the words of a card, once. Gives a new session token; undefined for wrong ones, and
 * after 5 tries for any. A number that is on no card takes the same work.
 */
export async function useCard({ number, words }: CardSecrets, { name, isShared }: Device): Promise<string | undefined> {
  const [found] = await askAtTheDoor(sql<{ id: string | null }>`select find_card(${Number(number)}) as id`);
  const card = found?.id ?? randomUUID();
  const hash = await hashWords(words, card);
  return openSession((session) => sql`use_card(${card}, ${hash}, ${session}, ${name}, ${isShared})`);
}

// As slow as for a code, and salted with the card's id.
function hashWords(words: string[], card: string): Promise<Buffer> {
  return hashCode(words.join(' '), card);
}

/** A card before its secrets are made. */
export interface Card {
  id: string;
  /** Whom it is for. */
  name: string;
  opensAt: Date;
  endsAt: Date;
  /** The page of the desk that it belongs to: whose family it is; none for staff. */
  youngPersonId: string | null;
}

/** A card that the viewer may print. Undefined where it is used, stopped or over, is an email, or is not theirs. */
export async function findCard(db: Db, way: string): Promise<Card | undefined> {
  const { rows } = await sql<Card>`
    select w.id, coalesce(i.name, p.name) as name, w.opens_at, w.ends_at, coalesce(i.young_person_id, r.young_person_id) as young_person_id
    from ways_in w
      left join invitations i on i.way_id = w.id and i.withdrawn_by is null and i.young_person_id in (select my_charges())
      left join recoveries r on r.way_id = w.id and r.started_by = current_person()
      left join people p on p.id = r.person_id
    where w.id = ${way} and (i.id is not null or r.id is not null)
      and w.card_number is not null and w.used_at is null and w.stopped_at is null and w.ends_at > now()`.execute(db);
  return rows[0];
}

/** The secrets of a card, for the one page that shows them. */
export interface PrintedCard {
  number: number;
  words: string;
  token: string;
}

/** Makes the secrets of a card; an earlier print stops working. Only their hashes are kept. Undefined where the viewer may not. */
export async function printCard(db: Db, way: string): Promise<PrintedCard | undefined> {
  const [token, words] = [newToken(), newCardWords()];
  const { rows } = await sql<{ number: number | null }>`
    select print_card(${way}, ${hashToken(token)}, ${await hashWords(words, way)}) as number`.execute(db);
  const number = rows[0]?.number;
  return number ? { number, words: words.join(' '), token } : undefined;
}

/** Someone to help back in. */
export interface ToHelp {
  id: string;
  name: string;
}

/** Someone in the family of a young person whom the viewer works for. Undefined for anyone else, and for staff. */
export async function findToHelp(db: Db, youngPerson: string, person: string): Promise<ToHelp | undefined> {
  return (await listToHelp(db, youngPerson)).find(({ id }) => id === person);
}

/** Everyone around a young person whom the viewer works for, but staff: whom they can help back in. */
export async function listToHelp(db: Db, youngPerson: string): Promise<ToHelp[]> {
  const { rows } = await sql<ToHelp>`
    select distinct p.id, p.name from circle_members c join people p on p.id = c.person_id
    where c.young_person_id = ${youngPerson} and c.young_person_id in (select my_charges())
      and c.relation not in ('key worker', 'cover', 'team lead') and c.from_day <= today() and (c.to_day is null or c.to_day >= today())
    order by p.name`.execute(db);
  return rows;
}

/** A colleague whom the viewer, a team lead, may help back in: of the same area, or around someone whom they both work for. */
export async function findColleagueToHelp(db: Db, person: string): Promise<ToHelp | undefined> {
  const { rows } = await sql<ToHelp>`
    select c.id, c.name from colleagues() c
    where c.id = ${person} and c.id <> current_person() and exists (
      select from staff me where me.person_id = current_person() and me.job = 'team lead' and (
        me.area = c.area
        or exists (select from circle_members m where m.person_id = c.id and m.young_person_id in (select my_charges()))
      )
    )`.execute(db);
  return rows[0];
}

/** Helps someone back in: their sessions end now. Gives the id of their way in. The database refuses (42501) whoever may not. */
export async function helpBackIn(
  db: Db,
  { person, youngPerson, address, isHere }: { person: string; youngPerson?: string | undefined; address: string; isHere: boolean },
): Promise<string> {
  const { rows } = await sql<{ way: string }>`
    select help_back_in(${person}, ${youngPerson ?? null}, ${address}, ${isHere}) as way`.execute(db);
  return rows[0]?.way ?? '';
}

/** What was started for someone who is helped back in. */
export interface BackIn {
  name: string | null;
  youngPersonId: string | null;
  opensAt: Date;
  endsAt: Date;
  isCard: boolean;
  isOver: boolean;
}

/** What the viewer, or a colleague for the same family, started. Undefined for anyone else. */
export async function findBackIn(db: Db, way: string): Promise<BackIn | undefined> {
  const { rows } = await sql<BackIn>`
    select p.name, r.young_person_id, w.opens_at, w.ends_at, w.card_number is not null as is_card,
      w.used_at is not null or w.stopped_at is not null or w.ends_at <= now() as is_over
    from recoveries r join ways_in w on w.id = r.way_id left join people p on p.id = r.person_id
    where w.id = ${way}`.execute(db);
  return rows[0];
}

/** True where the viewer came in by a card: without a passkey they can not come back. */
export async function cameByCard(db: Db): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select coalesce(bool_or(method = 'card'), false) as yes from my_devices() where is_this`.execute(db);
  return rows[0]?.yes ?? false;
}
