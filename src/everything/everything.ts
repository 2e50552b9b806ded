import type { CirclePlace } from '#circles/circle.ts';
import type { Grant } from '#circles/consent.ts';
import type { Stay } from '#hospital/stay.ts';
import { dayOf } from '#language/dates.ts';
import type { Translate } from '#language/translate.ts';
import type { Thread } from '#messages/message.ts';
import type { Category } from '#people/category.ts';
import type { KeyWorker, Relation } from '#people/person.ts';
import type { Agreement } from '#plans/agreement.ts';
import type { Document } from '#plans/document.ts';
import type { Goal } from '#plans/goal.ts';
import { planSections, type PlanSection } from '#plans/plan.ts';
import type { Remark } from '#plans/remark.ts';
import type { Rating } from '#ratings/rating.ts';
import type { Recommendation } from '#reviews/recommendation.ts';
import type { Request } from '#reviews/request.ts';
import type { Review } from '#reviews/review.ts';
import type { Voice } from '#reviews/view.ts';

/** Something that someone does until a day (`2026-05-04`): a step to a goal, or on the way home from hospital. */
export interface Doing {
  words: string;
  language: string;
  who: string;
  byDay: string | null;
  doneOn: string | null;
}

/** A review with what people agreed there, and who asked for another time. */
export interface ReviewTold extends Review {
  recommendations: Recommendation[];
  requests: Request[];
}

/** The service that the key worker works for. */
export interface Service {
  name: string;
  host: string;
  phone: string;
}

/**
 * Everything about one young person that one person may see, at a moment: what they take with them as a copy. A part that
 * they may not see is undefined, and has no place in the copy; a part that they may see and that has nothing is empty.
 */
export interface Everything {
  youngPerson: { id: string; name: string; knownAs: string; bornOn: string | undefined };
  madeFor: { id: string; name: string; relation: Relation };
  madeAt: Date;
  /** What of the young person the reader may see. */
  sees: Category[];
  service: Service | undefined;
  sections: PlanSection[] | undefined;
  goals: Goal[] | undefined;
  /** What people said about the plan, newest first. */
  remarks: Remark[];
  agreements: Agreement[];
  reviews: ReviewTold[] | undefined;
  /** What people say for reviews, each with their answers. */
  voices: Voice[] | undefined;
  keyWorker: KeyWorker | undefined;
  /** Everyone in the circle of whom the reader may know, also from before. */
  circle: CirclePlace[];
  threads: Thread[] | undefined;
  grants: Grant[];
  /** The colours on the register, newest first. */
  ratings: Rating[] | undefined;
  stay: Stay | undefined;
  documents: Document[] | undefined;
}

/** True where the copy is for the young person whom it is about: it speaks to them as "you". */
export function isOwnCopy({ madeFor, youngPerson }: Everything): boolean {
  return madeFor.id === youngPerson.id;
}

/** What someone said about the plan has one heading: all of it is the reader's own, or not. */
export function isAllTheirs({ madeFor, remarks }: Everything): boolean {
  return remarks.every(({ writtenBy }) => writtenBy === madeFor.id);
}

/** Who says something for reviews. Where the reader may read the young person's answers and there are none, they stand without any. */
export function voicesOf({ voices, sees, youngPerson: { id, knownAs } }: Everything): Voice[] {
  const isSilent = voices?.every((voice) => voice.id !== id) && sees.includes('my views');
  return [...(isSilent ? [{ id, name: knownAs, views: [] }] : []), ...(voices ?? [])];
}

/** The steps to a goal. They are in the language of the goal. */
export function stepsTo({ steps, language }: Goal): Doing[] {
  return steps.map((step) => ({ ...step, language }));
}

/** What has to happen before someone goes home from hospital. */
export function stepsHome({ steps }: Stay): Doing[] {
  return steps.map((step) => ({ ...step, doneOn: step.doneAt && dayOf(step.doneAt) }));
}

/** The part of the plan that a remark is about, in words: the name of a section, or what a goal says. */
export function partOf({ section, goalId }: Pick<Remark, 'section' | 'goalId'>, { goals = [] }: Pick<Everything, 'goals'>, t: Translate): string {
  const known = planSections.find((each) => each === section);
  return known ? t(`plan.section.${known}`) : (goals.find((goal) => goal.goalId === goalId)?.words ?? t('plan.goal'));
}
