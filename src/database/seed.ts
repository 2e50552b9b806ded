import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { parse } from 'yaml';
import { Problem } from '#problem.ts';
import type { Db } from './connect.ts';
import { addPlan } from './seed-plan.ts';
import { addReviews, type DemoReview } from './seed-reviews.ts';
import { addLinks, addOwnWords, addSharing } from './seed-sharing.ts';
import { dayFrom, momentFrom } from './seed-days.ts';
import { addRatings, addStay, type DemoStay } from './seed-hospital.ts';

/** The demo's families as content/demo.yaml writes them. Days are counted from today: -3 is three days ago. */
export interface Demo {
  staff: { name: string; job: string; area: string; phone: string; portrait: string; hours: Record<string, string> }[];
  youngPeople: {
    name: string;
    born: string;
    area: string;
    ratings: { rating: string; day: number; why: string }[];
    hospital?: DemoStay;
    email?: boolean;
    keyWorker: string;
    teamLead: string;
    circle: { name: string; relation: string; parentalResponsibility?: boolean; shares: string[] }[];
    /** Whose words they are, where they are not the young person's own. */
    views?: { by?: string; topic: string; words?: string[]; choices?: string[]; audience: string }[];
    documents?: { title: string; day: number; words: string[] }[];
    plan: Record<string, { headline?: string; words: string[] }>;
    goals: { words: string; whoHelps: string; by: number; done?: number; steps?: { words: string; who: string; by: number; done?: number }[] }[];
    reviews: DemoReview[];
    links?: { by: string; what: string; sections: string[]; for: string; days: number; opened: string[] }[];
    conversations: { with: string; messages: { from: string; day: number; time: string; words: string }[] }[];
  }[];
}

const source = new URL('../../content/demo.yaml', import.meta.url);

/**
 * Fills an empty database with the demo's made-up families, once. Throws a Problem on a database that has people whom
 * the demo did not put there. `now` is the moment from which its days count.
 */
export async function fillDemo(db: Db, now: Date): Promise<void> {
  if (await isDemoDatabase(db)) return;
  if (await db.selectFrom('people').select('id').limit(1).executeTakeFirst()) {
    throw new Problem(
      'This database holds people whom the demo did not make up, so the demo stays off. Start without DEMO=1, or give the demo an empty database.',
    );
  }
  const demo = parse(readFileSync(source, 'utf8')) as Demo;
  await db.transaction().execute(async (transaction) => {
    // Made-up messages of the past must not send emails now.
    await sql`alter table messages disable trigger tell_thread`.execute(transaction);
    await fill(transaction, demo, now);
    await sql`alter table messages enable trigger tell_thread`.execute(transaction);
    await transaction.insertInto('demo').defaultValues().execute();
  });
}

/** True where the demo filled this database. */
export async function isDemoDatabase(db: Db): Promise<boolean> {
  return (await db.selectFrom('demo').select('filledAt').executeTakeFirst()) !== undefined;
}

async function fill(db: Db, demo: Demo, now: Date): Promise<void> {
  const ids = new Map<string, string>();
  for (const person of demo.staff) await addStaff(db, person, ids);
  for (const child of demo.youngPeople) {
    const id = await addPerson(db, child.name, ids, { email: child.email ?? false });
    await db.insertInto('youngPeople').values({ personId: id, bornOn: child.born, area: child.area }).execute();
    await addRatings(db, id, child, now);
    await addStay(db, id, child, now);
    await addCircle(db, id, child, ids, dayFrom(now, -200));
    await addSharing(db, id, child, ids);
    await addOwnWords(db, id, child, ids, now);
    await addPlan(db, id, child, ids, now);
    await addReviews(db, id, child, ids, now);
    await addLinks(db, id, child, ids, now);
    await addConversations(db, id, child, ids, now);
  }
}

async function addPerson(db: Db, name: string, ids: Map<string, string>, { email = true, portrait = null as string | null } = {}): Promise<string> {
  const known = ids.get(name);
  if (known) return known;
  const { id } = await db
    .insertInto('people')
    .values({ name, knownAs: firstName(name), portrait })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (email)
    await db
      .insertInto('emailAddresses')
      .values({ address: addressOf(name), personId: id })
      .execute();
  ids.set(name, id);
  return id;
}

async function addStaff(db: Db, person: Demo['staff'][number], ids: Map<string, string>): Promise<void> {
  const { name, job, area, phone, portrait, hours } = person;
  const personId = await addPerson(db, name, ids, { portrait });
  await db
    .insertInto('staff')
    .values({ personId, job, area, phone, email: addressOf(name) })
    .execute();
  for (const [weekday, times] of Object.entries(hours)) {
    const [startsAt = '', endsAt = ''] = times.split('-');
    await db
      .insertInto('workingHours')
      .values({ personId, weekday: Number(weekday), startsAt, endsAt })
      .execute();
  }
}

/** A young person of the demo, with their family. */
export type Child = Demo['youngPeople'][number];

async function addCircle(db: Db, id: string, child: Child, ids: Map<string, string>, fromDay: string): Promise<void> {
  const places = [
    { name: child.name, relation: 'young person' },
    { name: child.keyWorker, relation: 'key worker' },
    { name: child.teamLead, relation: 'team lead' },
    ...child.circle,
  ];
  for (const { name, relation, ...rest } of places) {
    const parentalResponsibility = 'parentalResponsibility' in rest && rest.parentalResponsibility === true;
    await db
      .insertInto('circleMembers')
      .values({ youngPersonId: id, personId: await addPerson(db, name, ids), relation, parentalResponsibility, fromDay })
      .execute();
  }
}

async function addConversations(db: Db, youngPersonId: string, child: Child, ids: Map<string, string>, now: Date): Promise<void> {
  for (const { with: family, messages } of child.conversations) {
    const { id: threadId } = await db.insertInto('threads').values({ youngPersonId }).returning('id').executeTakeFirstOrThrow();
    const members = [family, child.keyWorker].map((name) => ids.get(name) ?? '');
    await db
      .insertInto('threadMembers')
      .values(members.map((personId) => ({ threadId, personId, joinedAt: new Date(now.getTime() - 200 * 86_400_000) })))
      .execute();
    for (const [index, { from, day, time, words }] of messages.entries()) {
      const author = ids.get(from) ?? '';
      const { id } = await db
        .insertInto('messages')
        .values({ id: sql`gen_random_uuid()`, threadId, authorId: author, words: words.trim(), ...sentAt(momentFrom(now, day, time)) })
        .returning('id')
        .executeTakeFirstOrThrow();
      // Whoever answered has read what they answered.
      const reader = members.find((member) => member !== author) ?? '';
      const answer = messages[index + 1];
      if (answer)
        await db
          .insertInto('messageReads')
          .values({ messageId: id, personId: reader, readAt: momentFrom(now, answer.day, answer.time) })
          .execute();
    }
  }
}

// What was said in the past has arrived long ago.
function sentAt(moment: ReturnType<typeof momentFrom>) {
  return { sentAt: moment, arrivesAt: moment, arrivedAt: moment };
}

function firstName(name: string): string {
  return name.split(' ')[0] ?? name;
}

function addressOf(name: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
}
