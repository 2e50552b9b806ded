import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '#problem.ts';
import { parseYaml } from '#yaml.ts';
import { Area } from './area.ts';

/** Reads every area of a content folder, by slug. Throws a Problem that names the file and what to mend. */
export function readAreas(content: string): Map<string, Area> {
  const names = readdirSync(join(content, 'areas')).filter((name) => name.endsWith('.yaml'));
  return new Map(names.toSorted().map((name) => [name.replace('.yaml', ''), readArea(content, name)]));
}

function readArea(content: string, name: string): Area {
  const file = `content/areas/${name}`;
  const area = Area.safeParse(parseYaml(readFileSync(join(content, 'areas', name), 'utf8'), file));
  if (area.success) return area.data;
  const issue = area.error.issues[0];
  throw new Problem(`${file}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}. Mend it and start again.`);
}
