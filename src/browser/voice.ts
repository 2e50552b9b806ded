/** What a voice of the device is: the part of SpeechSynthesisVoice that a choice needs. */
export type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService'>;

/** The language that a text is written in: the one that the page says, unless its letters say otherwise. */
export function languageOf(text: string, said: string): string {
  // People write in the language that they like, and a message does not say which. Only Urdu shows in its letters.
  const urdu = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (said.startsWith('ur')) return latin > 0 && urdu === 0 ? 'en' : said;
  return urdu > latin ? 'ur' : said;
}

/**
 * The voice to say a language in, or undefined where there is none: never one of another language. One that is on the device
 * comes first, then one of this country. With `isLocalOnly`, only those on the device: any other sends the words away.
 */
export function chooseVoice<V extends Voice>(voices: readonly V[], language: string, isLocalOnly: boolean): V | undefined {
  const tag = (voice: V) => voice.lang.toLowerCase().replace('_', '-');
  const code = language.toLowerCase().split('-')[0] ?? '';
  const score = (voice: V) => (voice.localService ? 2 : 0) + (tag(voice).endsWith('-gb') ? 1 : 0);
  return voices
    .filter((voice) => tag(voice).split('-')[0] === code && (voice.localService || !isLocalOnly))
    .toSorted((one, other) => score(other) - score(one))[0];
}

/** The voices of this device. Some browsers have them only a moment after the first ask; after a second there are none. */
export async function listVoices(speech: SpeechSynthesis | undefined): Promise<SpeechSynthesisVoice[]> {
  if (!speech) return [];
  if (speech.getVoices().length > 0) return speech.getVoices();
  await new Promise((resolve) => {
    speech.addEventListener('voiceschanged', resolve, { once: true });
    setTimeout(resolve, 1000);
  });
  return speech.getVoices();
}
