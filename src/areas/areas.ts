import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Problem } from '#problem.ts';
import { Area } from './area.ts';

/** Reads every area of a content folder, by slug. Throws a Problem that names the file and what to mend. */
export function readAreas(content: string): Map<string, Area> {
  const names = readdirSync(join(content, 'areas')).filter((name) => name.endsWith('.yaml'));
  return new Map(names.sort().map((name) => [name.replace('.yaml', ''), readArea(content, name)]));
}

function readArea(content: string, name: string): Area {
  const file = `content/areas/${name}`;
  let source: unknown;
  try {
    source = parse(readFileSync(join(content, 'areas', name), 'utf8'));
  } catch (error) {
    throw new Problem(`${file}: this can not be read as YAML. ${(error as Error).message.split('\n')[0]}`);
  }
  const area = Area.safeParse(source);
  if (area.success) return area.data;
  const issue = area.error.issues[0];
  throw new Problem(`${file}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}. Mend it and start again.`);
}
