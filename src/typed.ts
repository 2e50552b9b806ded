/** The hidden field beside a field for words, which tells that people write in it: its other values are the page's own. */
export function markOf(field: string): string {
  return `typed ${field}`;
}
