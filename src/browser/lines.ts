/** A line of text on the page, in CSS px from where the document starts. */
export interface Line {
  top: number;
  bottom: number;
  left: number;
  /** The element of the text that it starts with. */
  element: Element;
}

/** The box of some text, as the browser gives it. */
export interface Box {
  top: number;
  bottom: number;
  left: number;
}

/** Makes lines of boxes of text, in their order: those that stand beside each other are one line. */
export function joinLines<B extends Box>(boxes: B[]): B[] {
  const lines: B[] = [];
  for (const box of boxes) {
    const last = lines.at(-1);
    const shared = last ? Math.min(last.bottom, box.bottom) - Math.max(last.top, box.top) : 0;
    const isBeside = last && shared > Math.min(last.bottom - last.top, box.bottom - box.top) / 2;
    if (isBeside) Object.assign(last, { top: Math.min(last.top, box.top), bottom: Math.max(last.bottom, box.bottom), left: Math.min(last.left, box.left) });
    else lines.push({ ...box });
  }
  return lines;
}

/** The lines of text in a part of the page as they stand now, in the order of reading. Nothing of what is closed, or of the bar that stays over them. */
export function listLines(root: Element): Line[] {
  const boxes: Line[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    const element = text.parentElement;
    if (!element || !text.data.trim() || element.closest('[aria-hidden="true"], details:not([open]) > :not(summary), .aloud')) continue;
    range.selectNodeContents(text);
    for (const { top, bottom, left, width } of range.getClientRects())
      if (width > 0) boxes.push({ top: top + scrollY, bottom: bottom + scrollY, left: left + scrollX, element });
  }
  return joinLines(boxes);
}

/** The line at a height of the page, or the nearest that is no more than a line away. */
export function lineAt(lines: Line[], height: number): Line | undefined {
  const away = ({ top, bottom }: Line) => Math.max(top - height, height - bottom, 0);
  const [nearest] = lines.toSorted((one, other) => away(one) - away(other));
  return nearest && away(nearest) <= nearest.bottom - nearest.top ? nearest : undefined;
}
