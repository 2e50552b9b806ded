import { sql } from 'kysely';
import type { Db } from '#database/connect.ts';
import { asSession } from '#database/scope.ts';
import { webDatabase } from '#database/web.ts';
import type { LoginKind, LoginName, OwnLogin, RemoveLogin } from './login.ts';
import { openSession } from './sign-ins.ts';

/** What someone may do with logins of others, and what they have. */
export interface OwnLogins {
  /** The kind that is theirs to add: staff have the organisation's, families NHS login. */
  kind: LoginKind;
  /** False for staff who came by a link and have no other way in yet: adding a login lets them in. */
  isIn: boolean;
  /** False for staff who must first show again that it is them. */
  mayAdd: boolean;
  logins: OwnLogin[];
}

/** The logins of whoever holds this session. Undefined for a session that has ended, and for none. */
export async function findOwnLogins(token: string | undefined): Promise<OwnLogins | undefined> {
  if (!token) return undefined;
  return asSession(webDatabase(), token, async (db) => {
    const { rows } = await sql<{ isIn: boolean; isStaff: boolean; isFresh: boolean }>`
      select current_person() is not null as is_in, is_fresh(),
        current_person() is null or exists (select from staff where person_id = current_person()) as is_staff
      where person_to_enrol() is not null`.execute(db);
    const who = rows[0];
    if (!who) return undefined;
    // Two of one issuer look the same and leave together, so they are one.
    const own = await sql<OwnLogin>`select issuer, min(made_at) as made_at from my_logins() group by issuer order by 2`.execute(db);
    return { kind: who.isStaff ? 'work' : 'nhs', isIn: who.isIn, mayAdd: !who.isStaff || !who.isIn || who.isFresh, logins: own.rows };
  });
}

/** Signs in by a login. Gives a new session token; undefined for one that nobody added, and at the wrong door. */
export function useLogin(kind: LoginKind, { issuer, subject }: LoginName, device: string): Promise<string | undefined> {
  return openSession((session) => sql`use_login(${issuer}, ${subject}, ${kind === 'work'}, ${session}, ${device})`);
}

/** Adds a login to whoever holds this session. False where someone else has it, or staff have to show again that it is them. */
export async function addLogin(token: string, kind: LoginKind, { issuer, subject }: LoginName): Promise<boolean> {
  return asSession(webDatabase(), token, async (db) => {
    const { rows } = await sql<{ added: boolean }>`select add_login(${issuer}, ${subject}, ${kind === 'work'}) as added`.execute(db);
    return rows[0]?.added ?? false;
  });
}

/** Takes a login of one's own away. It opens nothing from then on. */
export async function removeLogin(db: Db, { issuer }: RemoveLogin): Promise<void> {
  await sql`select remove_login(${issuer})`.execute(db);
}
