import { placeSentences } from '#language/sentences.ts';
import { languageOf } from './voice.ts';

/** A sentence of the page to say: its words, its language, and where it stands. */
export interface Spoken {
  words: string;
  language: string;
  range: Range;
}

/** Text in one block of the page and in one language, piece by piece. */
interface Run {
  block: Element;
  language: string;
  text: string;
  pieces: { node: Text; start: number }[];
}

/** What is no part of what a page says: ways around it, fields, what is drawn only, and what is closed. */
const silent = [
  'form, nav, dialog, progress, script, style, template, [popover], [aria-hidden="true"], .on-screen, .links, .crumb, .button',
  // A hard word in a sentence is a button that opens its meaning: it is said with its sentence.
  'button:not([popovertarget])',
  'details:not([open]) > :not(summary)',
].join();

/** The sentences of a page in their order, from its heading on. */
export function listSpoken(main: Element): Spoken[] {
  return listRuns(main).flatMap((run) =>
    placeSentences(run.text, run.language).map(({ start, end }) => {
      const words = tidy(run.text.slice(start, end));
      return { words, language: languageOf(words, run.language), range: rangeIn(run, start, end) };
    }),
  );
}

// The source may have space around a word that the page does not show. Before a full stop, a voice would say "dot".
function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/ (?=[.,:;!?،؛؟۔])/g, '');
}

function listRuns(main: Element): Run[] {
  const runs: Run[] = [];
  const heading = main.querySelector('h1');
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(silent) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let isBroken = false;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof HTMLBRElement) isBroken = true;
    if (!(node instanceof Text) || (heading && heading.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING)) continue;
    const [block, language] = [blockOf(node), node.parentElement?.closest('[lang]')?.getAttribute('lang') ?? ''];
    const last = runs.at(-1);
    const goesOn = last?.block === block && last.language === language && !isBroken;
    if (goesOn) {
      last.pieces.push({ node, start: last.text.length });
      last.text += textOf(node);
    } else if (isShown(node)) {
      runs.push({ block, language, text: textOf(node), pieces: [{ node, start: 0 }] });
      isBroken = false;
    }
  }
  return runs;
}

function blockOf(node: Text): Element {
  let element = node.parentElement ?? document.body;
  while (element.parentElement && /^(inline|contents)/.test(getComputedStyle(element).display)) element = element.parentElement;
  return element;
}

// A new line of the source is a space, unless the page shows it as a new line. Either way each character keeps its place.
function textOf(node: Text): string {
  const isKept = node.parentElement && getComputedStyle(node.parentElement).whiteSpace.startsWith('pre');
  return isKept ? node.data : node.data.replaceAll(/\s/g, ' ');
}

function isShown(node: Text): boolean {
  const range = document.createRange();
  range.selectNodeContents(node);
  return node.data.trim() !== '' && range.getClientRects().length > 0;
}

function rangeIn({ pieces }: Run, start: number, end: number): Range {
  const range = document.createRange();
  const at = (place: number) => pieces.findLast((piece) => piece.start <= place) ?? pieces[0];
  const [first, last] = [at(start), at(end - 1)];
  if (first) range.setStart(first.node, start - first.start);
  if (last) range.setEnd(last.node, end - last.start);
  return range;
}
