import { getEntry } from 'astro:content';
import type { Viewer } from '#access/viewer.ts';
import { see } from '#access/viewers.ts';
import type { Area } from '#areas/area.ts';
import type { Sentence } from '#ideas/sentence.ts';
import { dayInWords } from '#language/dates.ts';
import { findLanguage } from '#language/languages.ts';
import { phoneInWords } from '#language/phones.ts';
import { pagesIn, type Paper, type PaperPart } from '#papers/paper.ts';
import { makePdf } from '#papers/papers.ts';
import { findArea, findKeyWorker, findPortrait } from '#people/people.ts';
import type { KeyWorker } from '#people/person.ts';
import { groupsOf, isOpening, otherSide, pictureOfPaper, shapeOf, slugOfPaper, type Paper as PlanPaper } from '#plans/paper.ts';
import { ideasOf, pictureOf, type PlanSection } from '#plans/plan.ts';
import { listPaperSections } from '#plans/plans.ts';
import { findFacts } from './[language]/family/_facts.ts';

/** A paper of a plan, with all that stands on it. What the viewer may not see is not in it. */
export interface PlanPaperSheet {
  paper: PlanPaper;
  name: string;
  fullName: string;
  portrait: string | undefined;
  sections: PlanSection[];
  keyWorker: KeyWorker | undefined;
  area: Area | undefined;
  /** Who to call when nobody else is there, on the card for hard times: what the facts say, each in its sentences. */
  calls: Sentence[];
}

/** Loads a paper for someone; its sections are empty where nothing is written, or nothing may be seen. */
export async function loadPaper(
  viewer: Viewer,
  child: { id: string; name: string; knownAs: string },
  paper: PlanPaper,
  { language }: App.Locals,
): Promise<PlanPaperSheet> {
  const { areaSlug, ...loaded } = await see(viewer, async (db) => ({
    sections: await listPaperSections(db, child.id, paper),
    keyWorker: await findKeyWorker(db, child.id),
    portrait: await findPortrait(db, child.id),
    areaSlug: await findArea(db, child.id),
  }));
  const area = areaSlug ? (await getEntry('areas', areaSlug))?.data : undefined;
  const facts = paper === 'hard times' ? await findFacts(language, areaSlug, 'call-111', 'call-999') : [];
  return { paper, name: child.knownAs, fullName: child.name, ...loaded, area, calls: facts.flatMap(({ sentences }) => sentences) };
}

/** The answer with a paper as a PDF, tagged, and kept by nobody. Its file has no name of anyone. */
export async function answerWithPaper(sheet: PlanPaperSheet, locals: App.Locals): Promise<Response> {
  const pdf = await makePdf(pdfOf(sheet, locals));
  const file = `${slugOfPaper(sheet.paper)}-${locals.language}.pdf`;
  return new Response(new Uint8Array(pdf), { headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${file}"` } });
}

function pdfOf(sheet: PlanPaperSheet, locals: App.Locals): Paper {
  const { language, now, t } = locals;
  const isCard = sheet.paper === 'hard times';
  const { rest, hard } = groupsOf(sheet.paper, sheet.sections);
  const turned = isCard ? otherSide(sheet.sections) : undefined;
  const parts: PaperPart[] = [
    ...(sheet.paper === 'passport' ? [{ kind: 'paragraph' as const, sentences: [[{ kind: 'hard' as const, words: sheet.fullName }]] }] : []),
    ...rest.flatMap((section): PaperPart[] => [...(section.section === turned ? [{ kind: 'other side' as const }] : []), partOf(section, 2, locals)]),
    ...(hard.length > 0 ? [{ kind: 'heading' as const, words: t('plan.section.when things get hard') }] : []),
    ...hard.map((section) => partOf(section, 3, locals)),
    { kind: 'heading', words: isCard ? t('paper.numbers') : t('paper.ask') },
    { kind: 'list', items: numbersOf(sheet, locals) },
    ...sheet.calls.map((sentence): PaperPart => ({ kind: 'paragraph', sentences: [sentence] })),
    { kind: 'small', words: t('paper.made', { day: dayInWords(now, language) }) },
  ];
  return {
    title: t(`links.paper.${sheet.paper}`, { name: sheet.name }),
    picture: sheet.portrait ?? pictureOfPaper(sheet.paper),
    language,
    direction: directionOf(language),
    size: isCard ? 'a6' : 'a4',
    pages: pagesIn(t('guide.page', { page: '#', pages: '##' })),
    parts,
  };
}

function partOf(said: PlanSection, level: 2 | 3, locals: App.Locals): PaperPart {
  const { section, headline, words, language } = said;
  const tongue = language === locals.language ? {} : { language, direction: directionOf(language) };
  const heading = isOpening(said) ? undefined : locals.t(`plan.section.${section}`);
  return { kind: 'said', heading, level, picture: pictureOf(section), shape: shapeOf(section), headline, lines: ideasOf(words), ...tongue };
}

function numbersOf({ paper, keyWorker, area }: PlanPaperSheet, locals: App.Locals): string[] {
  const { t } = locals;
  return [
    ...(keyWorker ? [`${t('paper.keyWorker', { name: keyWorker.name })} ${phoneInWords(keyWorker.phone)}`] : []),
    ...(area && paper !== 'hard times' ? [`${t('paper.team')} ${phoneInWords(area.office.phone)}`] : []),
    ...(area && paper === 'hard times' ? [`${t('people.outOfHours')} ${phoneInWords(area.outOfHours.phone)}`] : []),
  ];
}

function directionOf(language: string): Paper['direction'] {
  return findLanguage(language)?.direction ?? 'ltr';
}
