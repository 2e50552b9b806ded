import type { Category } from '#people/category.ts';
import { categoryOf, hardTimes, isHardTimes, type PlanSection, type PlanSectionName } from './plan.ts';

/** Papers made of the plan's own words, to print and to show to others. `hard times` is the card for a wobble. */
export const papers = ['profile', 'passport', 'hard times'] as const;
export type Paper = (typeof papers)[number];

/** Which parts of the plan belong to which paper, in the order in which people read them. The one place that says so. */
export const paperSections: Record<Paper, PlanSectionName[]> = {
  profile: ['people like about me', 'matters to me', 'how to support me'],
  passport: [
    'how I communicate',
    'my reasonable adjustments',
    'how to support me',
    'matters to me',
    'people in my life',
    // Of hard times what someone on a ward has to know: how to see it, and what to do.
    'when things get hard',
    'signs amber',
    'signs red',
    'what helps',
    'what makes it worse',
    'who to call',
  ],
  'hard times': [...hardTimes],
};

/** What of a record stands on a paper: the page opens that and no more. */
export function categoriesOn(paper: Paper): Category[] {
  return [...new Set(paperSections[paper].map(categoryOf))];
}

/** What someone must be allowed to see for there to be a paper at all. What else stands on it is left out for who may not see that. */
export function categoryOfPaper(paper: Paper): Category {
  return paper === 'hard times' ? 'hard times' : 'plan';
}

/** The papers that there are for someone, by what they may see. The others are absent. */
export function papersFor(sees: Category[]): Paper[] {
  return papers.filter((paper) => sees.includes(categoryOfPaper(paper)));
}

/** What of a plan stands on a paper, in its order. Of what has no words, nothing. */
export function sectionsOn(paper: Paper, sections: PlanSection[]): PlanSection[] {
  return paperSections[paper].flatMap((name) => sections.find(({ section }) => section === name) ?? []);
}

/** A paper as a reader sees it: parts under headings of their own, and those of hard times under one. On their own card that is its title. */
export function groupsOf(paper: Paper, sections: PlanSection[]): { rest: PlanSection[]; hard: PlanSection[] } {
  const isUnderOne = ({ section }: PlanSection) => paper !== 'hard times' && isHardTimes(section);
  return { rest: sections.filter((section) => !isUnderOne(section)), hard: sections.filter(isUnderOne) };
}

/** True for a section that needs no heading, since what it stands under says the same. */
export function isOpening({ section }: Pick<PlanSection, 'section'>): boolean {
  return section === 'when things get hard';
}

/** The first section of what to do, which begins the other side of the card for hard times; on one side stands how to see it. Undefined where one side is empty. */
export function otherSide(sections: PlanSection[]): PlanSectionName | undefined {
  const toDo: PlanSectionName[] = ['what helps', 'what makes it worse', 'who to call'];
  const first = sections.findIndex(({ section }) => toDo.includes(section));
  return first > 0 && sections.some(({ section }) => shapeOf(section)) ? sections[first]?.section : undefined;
}

/** The shape of a sign, so that nobody needs to see its colour. The same as on the register: one colour has one shape. */
export type SignShape = 'circle' | 'diamond' | 'triangle';

/** The shape that stands before a section; undefined for what is no sign. */
export function shapeOf(section: PlanSectionName): SignShape | undefined {
  const shapes: Partial<Record<PlanSectionName, SignShape>> = { 'signs green': 'circle', 'signs amber': 'diamond', 'signs red': 'triangle' };
  return shapes[section];
}

/** The picture of a paper: its meaning in content/pictures. */
export function pictureOfPaper(paper: Paper): string {
  return { profile: 'profile', passport: 'hospital passport', 'hard times': 'card for hard times' }[paper];
}

/** A paper, by the word that stands for it in an address: `hard-times`. Undefined where there is none. */
export function paperOf(slug: string | undefined): Paper | undefined {
  return papers.find((paper) => slugOfPaper(paper) === slug);
}

/** The word that stands for a paper in an address and in the name of its file. It says nothing of anyone. */
export function slugOfPaper(paper: Paper): string {
  return paper.replaceAll(' ', '-');
}
