import type { LanguageCode } from '#language/languages.ts';
import type { Category } from '#people/category.ts';
import type { Document } from './document.ts';
import type { Goal } from './goal.ts';

/** The parts about hard times, in the order in which people read them. They are shared apart from the rest of the plan. */
export const hardTimes = ['when things get hard', 'signs green', 'signs amber', 'signs red', 'what helps', 'what makes it worse', 'who to call'] as const;

/** The sections of a support plan, in the order in which people read them. */
export const planSections = [
  'people like about me',
  'my strengths',
  'matters to me',
  'people in my life',
  'how I communicate',
  'how to support me',
  'my reasonable adjustments',
  ...hardTimes,
] as const;
export type PlanSectionName = (typeof planSections)[number];

/** One version of a part of the plan, in the young person's own voice. `words` has one idea a line. */
export interface PlanSection {
  id: string;
  section: PlanSectionName;
  headline: string;
  words: string;
  language: LanguageCode;
  writtenAt: Date;
}

export interface Plan {
  sections: PlanSection[];
  goals: Goal[];
}

/** Puts sections in the order of the plan, however they come. */
export function inPlanOrder<Of extends { section: PlanSectionName }>(sections: Of[]): Of[] {
  return sections.toSorted((a, b) => planSections.indexOf(a.section) - planSections.indexOf(b.section));
}

/** The picture of a section: its meaning in content/pictures. */
export function pictureOf(section: PlanSectionName): string {
  const pictures: Record<PlanSectionName, string> = {
    'people like about me': 'what people like about me',
    'my strengths': 'strong',
    'matters to me': 'what matters to me',
    'people in my life': 'friends',
    'how I communicate': 'how I communicate',
    'how to support me': 'how to support me',
    'my reasonable adjustments': 'adjustments',
    'when things get hard': 'when things get hard',
    'signs green': 'calm',
    'signs amber': 'worried',
    'signs red': 'angry',
    'what helps': 'hug',
    'what makes it worse': 'loud',
    'who to call': 'phone',
  };
  return pictures[section];
}

/** True for the parts that are shared apart from the plan, as hard times. */
export function isHardTimes(section: string): boolean {
  return (hardTimes as readonly string[]).includes(section);
}

/** What the whole plan is shared as. */
export const planCategories: Category[] = ['plan', 'hard times'];

/** What a part of the plan is shared as: a section by its name, or a goal, which has none. */
export function categoryOf(section: PlanSectionName | undefined): Category {
  return section && isHardTimes(section) ? 'hard times' : 'plan';
}

/** True for those who have a say in the plan: the young person, their family and their advocate. The database holds it too. */
export function hasSay(relation: string): boolean {
  return ['young person', 'parent or carer', 'other family', 'advocate'].includes(relation);
}

/** The ideas of a section, one a line in its words; empty lines are dropped. */
export function ideasOf(words: string): string[] {
  return words
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Everything that a section says, sentence by sentence: its headline first. */
export function sentencesOf({ headline, words }: Pick<PlanSection, 'headline' | 'words'>): string[] {
  return [headline, ...ideasOf(words)].filter(Boolean);
}

/** True where a section says nothing, also where its words were taken out. */
export function isEmpty(section: Pick<PlanSection, 'headline' | 'words'>): boolean {
  return sentencesOf(section).length === 0;
}

/** A section of the plan, by the word that stands for it in an address: `matters-to-me`. Undefined where there is none. */
export function sectionOf(slug: string | undefined): PlanSectionName | undefined {
  return planSections.find((section) => slugOfSection(section) === slug);
}

/** The word that stands for a section in an address. */
export function slugOfSection(section: PlanSectionName): string {
  return section.toLowerCase().replaceAll(' ', '-');
}

/** One thing of a plan, to be read by itself. */
export type PlanStep = { section: PlanSection } | { goal: Goal } | { paper: Document };

/** A plan and its papers one thing at a time, in the order of the page. What someone may not see has no step. */
export function planSteps({ sections, goals }: Plan, papers: Document[]): PlanStep[] {
  return [...sections.map((section) => ({ section })), ...goals.map((goal) => ({ goal })), ...papers.map((paper) => ({ paper }))];
}

/** What a newer version of a section says that an older one did not, and the other way round, sentence by sentence. */
export function changesBetween(older: Pick<PlanSection, 'headline' | 'words'> | undefined, newer: Pick<PlanSection, 'headline' | 'words'>) {
  const [before, after] = [older ? sentencesOf(older) : [], sentencesOf(newer)];
  return { added: after.filter((sentence) => !before.includes(sentence)), gone: before.filter((sentence) => !after.includes(sentence)) };
}
