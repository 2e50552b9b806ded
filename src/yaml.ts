import { parse } from 'yaml';
import { Problem } from './problem.ts';

/** Reads YAML that someone wrote by hand. `file` is said in the Problem that it throws where the text is not YAML. */
export function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0]?.replace(/:$/, '');
    throw new Problem(`${file}: this can not be read as YAML. ${reason}. Mend it and start again.`);
  }
}
