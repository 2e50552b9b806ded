/** A line of text as it is shown, in px of the whole page. Its top and bottom are those of the letters, not of their tall boxes. */
export interface TextLine {
  element: Element;
  /** The paragraph, cell or button that it flows in. */
  block: Element;
  words: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Every line of text that is shown. It runs in the page, so it uses nothing but the page. */
export function textLines(): TextLine[] {
  const lines: TextLine[] = [];
  const blockOf = (element: Element): Element => {
    const { display } = getComputedStyle(element);
    return element.parentElement && /^(inline|contents)$/.test(display) ? blockOf(element.parentElement) : element;
  };
  // What only a screen reader gets, and what waits above the page until it has the focus.
  const isKept = (element: Element): boolean => {
    const { width, height, bottom } = element.getBoundingClientRect();
    return (width <= 1 && height <= 1) || bottom + scrollY <= 0;
  };
  // What is open over the page is all that someone looks at.
  const layer = document.querySelector('dialog[open], [popover]:popover-open') ?? document.body;
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const element = node.parentElement;
    if (!element || !node.data.trim() || element.closest('script, style, template, noscript, textarea, option')) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const block = blockOf(element);
    if (isKept(block)) continue;
    range.selectNodeContents(node);
    for (const { left, right, top, bottom, width, height } of range.getClientRects()) {
      if (width < 1 || height < 1) continue;
      // A font's box is taller than its letters: a fifth above and below them is air.
      const air = height / 5;
      const words = node.data.trim().replace(/\s+/g, ' ').slice(0, 50);
      lines.push({ element, block, words, left: left + scrollX, right: right + scrollX, top: top + scrollY + air, bottom: bottom + scrollY - air });
    }
  }
  return lines;
}
