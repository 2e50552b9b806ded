import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePictures } from '#components/pictures.ts';
import { languages } from '#language/languages.ts';
import { Problem } from '#problem.ts';
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
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.md')).sort()) {
      const source = readFileSync(join(folder, name), 'utf8');
      guides.set(`${code}/${name.replace('.md', '')}`, parseGuide(source, `content/guides/${code}/${name}`, pictures));
    }
  }
  for (const [id, guide] of guides) checkLinks(id, guide, guides);
  return guides;
}

function checkLinks(id: string, guide: Guide, guides: Map<string, Guide>): void {
  const pieces = guide.sections.flatMap(({ ideas }) => ideas).flatMap(({ sentences }) => sentences.flat());
  for (const piece of pieces) {
    if (piece.kind !== 'link' || /^(tel:\d+|https:\/\/\S+)$/.test(piece.to)) continue;
    if (!guides.has(`${id.split('/')[0]}/${piece.to}`)) {
      throw new Problem(`content/guides/${id}.md: the link "${piece.words}" goes to "${piece.to}", and there is no such guide. Mend the link.`);
    }
  }
}
