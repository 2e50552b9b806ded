import type { AstroGlobal } from 'astro';
import { isId } from '#access/id.ts';
import { arriveAtFamily } from '#access/arrive.ts';
import type { Place, Viewer } from '#access/viewer.ts';
import { see } from '#access/viewers.ts';
import type { Written } from '#language/written.ts';
import { lastWords, type Agreement } from '#plans/agreement.ts';
import { listAgreements } from '#plans/agreements.ts';
import type { Goal } from '#plans/goal.ts';
import { categoryOf, hasSay, pictureOf, sectionOf, sentencesOf, type PlanSection, type PlanSectionName } from '#plans/plan.ts';
import { listGoalVersions, listSectionVersions } from '#plans/plans.ts';
import { remarksAbout, type Remark } from '#plans/remark.ts';
import { listRemarks } from '#plans/remarks.ts';

/** One part of a plan and all that was said about it. `versions` is newest first; a section may have none yet. */
export interface PlanPart {
  viewer: Viewer;
  place: Place;
  slug: string;
  /** The name of a section, or what a goal says. */
  title: Written;
  picture: string;
  section: PlanSectionName | undefined;
  versions: ((PlanSection | Goal) & { byName: string | null })[];
  /** What the newest version says, sentence by sentence. */
  sentences: string[];
  remarks: Remark[];
  agreements: Agreement[];
  /** True for those who have a say: the young person, their family and their advocate. */
  hasSay: boolean;
}

/** The start of the pages about one part of a plan, by `part` in the address; 404 for what is not there, or not theirs to see. */
export async function arriveAtPart(astro: AstroGlobal): Promise<PlanPart | Response> {
  const slug = astro.params.part ?? '';
  const section = sectionOf(slug);
  const arrival = await arriveAtFamily(astro, categoryOf(section));
  if (arrival instanceof Response) return arrival;
  const { viewer, place } = arrival;
  const { language, t } = astro.locals;
  if (!place || (!section && !isId(slug))) return astro.rewrite('/404');
  const found = await see(viewer, async (db) => ({
    versions: section ? await listSectionVersions(db, place.id, section) : await listGoalVersions(db, place.id, slug),
    remarks: await listRemarks(db, place.id, [categoryOf(section)]),
    agreements: await listAgreements(db, place.id, [categoryOf(section)]),
  }));
  const newest = found.versions[0];
  const title = section
    ? { words: t(`plan.section.${section}`), language }
    : newest && 'goalId' in newest && { words: newest.words, language: newest.language };
  if (!title) return astro.rewrite('/404');
  return {
    viewer,
    place,
    slug,
    section,
    title,
    picture: section ? pictureOf(section) : 'my goals',
    versions: found.versions,
    sentences: sentencesIn(newest),
    remarks: remarksAbout(found.remarks, section ? { section } : { goalId: slug }),
    agreements: lastWords(found.agreements, newest?.id ?? ''),
    hasSay: hasSay(place.relation),
  };
}

/** What a version says, sentence by sentence; nothing where there is none. */
export function sentencesIn(version: PlanSection | Goal | undefined): string[] {
  if (!version) return [];
  return 'section' in version ? sentencesOf(version) : [version.words, ...version.steps.map(({ words }) => words)];
}
