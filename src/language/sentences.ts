/** The sentences of a text. One ends at a full stop (in Urdu ۔), question or exclamation mark before a space. */
export function splitSentences(text: string): string[] {
  return text.split(/(?<=[.?!۔؟])\s+/);
}

/** Where a sentence stands in a text: its first character, and the one after its last. */
export interface Place {
  start: number;
  end: number;
}

/**
 * Where the sentences of a text stand, by the rules of a language, without the space around them. A new line ends a sentence
 * too. What has no letter and no digit is none: there is nothing to say.
 */
export function placeSentences(text: string, language: string): Place[] {
  return [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)]
    .map(({ segment, index }) => ({ start: index + segment.length - segment.trimStart().length, end: index + segment.trimEnd().length }))
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)));
}
