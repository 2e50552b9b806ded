/**
 * Which part of a page someone asked for, of so many: from 1, or 0 for all of it. Undefined for a part that is not there.
 * `asked` is what stands in the address.
 */
export function readPart(asked: string | null | undefined, parts: number): number | undefined {
  if (asked === null || asked === undefined) return 0;
  const part = /^[1-9]\d?$/.test(asked) ? Number(asked) : 0;
  return part >= 1 && part <= parts ? part : undefined;
}
