import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPictures } from '#components/picture-files.ts';
import { parseIdea, type Idea } from '#ideas/idea.ts';
import { parseSentences, type Known } from '#ideas/sentence.ts';
import { languages, type LanguageCode } from '#language/languages.ts';
import { sayIn } from '#language/said.ts';
import { slugOf } from '#paths.ts';
import { Problem } from '#problem.ts';
import { readYaml, readYamlAs, type Written } from '#yaml.ts';
import { AreaFile, areaParts, isStale, type Area, type AreaPart, type LocalService } from './area.ts';

/**
 * Reads every area of a content folder, by slug. `facts` are the names of the local facts, which an area may say in its
 * own words. Throws a Problem that names the file, the line and what to mend, also where nobody has checked an area for
 * 6 months on `today` (`2026-05-04`).
 */
export function readAreas(content: string, facts: ReadonlySet<string>, today: string): Map<string, Area> {
  const pictures = new Set(readPictures(content).keys());
  return new Map(listAreas(content).map((slug) => [slug, readArea(content, slug, { pictures, facts, guides: new Set() }, today)]));
}

/** The slugs of the areas of a content folder: the names of their files. */
export function listAreas(content: string): string[] {
  return readdirSync(join(content, 'areas'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.replace('.yaml', ''))
    .toSorted();
}

function readArea(content: string, slug: string, known: Known, today: string): Area {
  const file = `content/areas/${slug}.yaml`;
  const text = readFileSync(join(content, 'areas', `${slug}.yaml`), 'utf8');
  const { facts, ...area } = readYamlAs(AreaFile, text, file);
  const reader: Reader = { file, known, written: readYaml(text, file) };
  if (isStale(area, today)) throw failAt(reader, ['checked'], `someone checked this on ${area.checked}. Check it again, then write the new day.`);
  checkServices(area.services, reader);
  for (const fact of Object.keys(facts))
    if (!known.facts.has(fact)) throw failAt(reader, ['facts', fact], `there is no local fact "${fact}" in content/facts.yaml.`);
  return {
    ...area,
    parts: inEach((language) => Object.fromEntries(areaParts.map((part) => [part, tellPart(part, area, language, reader)])) as Record<AreaPart, Idea[]>),
    facts: Object.fromEntries(
      Object.entries(facts).map(([fact, said]) => [
        fact,
        Object.fromEntries(
          Object.entries(said).map(([code, words]) => [
            code,
            parseSentences(words, { ...known, facts: new Set() }, (what) => failAt(reader, ['facts', fact, code], what)),
          ]),
        ),
      ]),
    ),
  };
}

// A service is found by its name, which is its place on the page.
function checkServices(services: LocalService[], reader: Reader): void {
  const slugs = services.map(({ name }) => slugOf(name));
  for (const [index, slug] of slugs.entries())
    if (slugs.indexOf(slug) < index)
      throw failAt(reader, ['services', index, 'name'], `2 services are called "${services[index]?.name}". Give one a name of its own.`);
}

/** A file that is being read, for what it names and where its mistakes are. */
interface Reader {
  file: string;
  known: Known;
  written: Written;
}

function failAt({ file, written }: Reader, path: PropertyKey[], what: string): Problem {
  return new Problem(`${file}, line ${written.lineOf(path)}: ${what}`);
}

function tellPart(part: AreaPart, area: Omit<AreaFile, 'facts'>, language: LanguageCode, reader: Reader): Idea[] {
  const isColour = part === 'blue' || part === 'red' || part === 'amber' || part === 'green';
  const ideas = isColour ? area.colours[part] : (area[part] ?? []);
  return ideas.map(({ picture, ...said }, index) => {
    const path = [...(isColour ? ['colours', part] : [part]), index];
    const { words, language: own } = sayIn(language, said);
    const idea = parseIdea(picture, words, reader.written.lineOf(path), { ...reader.known, facts: new Set() }, (what) => failAt(reader, path, what));
    return own === language ? idea : { ...idea, language: own };
  });
}

function inEach<Of>(make: (language: LanguageCode) => Of): Record<LanguageCode, Of> {
  return Object.fromEntries(languages.map(({ code }) => [code, make(code)])) as Record<LanguageCode, Of>;
}
