import type { Db } from './connect.ts';
import { dayFrom } from './seed-days.ts';
import type { Child } from './seed.ts';

/** A stay in hospital as content/demo.yaml writes it. Days are counted from today. */
export interface DemoStay {
  ward: string;
  hospital: string;
  contactName: string;
  contactPhone: string;
  visiting: string;
  advocateName: string;
  advocatePhone: string;
  isDetained: boolean;
  admitted: number;
  leaves: number;
  aftercare: string;
  visits: { who: string; due: number; done?: number }[];
  steps: { words: string; who: string; by: number; done?: number }[];
}

/** The colours of a young person of the demo on the register, and why. */
export async function addRatings(db: Db, youngPersonId: string, child: Child, now: Date): Promise<void> {
  for (const { rating, day, why } of child.ratings) {
    await db
      .insertInto('ratings')
      .values({ youngPersonId, rating, why, since: dayFrom(now, day) })
      .execute();
  }
}

/** Where a young person of the demo stays in hospital, where they do. */
export async function addStay(db: Db, youngPersonId: string, child: Child, now: Date): Promise<void> {
  if (!child.hospital) return;
  const { admitted, leaves, visits, steps, ...words } = child.hospital;
  const day = (count: number | undefined) => (count === undefined ? null : dayFrom(now, count));
  const { id: stayId } = await db
    .insertInto('hospitalStays')
    .values({ youngPersonId, ...words, admittedOn: day(admitted), leavesOn: day(leaves) })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const { who, due, done } of visits) {
    await db
      .insertInto('hospitalVisits')
      .values({ youngPersonId, stayId, who, dueOn: dayFrom(now, due), doneOn: day(done) })
      .execute();
  }
  for (const { words: step, who, by, done } of steps) {
    const doneAt = done === undefined ? null : dayFrom(now, done);
    await db
      .insertInto('dischargeSteps')
      .values({ youngPersonId, stayId, words: step, who, byDay: day(by), doneAt })
      .execute();
  }
}
