/**
 * A phone number as people read it. Its parts stay in their order where words run from right to left, and on one line: to
 * the rules of direction a space between digits turns them round, and one that does not break is part of the number.
 */
export function phoneInWords(number: string): string {
  return number.replaceAll(' ', '\u00a0');
}
