/** The part of the window that someone can see: between its top and bottom, in CSS px. */
export interface Sight {
  top: number;
  bottom: number;
}

/** How far to scroll so that a box comes into sight, in CSS px. Nothing where it is in sight: then nothing should move. */
export function wayToSight(box: Sight, sight: Sight): number {
  if (box.top >= sight.top && box.bottom <= sight.bottom) return 0;
  // A third down from the top, so that the next sentences are in sight already. What is too high for that starts at the top.
  const room = Math.max(0, sight.bottom - sight.top - (box.bottom - box.top));
  return box.top - sight.top - room / 3;
}

/** Scrolls what is not in sight there, and from under the bar of reading aloud. `box` gives where it is in the window now. */
export function bringIntoSight(box: () => Sight): void {
  // The second time for where the bar, which stays in sight, is once the page has moved.
  for (const _ of ['to it', 'from under the bar']) {
    const bar = document.querySelector('.aloud')?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
    const sight = { top: bar.top < 1 ? Math.max(0, bar.bottom) : 0, bottom: bar.bottom > innerHeight - 1 ? Math.min(innerHeight, bar.top) : innerHeight };
    // At once and never smoothly: nothing moves while someone reads along.
    scrollBy({ top: wayToSight(box(), sight), behavior: 'instant' });
  }
}

/** True for what lies over the page, in a dialog or in what a hard word means: the page behind it stays as it is. */
export function isOverPage(element: Element): boolean {
  return element.closest('dialog, [popover]') !== null;
}
