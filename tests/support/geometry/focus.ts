// What is looked at where the focus is: on the page, or in what is open over it. Each function runs in the page, so it uses nothing but the page and what it is given.

/** Where the focus is, and whose ring shows it: its own, or that of the box that it stands in. */
export interface Stop {
  element: Element;
  name: string;
  owner: Element;
  /** How far the ring reaches out of its owner, in px. */
  reach: number;
}

/** Puts the start of the next Tab before everything. */
export function toTheTop(): void {
  const start = Object.assign(document.createElement('span'), { tabIndex: -1 });
  (document.querySelector('dialog[open], [popover]:popover-open') ?? document.body).prepend(start);
  start.focus();
  start.remove();
  scrollTo(0, 0);
  (globalThis as unknown as { stops: Set<Element> }).stops = new Set();
}

/** Where the focus is now: undefined at the end, 'again' in the next part of a date, a fault in words where nothing shows it. */
export function stopNow(): Stop | string | undefined {
  const { stops } = globalThis as unknown as { stops: Set<Element> };
  const element = document.activeElement;
  const layer = document.querySelector('dialog[open], [popover]:popover-open') ?? document.body;
  if (!element || element === document.body || element === document.documentElement || !layer.contains(element)) return undefined;
  // A browser has a stop for the day, the month and the year of one field.
  if (element instanceof HTMLInputElement && element.type === 'date' && element === [...stops].at(-1)) return 'again';
  if (stops.has(element)) return undefined;
  stops.add(element);
  const words = (element.getAttribute('name') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
  const name = `${element.localName} "${words}"`;
  for (let owner: Element | null = element; owner; owner = owner.parentElement) {
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(owner);
    const width = parseFloat(outlineWidth);
    if (outlineStyle !== 'none' && width >= 2) return { element, name, owner, reach: width + parseFloat(outlineOffset) };
  }
  return `${name} has no ring of 2 px`;
}

/**
 * A ring that is not all on the screen, or cut off by a box. A stop that is taller than the part of the screen into which a page is scrolled can not be all on it, and of
 * a box for words the browser brings the line with the caret onto the screen, and not the box.
 */
export function cutOff({ element, owner, reach }: Stop): string[] {
  const screen = { width: document.documentElement.clientWidth, height: innerHeight };
  const room = screen.height - 2 * (parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0);
  const parts = [...owner.getClientRects()];
  const faults = new Set<string>();
  for (const { left, right, top, bottom } of parts) {
    if (left - reach < -0.5 || right + reach > screen.width + 0.5) faults.add('has a ring that goes out of the screen sideways');
    const isOnIt = top - reach >= -0.5 && bottom + reach <= screen.height + 0.5;
    if (!isOnIt && element.localName !== 'textarea' && parts.length === 1 && bottom - top + 2 * reach <= room)
      faults.add('has a ring that is not all on the screen');
    for (let box = owner.parentElement; box && box !== document.body; box = box.parentElement) {
      const edge = box.getBoundingClientRect();
      const isOut = left - reach < edge.left - 0.5 || right + reach > edge.right + 0.5 || top - reach < edge.top - 0.5 || bottom + reach > edge.bottom + 0.5;
      if (isOut && /hidden|clip/.test(getComputedStyle(box).overflowX)) faults.add('has a ring that is cut off');
    }
  }
  return [...faults];
}

/** A ring that hardly differs from what was there before it: less than 3 to 1. */
export function pale({ owner }: Stop): string[] {
  const numbers = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = numbers(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (element: Element | null): string => {
    if (!element) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return numbers(backgroundColor)[3] === 0 ? groundOf(element.parentElement) : backgroundColor;
  };
  const { outlineColor, outlineOffset } = getComputedStyle(owner);
  const [one, other] = [light(outlineColor), light(groundOf(parseFloat(outlineOffset) < 0 ? owner : owner.parentElement))];
  const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  return ratio < 3 ? [`has a ring of ${ratio.toFixed(1)} to 1 on what is around it`] : [];
}

/**
 * A stop with something over its middle or its edges, as far as they are on the screen, and in the part that shows of a box
 * that scrolls. Of a link in many lines, it is the first line that shows: all together may be higher than the screen.
 */
export function covered({ element, owner }: Stop): string[] {
  let [from, to] = [0, innerHeight];
  for (let box = owner.parentElement; box && box !== document.body; box = box.parentElement) {
    if (!/auto|scroll/.test(getComputedStyle(box).overflowY)) continue;
    const { top } = box.getBoundingClientRect();
    [from, to] = [Math.max(from, top + box.clientTop), Math.min(to, top + box.clientTop + box.clientHeight)];
  }
  const first = [...owner.getClientRects()].find(({ top, bottom }) => bottom > from && top < to);
  if (!first) return ['is not on the screen'];
  const [x, y] = [(first.left + first.right) / 2, (Math.max(first.top, from) + Math.min(first.bottom, to)) / 2];
  const points: [number, number][] = [
    [x, y],
    [first.left + 3, y],
    [first.right - 3, y],
    [x, Math.max(first.top + 3, from + 1)],
    [x, Math.min(first.bottom - 3, to - 1)],
  ];
  const over = points.map((point) => document.elementFromPoint(...point)).find((found) => !found || !(owner.contains(found) || element.contains(found)));
  return over === undefined ? [] : [`is covered by ${over ? `${over.localName}.${over.className}` : 'what is outside the screen'}`];
}

/** What can have the focus and did not get it. Of radio buttons with one name, one does for all. */
export function leftOut(): string[] {
  const { stops } = globalThis as unknown as { stops: Set<Element> };
  const layer = document.querySelector('dialog[open], [popover]:popover-open') ?? document.body;
  const all = layer.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]');
  const group = (each: Element) => (each instanceof HTMLInputElement && each.type === 'radio' ? each.name : undefined);
  const reached = new Set([...stops].map(group));
  return [...all]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.tabIndex >= 0 && !(each as HTMLButtonElement).disabled)
    .filter((each) => !stops.has(each) && !(group(each) && reached.has(group(each))))
    .map((each) => `the keyboard does not reach ${each.localName} "${(each.textContent ?? '').trim().slice(0, 40)}"`);
}
