import { dayOf } from '#language/dates.ts';
import type { WorkingDay } from '#people/person.ts';
import { othersIn, type Thread } from './message.ts';
import { answerBy, type Answerer } from './promise.ts';

/** Someone who works for a young person and answers, with their leave from today on. */
export interface Colleague extends Answerer {
  id: string;
  name: string;
  knownAs: string;
  portrait: string | null;
  relation: 'key worker' | 'cover' | 'team lead';
}

/** Who answers what is written now, and by when; and who does if they are late. */
export interface Promised {
  who: Colleague;
  by: Date;
  /** The key worker, where they are away and `who` answers in their place, and their last day away. */
  away: { knownAs: string; lastDay: string } | undefined;
  /** Whoever the question goes on to, in this order. */
  next: Colleague[];
}

/** Where nobody wrote down when someone works: Monday to Friday, 9am to 5pm. */
const plainHours: WorkingDay[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startsAt: '09:00:00', endsAt: '17:00:00' }));

/** By when someone answers what comes at a moment; undefined where they are away for too long. See answerBy. */
export function dueFrom(now: Date, { hours, away }: Answerer): Date | undefined {
  return answerBy(now, { hours: hours.length > 0 ? hours : plainHours, away });
}

/**
 * What we promise to who writes at a moment in a conversation with `members` (ids): an answer of whoever of the staff is in it; where
 * their leave would make it late, of who comes next; where that is so for all, of who is back first. Undefined where nobody is
 * there to answer in the next 60 days.
 */
export function promiseAt(now: Date, colleagues: Colleague[], members: string[]): Promised | undefined {
  const inIt = colleagues.filter(({ id }) => members.includes(id));
  const others = colleagues.filter(({ id, relation }) => !members.includes(id) && relation !== 'key worker');
  const leaves = new Map([...inIt, ...others].map((each) => [each, leaveThatDelays(now, each)]));
  const ready = (all: Colleague[]) => all.filter((each) => !leaves.get(each));
  const who = ready(inIt)[0] ?? ready(others)[0] ?? earliest(now, [...inIt, ...others]);
  const by = who && dueFrom(now, who);
  if (!by) return undefined;
  const first = inIt.find((each) => each !== who && leaves.get(each));
  const leave = first && leaves.get(first);
  return {
    who,
    by,
    away: first && leave && { knownAs: first.knownAs, lastDay: leave.lastDay },
    next: ready(others).filter((each) => each !== who),
  };
}

/** The names of who reads what the viewer writes now: the others in the conversation, and whoever answers while the key worker is away. */
export function readersOf(thread: Thread, viewerId: string, promise: Promised | undefined): string[] {
  const others = othersIn(thread, viewerId).map(({ name }) => name);
  return [...new Set(promise ? [...others, promise.who.name] : others)];
}

// The leave on whose account an answer comes later than their working days alone would bring it.
function leaveThatDelays(now: Date, each: Colleague): Colleague['away'][number] | undefined {
  const plain = dueFrom(now, { ...each, away: [] });
  const day = plain && dayOf(plain);
  return day === undefined ? undefined : each.away.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
}

function earliest(now: Date, all: Colleague[]): Colleague | undefined {
  const due = (each: Colleague) => dueFrom(now, each)?.getTime() ?? Infinity;
  return all.toSorted((a, b) => due(a) - due(b))[0];
}
