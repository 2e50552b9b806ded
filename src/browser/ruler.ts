// The reading ruler: two lines that frame one line of text. It goes where someone points, where they are with the keyboard, and
// line by line with Arrow Up and Arrow Down.
import styles from '#styles/ruler.css?inline';
import { dress } from './dress.ts';
import { lineAt, listLines, type Line } from './lines.ts';
import { bringIntoSight, isOverPage } from './sight.ts';

/** Where the arrow keys have work of their own. */
const takesArrows = 'input, select, textarea, dialog, [popover], [contenteditable]';

dress(styles);

let band: HTMLElement | undefined;
let over = new AbortController();
let line: Line | undefined;
/** How far down in its element the line stands. */
let down = 0;

/** Puts the ruler on the page, on its heading. Where it is there already, nothing changes. */
export function open(): void {
  if (band) return;
  band = Object.assign(document.createElement('div'), { className: 'ruler on-screen' });
  band.setAttribute('aria-hidden', 'true');
  document.body.append(band);
  over = new AbortController();
  const { signal } = over;
  let isDue = false;
  const follow = ({ target, pageY }: PointerEvent) => {
    if (isDue || !(target instanceof Element) || isOverPage(target)) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      place(lineAt(listLines(target), pageY));
    });
  };
  for (const event of ['pointermove', 'pointerdown'] as const) document.addEventListener(event, follow, { signal, passive: true });
  document.addEventListener('focusin', ({ target }) => target instanceof Element && target.matches(':focus-visible') && place(lineOf(target)), { signal });
  document.addEventListener('keydown', step, { signal });
  // Bigger text, a turned phone, a part that opens: the line is somewhere else then.
  const size = new ResizeObserver(placeAgain);
  size.observe(document.body);
  signal.addEventListener('abort', () => size.disconnect());
  place(lineOf(document.querySelector('h1') ?? mainPart()));
}

/** Takes the ruler off the page. Where there is none, nothing changes. */
export function close(): void {
  over.abort();
  band?.remove();
  band = line = undefined;
}

function mainPart(): Element {
  return document.querySelector('main') ?? document.body;
}

function lineOf(element: Element): Line | undefined {
  if (isOverPage(element)) return undefined;
  const [first] = listLines(element);
  if (first) return first;
  // A field has no text of its own: its whole box is framed.
  const { top, bottom, left } = element.getBoundingClientRect();
  return { top: top + scrollY, bottom: bottom + scrollY, left: left + scrollX, element };
}

function place(next: Line | undefined): void {
  if (!band || !next) return;
  line = next;
  down = next.top - topOf(next.element);
  band.style.setProperty('inset-block-start', `${next.top}px`);
  band.style.setProperty('block-size', `${next.bottom - next.top}px`);
}

function placeAgain(): void {
  const element = line?.element;
  if (element?.isConnected) place(lineAt(listLines(element), topOf(element) + down + 1) ?? lineOf(element));
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top + scrollY;
}

function step(event: KeyboardEvent): void {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isTheirs = event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
  if (!way || isTheirs || (event.target as Element).closest?.(takesArrows) || document.querySelector('dialog[open]')) return;
  const next = nextLine(listLines(mainPart()), way);
  // Past the first and the last line, the page moves as it does without a ruler.
  if (!next) return;
  event.preventDefault();
  place(next);
  bringIntoSight(() => ({ top: next.top - scrollY, bottom: next.bottom - scrollY }));
}

function nextLine(lines: Line[], way: number): Line | undefined {
  if (!line) return lines[0];
  const { top, left } = line;
  const away = (each: Line) => Math.abs(each.top - top) * 10_000 + Math.abs(each.left - left);
  const here = lines.indexOf(lines.toSorted((one, other) => away(one) - away(other))[0] as Line);
  return lines[here + way];
}
