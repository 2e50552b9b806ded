/** A page on which we say what is new since someone was there last. */
export type VisitedPage = 'first' | 'plan';

/** True for what came after the last visit. Whoever was never there before has nothing to compare with: then nothing is new. */
export function isNewSince(at: Date, before: Date | null): boolean {
  return before !== null && at > before;
}
