/** The sentences of a text. One ends at a full stop (in Urdu ۔), question or exclamation mark before a space. */
export function splitSentences(text: string): string[] {
  return text.split(/(?<=[.?!۔؟])\s+/);
}
