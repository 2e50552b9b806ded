import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { dayFrom, momentFrom, workingDay } from './seed-days.ts';
import type { Child } from './seed.ts';

/** A review of the demo, and what people should do after it. */
export interface DemoReview {
  kind: string;
  day: number;
  time: string;
  place: string;
  link?: string;
  purpose: string;
  people: Record<string, string>;
  /** Why someone comes, by name. */
  why?: Record<string, string>;
  report?: number;
  recommendations?: { words: string; who: string; by?: number; shows?: string; done?: number; doneWords?: string; raised?: Raised }[];
}

interface Raised {
  by: string;
  day: number;
  words: string;
  answer: string;
}

/** The reviews of a young person: where they are, who comes and why, and what followed. */
export async function addReviews(db: Db, youngPersonId: string, child: Child, ids: Map<string, string>, now: Date): Promise<void> {
  for (const { kind, day, time, place, link, purpose, people, why, report, recommendations } of child.reviews) {
    const startsAt = momentFrom(now, workingDay(now, day), time);
    const review = { youngPersonId, kind, startsAt, purpose, reportReceivedOn: report === undefined ? null : dayFrom(now, report) };
    const { id: reviewId } = await db.insertInto('reviews').values(review).returning('id').executeTakeFirstOrThrow();
    await db
      .insertInto('reviewPlaces')
      .values({ reviewId, youngPersonId, place, link: link ?? null })
      .execute();
    const rows = Object.entries(people).map(([name, role], index) => ({ reviewId, youngPersonId, place: index, name, role, why: why?.[name] ?? '' }));
    await db.insertInto('reviewPeople').values(rows).execute();
    for (const { words, who, by, shows = '', done, doneWords, raised } of recommendations ?? []) {
      const worker = ids.get(child.keyWorker) ?? null;
      const { id } = await db
        .insertInto('recommendations')
        .values({ reviewId, youngPersonId, words, who, shows, byDay: by === undefined ? null : dayFrom(now, by), recordedBy: worker, recordedAt: startsAt })
        .returning('id')
        .executeTakeFirstOrThrow();
      if (done !== undefined)
        await db
          .updateTable('recommendations')
          .set({ doneBy: worker, doneAt: momentFrom(now, done, '12:00'), doneWords: doneWords ?? null })
          .where('id', '=', id)
          .execute();
      if (raised) await addRaised(db, youngPersonId, id, raised, ids.get(raised.by) ?? '', worker, now);
    }
  }
}

async function addRaised(db: Db, youngPersonId: string, recommendationId: string, raised: Raised, raisedBy: string, worker: string | null, now: Date) {
  const { day, words, answer } = raised;
  const moment = momentFrom(now, day, '19:30');
  await db
    .insertInto('recommendationChases')
    .values({ id: sql`gen_random_uuid()`, youngPersonId, recommendationId, raisedBy, words, raisedAt: moment, answerDueOn: dayFrom(now, day + 7) })
    .execute();
  await db
    .updateTable('recommendationChases')
    .set({ answer, answeredBy: worker, answeredAt: momentFrom(now, day + 1, '10:00') })
    .where('recommendationId', '=', recommendationId)
    .execute();
}
