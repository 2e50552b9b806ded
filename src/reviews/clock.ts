import { dayOf, monthsAfter } from '#language/dates.ts';
import { ageOn } from '#people/person.ts';
import { daysAfter } from '#people/working-day.ts';

/** Where a rule stands: in the law, in national policy, or with the people of one service. */
export type Standing = 'law' | 'policy' | 'local';

/** Why something is due. `source` is the name of its fact in content/facts.yaml; what is not sure is told as "about". */
export interface Rule {
  name: string;
  source: string | null;
  standing: Standing;
  sure: boolean;
}

/** The rules that the clock goes by. Sources: NHS England PRN00117; its policy of 2017; Mental Health Act 2025 s.4 and s.56, not yet begun. */
export const rules = {
  under18: { name: 'under18', source: 'cetr-under-18', standing: 'policy', sure: true },
  withPlan: { name: 'withPlan', source: 'cetr-adults-with-plan', standing: 'policy', sure: true },
  adult: { name: 'adult', source: 'ctr-adults', standing: 'policy', sure: true },
  firstInHospital: { name: 'firstInHospital', source: 'cetr-law', standing: 'law', sure: false },
  everyYear: { name: 'everyYear', source: 'cetr-law', standing: 'law', sure: false },
  every3Months: { name: 'every3Months', source: 'cetr-again-in-hospital', standing: 'policy', sure: false },
  report: { name: 'report', source: 'cetr-report', standing: 'policy', sure: false },
  checks: { name: 'checks', source: 'cetr-checked-later', standing: 'policy', sure: true },
  chosen: { name: 'chosen', source: null, standing: 'local', sure: true },
} as const satisfies Record<string, Rule>;

/** What the clock asks of someone. Days as `2026-05-04`; `hasPlan` is an education, health and care plan. */
export interface Circumstances {
  bornOn: string;
  hasPlan: boolean;
  admittedOn?: string | undefined;
  dischargedOn?: string | undefined;
  /** The last C(E)TR or CTR that has been. */
  lastReviewOn?: string | undefined;
}

/** Which review someone has on a day: a C(E)TR under 18, and as an adult with an education, health and care plan; else a CTR. */
export function kindOn({ bornOn, hasPlan }: Pick<Circumstances, 'bornOn' | 'hasPlan'>, day: string): { kind: 'cetr' | 'ctr'; rule: Rule } {
  if (ageOn(bornOn, day) < 18) return { kind: 'cetr', rule: rules.under18 };
  return hasPlan ? { kind: 'cetr', rule: rules.withPlan } : { kind: 'ctr', rule: rules.adult };
}

/** Something that is due on a day. */
export interface Due {
  what: 'first review' | 'next review' | 'report';
  day: string;
  rule: Rule;
}

/**
 * When reviews are due for someone, soonest first. In hospital: the first 14 days (C(E)TR, by what they were as they went
 * in) or 28 days (CTR) after; then after 3 months under 18, and after 12 months for all. Outside hospital no rule gives a
 * day. On the day they leave they are out.
 */
export function reviewsDue(who: Circumstances, today: string): Due[] {
  const { admittedOn, dischargedOn, lastReviewOn } = who;
  if (!admittedOn || admittedOn > today || (dischargedOn && dischargedOn <= today)) return [];
  if (!lastReviewOn || lastReviewOn < admittedOn) {
    const day = daysAfter(admittedOn, kindOn(who, admittedOn).kind === 'cetr' ? 14 : 28);
    return [{ what: 'first review', day, rule: rules.firstInHospital }];
  }
  const soon: Due[] = ageOn(who.bornOn, lastReviewOn) < 18 ? [{ what: 'next review', day: monthsAfter(lastReviewOn, 3), rule: rules.every3Months }] : [];
  return [...soon, { what: 'next review', day: monthsAfter(lastReviewOn, 12), rule: rules.everyYear }];
}

/** When the report of a review on a day comes: about 2 weeks after. */
export function reportDue(day: string): Due {
  return { what: 'report', day: daysAfter(day, 14), rule: rules.report };
}

/** One step of a review. It may have a day, and the rule that gives it; `isAbout` where the rule is not sure. */
export interface Step {
  name: 'invited' | 'views' | 'papers' | 'meeting' | 'recommendations' | 'report' | 'checks';
  part: 'before' | 'day' | 'after';
  state: 'done' | 'late' | 'now' | 'later';
  day: string | undefined;
  rule: Rule | undefined;
  isAbout: boolean;
}

/** What is known of a review, for its time line. */
export interface Known {
  kind: string;
  startsAt: Date;
  isPast: boolean;
  reportReceivedOn: string | null;
  /** How many people are invited. */
  invited: number;
  /** Whether the young person has said what they think; undefined where the viewer may not know. */
  hasViews: boolean | undefined;
  recommendations: { doneAt: Date | null; byDay: string | null }[];
}

/** The steps of a review in their order on a day, as `2026-05-04`. The first that is not done is where people are now. */
export function stepsOf(known: Known, today: string): Step[] {
  const { kind, isPast, recommendations } = known;
  const day = dayOf(known.startsAt);
  const hasPanel = kind === 'cetr' || kind === 'ctr';
  const report = reportDue(day);
  const open = recommendations.filter(({ doneAt }) => !doneAt);
  const [nextDay] = open.flatMap(({ byDay }) => byDay ?? []).toSorted();
  const all: [Omit<Step, 'state' | 'isAbout'>, boolean, is?: boolean][] = [
    [{ name: 'invited', part: 'before', day: undefined, rule: undefined }, isPast || known.invited > 0],
    [{ name: 'views', part: 'before', day: undefined, rule: undefined }, isPast || known.hasViews === true, known.hasViews !== undefined],
    [{ name: 'papers', part: 'before', day: undefined, rule: undefined }, isPast, hasPanel],
    [{ name: 'meeting', part: 'day', day, rule: undefined }, isPast],
    [{ name: 'recommendations', part: 'after', day: undefined, rule: undefined }, recommendations.length > 0],
    [{ name: 'report', part: 'after', day: known.reportReceivedOn ?? report.day, rule: report.rule }, known.reportReceivedOn !== null, hasPanel],
    [
      { name: 'checks', part: 'after', day: nextDay, rule: nextDay ? rules.chosen : hasPanel ? rules.checks : undefined },
      recommendations.length > 0 && open.length === 0,
    ],
  ];
  let isBefore = true;
  return all
    .filter(([, , is = true]) => is)
    .map(([step, isDone]) => {
      const isNow = !isDone && isBefore;
      if (isNow) isBefore = false;
      const isLate = !isDone && isPast && step.part === 'after' && step.day !== undefined && step.day < today;
      const state = isDone ? 'done' : isLate ? 'late' : isNow ? 'now' : 'later';
      return { ...step, state, isAbout: !isDone && step.rule?.sure === false };
    });
}

/** Where people are on a time line, and what comes next: none at its end. */
export function whereNow(steps: Step[]): { now: Step | undefined; next: Step | undefined } {
  const at = steps.findIndex(({ state }) => state !== 'done');
  return { now: steps[at], next: at < 0 ? undefined : steps.slice(at + 1).find(({ state }) => state !== 'done') };
}
