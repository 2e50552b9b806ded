import { isMap, isPair, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { Problem } from './problem.ts';

/** What someone wrote by hand as YAML (or JSON, which is YAML too), and where each part of it stands. */
export interface Written {
  value: unknown;
  /** The line, from 1, of what stands at a path of keys and places; of what is around it where there is nothing. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads YAML that someone wrote by hand. `file` is said in the Problem that it throws where the text is not YAML. */
export function readYaml(text: string, file: string): Written {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    const reason = error.message.split('\n')[0]?.replace(/ at line.*$/, '');
    throw new Problem(`${file}, line ${lines.linePos(error.pos[0]).line}: this cannot be read as YAML. ${reason}. Mend it and start again.`);
  }
  return { value: document.toJS(), lineOf: (path) => lines.linePos(offsetOf(document, path)).line };
}

/** Reads YAML of a known shape. Throws a Problem with the file, the line, what is wrong there and what to do. */
export function readYamlAs<Shape extends z.ZodType>(shape: Shape, text: string, file: string): z.output<Shape> {
  const { value, lineOf } = readYaml(text, file);
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const path = issue?.path ?? [];
  throw new Problem(`${file}, line ${lineOf(path)}: ${path.map(String).join('.') || 'the file'}: ${issue?.message}. Mend it and start again.`);
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const key of path) {
    const pair: unknown = isMap(node) ? node.items.find((item) => isPair(item) && String(item.key) === String(key)) : undefined;
    const item: unknown = isSeq(node) ? node.items[Number(key)] : undefined;
    const found = (isPair(pair) ? pair.key : item) as { range?: [number, number, number] } | undefined;
    if (!found?.range) break;
    offset = found.range[0];
    node = isPair(pair) ? pair.value : item;
  }
  return offset;
}
