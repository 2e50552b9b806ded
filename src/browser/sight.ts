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
