/** Several names as one part of a sentence, as "Tom Okafor, Priya Nair and Gwen Ashby". Empty where there are none. */
export function namesInWords(names: readonly string[], language: string): string {
  return new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type: 'conjunction' }).format(names);
}
