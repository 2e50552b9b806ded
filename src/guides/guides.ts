import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePictures } from '#components/pictures.ts';
import { languages } from '#language/languages.ts';
import { parseGuide, type Guide } from './guide.ts';

/**
 * Reads every guide of a content folder, by `language/slug`. Throws a Problem that names the file, the line and what
 * to do, also for a link to a guide that is not there.
 */
export function readGuides(content: string): Map<string, Guide> {
  const pictures = new Set(parsePictures(readFileSync(join(content, 'pictures', 'pictures.yaml'), 'utf8')).keys());
  const guides = new Map<string, Guide>();
  for (const { code } of languages) {
    const folder = join(content, 'guides', code);
    const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
    const slugs = new Set(names.map((name) => name.replace('.md', '')));
    for (const slug of [...slugs].toSorted()) {
      const source = readFileSync(join(folder, `${slug}.md`), 'utf8');
      guides.set(`${code}/${slug}`, parseGuide(source, `content/guides/${code}/${slug}.md`, { pictures, guides: slugs }));
    }
  }
  return guides;
}
