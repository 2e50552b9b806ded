import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Fault } from './engines/engine.ts';

/** A rule that an engine breaks on our pages and that we let be. Each has its reason, and a page where it still speaks up. */
export interface Ignored {
  engine: string;
  /** As the engine calls it, from its beginning. */
  rule: string;
  /** Only where the element holds this. Everywhere, where it is left out. */
  within?: string;
  /** Only in this mode of a look. */
  mode?: string;
  why: string;
  link: string;
  /** A kind of page in English where it fires: where it does no longer, this line can go. */
  seenOn: string;
}

/** All that the engines say and we let be: nothing else is. */
export const ignored = parse(readFileSync(new URL('ignored.yaml', import.meta.url), 'utf8')) as Ignored[];

/** The line of the list that lets a fault be, on a page in this mode, or undefined. */
export function reasonFor(fault: Fault, mode?: string): Ignored | undefined {
  return ignored.find(
    (each) =>
      each.engine === fault.engine &&
      fault.rule.startsWith(each.rule) &&
      (!each.within || fault.where.includes(each.within)) &&
      (!each.mode || each.mode === mode),
  );
}
