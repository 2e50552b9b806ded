import type { Page } from 'playwright-core';
import { axeCore } from './engines/axe.ts';
import { inWords, type Depth, type Engine, type Fault } from './engines/engine.ts';
import { htmlCodeSniffer } from './engines/html-codesniffer.ts';
import { htmlValidate, validate } from './engines/html-validate.ts';
import { ibm } from './engines/ibm.ts';
import { geometryOf } from './geometry/geometry.ts';
import { reasonFor } from './ignored.ts';
import { lookInWords, showAs, type Look } from './looks.ts';
import { newTally, type Tally } from './tally.ts';

/** Someone who looks at one open page in many ways, and notes what is wrong and how much was looked at. */
export interface Examiner {
  tally: Tally;
  /** Each fault once, with where it was seen first and how often. */
  faults(): string[];
  /** Asks an engine about the page as it is. */
  ask(engine: Engine, depth: Depth, look: Look): Promise<void>;
  validate(html: string): Promise<void>;
  measure(look: Look): Promise<void>;
}

/** An examiner of a page that is open. */
export function examine(page: Page): Examiner {
  const tally = { ...newTally(), pages: 1 };
  const seen = new Map<string, string[]>();
  const note = (fault: string, where: string) => seen.set(fault, [...(seen.get(fault) ?? []), where]);

  async function count({ name, version }: { name: string; version: string }, checks: number, look: Look | undefined, found: () => Promise<Fault[]>) {
    const counts = (tally.engines[name] ??= { version, looks: 0, checks: 0, faults: 0, ignored: 0, ms: 0 });
    const start = performance.now();
    const all = await found();
    const kept = all.filter((fault) => !reasonFor(fault, look?.mode));
    counts.ms += performance.now() - start;
    counts.looks++;
    counts.checks += checks;
    counts.faults += kept.length;
    counts.ignored += all.length - kept.length;
    for (const fault of kept) note(inWords(fault), look ? lookInWords(look) : 'as the server sent it');
  }

  return {
    tally,
    faults: () => [...seen].map(([fault, [first = '', ...more]]) => `${fault} (${first}${more.length > 0 ? `, and ${more.length} more` : ''})`),
    ask: (engine, depth, look) => count(engine, engine.rules[depth], look, () => engine.look(page, depth)),
    validate: (html) => count(htmlValidate, htmlValidate.rules, undefined, () => validate(html)),
    async measure(look) {
      const start = performance.now();
      const { faults, lines, targets } = await geometryOf(page);
      const { geometry } = tally;
      geometry.ms += performance.now() - start;
      geometry.looks++;
      geometry.lines += lines;
      geometry.targets += targets;
      geometry.faults += faults.length;
      for (const fault of faults) note(`geometry ${fault}`, lookInWords(look));
    },
  };
}

/**
 * How deep the engines look at a page as it comes. In every other look, axe and HTML CodeSniffer ask what a look can break; IBM's
 * engine knows nothing of looks that those two do not know at a higher level.
 */
export interface Depths {
  axe: Depth | 'no';
  ibm: Depth | 'no';
}

/** Looks at an open page with every engine and the measures of geometry: as it comes, and in each of its looks. */
export async function lookAt(page: Page, html: string, looks: Look[], plain: Look, depths: Depths): Promise<Examiner> {
  const examiner = examine(page);
  await examiner.validate(html);
  await showAs(page, plain);
  if (depths.axe !== 'no') await examiner.ask(axeCore, depths.axe, plain);
  if (depths.axe !== 'no') await examiner.ask(htmlCodeSniffer, 'all', plain);
  if (depths.ibm !== 'no') await examiner.ask(ibm, depths.ibm, plain);
  for (const look of looks) {
    examiner.tally.combinations++;
    await showAs(page, look);
    // There axe would count with colours that nobody sees: ignored.ts says more.
    await examiner.ask(axeCore, look.mode === 'forced colours' ? 'shape' : 'look', look);
    await examiner.ask(htmlCodeSniffer, 'all', look);
    await examiner.measure(look);
  }
  return examiner;
}
