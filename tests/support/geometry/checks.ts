import type { TextLine } from './text-lines.ts';

// Each check runs in the page, so it uses nothing but the page and the lines that it is given. Each gives its faults in words.

/** Lines that someone can not read to their end: outside the screen, or outside a box that hides what is too much. */
export function clippedText(lines: TextLine[]): string[] {
  const width = document.documentElement.clientWidth;
  const hides = (element: Element, line: TextLine): boolean => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const cuts = (overflow: string, start: number, end: number, from: number, to: number) =>
      /^(hidden|clip)$/.test(overflow) && (start < from - 1 || end > to + 1);
    return (
      cuts(style.overflowX, line.left, line.right, box.left + scrollX, box.right + scrollX) ||
      cuts(style.overflowY, line.top, line.bottom, box.top + scrollY, box.bottom + scrollY)
    );
  };
  const scrolls = (element: Element) => /^(auto|scroll)$/.test(getComputedStyle(element).overflowX);
  return lines.flatMap((line) => {
    for (let box: Element | null = line.element; box && box !== document.body; box = box.parentElement) {
      if (hides(box, line)) return [`"${line.words}" is cut off by its ${box.localName}.${box.className}`];
      if (scrolls(box)) return [];
    }
    return line.left < -1 || line.right > width + 1 ? [`"${line.words}" goes out of the screen, from ${line.left} to ${line.right} of ${width}`] : [];
  });
}

/**
 * Lines over other lines, and buttons, fields or pictures over lines that are not their own. A link or a hard word within a
 * sentence flows with it: it is see-through, and reaches over its line only for a finger.
 */
export function overlaps(lines: TextLine[]): string[] {
  interface Box {
    left: number;
    right: number;
    top: number;
    bottom: number;
  }
  const touch = (one: Box, other: Box) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2;
  const found = new Set<string>();
  const sorted = lines.toSorted((one, other) => one.top - other.top);
  for (const [index, one] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next++) {
      const other = sorted[next] as TextLine;
      if (other.top > one.bottom) break;
      if (one.block !== other.block && touch(one, other)) found.add(`"${one.words}" and "${other.words}" stand over each other`);
    }
  }
  const layer = document.querySelector('dialog[open], [popover]:popover-open') ?? document.body;
  const over = [...layer.querySelectorAll('a, button, input, select, textarea, summary, img, svg')].filter(
    (each) =>
      each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && getComputedStyle(each).display !== 'inline' && !each.matches('.hard'),
  );
  for (const each of over) {
    const { left, right, top, bottom, width } = each.getBoundingClientRect();
    if (width <= 1 || bottom + scrollY <= 0) continue;
    const box = { left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY };
    for (const line of lines) {
      if (!each.contains(line.element) && touch(box, line)) found.add(`${each.localName}.${each.className} stands over "${line.words}"`);
    }
  }
  return [...found];
}

/** What makes someone scroll sideways: the page, or a part of it. */
export function sideways(): string[] {
  const root = document.documentElement;
  const wide = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} px wide on a screen of ${root.clientWidth}`] : [];
  const parts = [...document.body.querySelectorAll('*')].filter(
    (each) => /^(auto|scroll)$/.test(getComputedStyle(each).overflowX) && each.localName !== 'textarea' && each.scrollWidth > each.clientWidth + 1,
  );
  return [...wide, ...parts.map((each) => `${each.localName}.${each.className} scrolls sideways by itself`)];
}

/** Links, buttons and fields that are too small for a finger: under 44 by 44 px. */
export function smallTargets(): string[] {
  const least = 43.5;
  const all = document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]');
  return [...all].flatMap((each) => {
    if (!each.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
    const label = each instanceof HTMLInputElement && /^(radio|checkbox)$/.test(each.type) ? each.labels?.[0] : undefined;
    // A link may go on in the next line: each part of it has to be high enough, and all together wide enough.
    const parts = [...(label ?? each).getClientRects()].filter(({ width }) => width > 0);
    const height = Math.min(...parts.map((part) => part.height));
    const width = parts.reduce((sum, part) => sum + part.width, 0);
    const name = (label ?? each).textContent?.trim().replace(/\s+/g, ' ').slice(0, 50);
    return height < least || width < least ? [`"${name}" is ${Math.round(width)} by ${Math.round(height)} px`] : [];
  });
}
