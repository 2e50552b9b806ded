const letter = '[\\p{L}\\p{N}]';
const escape = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A pattern for any of `forms` as whole words, the longest first, with a plural "s" where there is one. */
export function anyOf(forms: string[], flags: string): RegExp {
  const longest = forms.toSorted((one, other) => other.length - one.length).map(escape);
  return new RegExp(longest.length > 0 ? `(?<!${letter})(${longest.join('|')})(?:s|es)?(?!${letter})` : '(?!)', flags);
}
