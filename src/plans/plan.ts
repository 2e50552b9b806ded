import type { Document } from './document.ts';

/** The sections of a support plan, in the order in which people read them. */
export const planSections = ['people like about me', 'matters to me', 'how I communicate', 'how to support me', 'when things get hard'] as const;
export type PlanSectionName = (typeof planSections)[number];

/** A part of the plan, in the young person's own voice. `words` has one idea a line. */
export interface PlanSection {
  section: PlanSectionName;
  headline: string;
  words: string;
  /** The day it was written, as `2026-05-04`. */
  writtenOn: string;
}

/** Something the young person wants to do, who helps, and by which day (`2026-05-04`). */
export interface Goal {
  id: string;
  words: string;
  whoHelps: string;
  byDay: string;
  doneOn: string | null;
}

export interface Plan {
  sections: PlanSection[];
  goals: Goal[];
}

/** Puts sections in the order of the plan, however they come. */
export function inPlanOrder(sections: PlanSection[]): PlanSection[] {
  return sections.toSorted((a, b) => planSections.indexOf(a.section) - planSections.indexOf(b.section));
}

/** Goals that are still open first, then those that are done; each as they come. */
export function openFirst(goals: Goal[]): Goal[] {
  return [...goals.filter(({ doneOn }) => !doneOn), ...goals.filter(({ doneOn }) => doneOn)];
}

/** The picture of a section: its meaning in content/pictures. */
export function pictureOf(section: PlanSectionName): string {
  const pictures: Record<PlanSectionName, string> = {
    'people like about me': 'what people like about me',
    'matters to me': 'what matters to me',
    'how I communicate': 'how I communicate',
    'how to support me': 'how to support me',
    'when things get hard': 'when things get hard',
  };
  return pictures[section];
}

/** The ideas of a section, one a line in its words; empty lines are dropped. */
export function ideasOf(words: string): string[] {
  return words
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** One thing of a plan, to be read by itself. */
export type PlanStep = { section: PlanSection } | { goal: Goal } | { paper: Document };

/** A plan and its papers one thing at a time, in the order of the page. What someone may not see has no step. */
export function planSteps({ sections, goals }: Plan, papers: Document[]): PlanStep[] {
  return [...sections.map((section) => ({ section })), ...openFirst(goals).map((goal) => ({ goal })), ...papers.map((paper) => ({ paper }))];
}
