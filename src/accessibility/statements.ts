import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYamlAs } from '#yaml.ts';
import { Criteria, Results, type Statement } from './statement.ts';

/**
 * Reads content/accessibility of a content folder: the criteria, and the results where the programs have looked. Throws a
 * Problem with file and line where one is wrong.
 */
export function readStatement(content: string): Statement {
  const criteria = readYamlAs(Criteria, readFileSync(join(content, 'accessibility', 'criteria.yaml'), 'utf8'), 'content/accessibility/criteria.yaml');
  const file = join(content, 'accessibility', 'results.json');
  // Nobody makes results up: where the programs have not looked, the page says so.
  if (!existsSync(file)) return { criteria };
  return { criteria, results: readYamlAs(Results, readFileSync(file, 'utf8'), 'content/accessibility/results.json') };
}
