import type { APIRoute } from 'astro';
import { sourcesOf, type SaidFact } from '#facts/saying.ts';
import { dayInWords } from '#language/dates.ts';
import { findLanguage } from '#language/languages.ts';
import { phoneInWords } from '#language/phones.ts';
import { pagesIn, type PaperPart } from '#papers/paper.ts';
import { makePublicPdf } from '#papers/papers.ts';
import { choicesHeader } from '#shared-page.ts';
import { openGuide, type Opened } from './_guide.ts';

/** The leaflet of a guide, as its page shows it to this visitor. */
export const GET: APIRoute = async (context) => {
  const opened = await openGuide(context);
  if (!opened) return context.rewrite('/404');
  const { language, settings, t } = context.locals;
  const pdf = await makePublicPdf({
    title: opened.guide.title,
    language,
    direction: findLanguage(language)?.direction ?? 'ltr',
    pages: pagesIn(t('guide.page', { page: '#', pages: '##' })),
    parts: [...textOf(opened, settings.pictures !== 'off'), ...callsOf(opened, context.locals), ...sourceParts(opened.facts, context.locals)],
  });
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${context.params.slug}-${language}.pdf"`, Vary: choicesHeader },
  });
};

function textOf({ read }: Opened, hasPictures: boolean): PaperPart[] {
  return read.sections.flatMap(({ heading, ideas, paragraphs }): PaperPart[] => [
    ...(heading ? [{ kind: 'heading' as const, words: heading }] : []),
    ...ideas.map(({ crossedOut, picture, sentences }) => ({ kind: 'idea' as const, crossedOut, sentences, picture: hasPictures ? picture : undefined })),
    ...paragraphs.map(({ sentences }) => ({ kind: 'paragraph' as const, sentences })),
  ]);
}

function callsOf({ area }: Opened, { t }: App.Locals): PaperPart[] {
  if (!area) return [];
  return [
    { kind: 'heading', words: t('guide.call', { area: area.name }) },
    { kind: 'list', items: [`${t('areas.office')} ${phoneInWords(area.office.phone)}`, `${t('areas.night')} ${phoneInWords(area.outOfHours.phone)}`] },
  ];
}

function sourceParts(facts: SaidFact[], { language, t }: App.Locals): PaperPart[] {
  const { sources, oldest } = sourcesOf(facts);
  if (!oldest) return [];
  return [
    { kind: 'heading', words: t('guide.sources') },
    { kind: 'list', items: sources },
    { kind: 'small', words: t('guide.checked', { day: dayInWords(oldest, language) }) },
  ];
}
