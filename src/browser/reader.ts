import type { Spoken } from './spoken.ts';

/** A sentence with the voice that says it. */
export type Said = Spoken & { voice: SpeechSynthesisVoice };

/** Someone who reads sentences aloud, one after the other. */
export interface Reader {
  toggle(): void;
  setRate(rate: number): void;
  /** Says no more. */
  hush(): void;
}

/** What to show: how it stands, and the sentence that is said. */
export type Show = (state: 'reading' | 'paused' | 'ended', sentence: Said | undefined) => void;

/** Makes a reader of sentences, who is silent until `toggle`. To pause is to stop within a sentence, and to go on says it again. */
export function makeReader(speech: SpeechSynthesis, sentences: Said[], show: Show): Reader {
  let at = 0;
  let rate = 1;
  // Kept here, since Chromium forgets to say that it ended with what nobody holds.
  let current: SpeechSynthesisUtterance | undefined;

  function read(): void {
    // Someone left quickly. Some devices say that what was cancelled has ended, and nothing may be said after it.
    if (document.body.hidden) return;
    const sentence = sentences[at];
    if (!sentence) {
      at = 0;
      current = undefined;
      return show('ended', undefined);
    }
    const utterance = new SpeechSynthesisUtterance(sentence.words);
    Object.assign(utterance, { voice: sentence.voice, lang: sentence.voice.lang.replace('_', '-'), rate });
    utterance.addEventListener('end', () => {
      if (current !== utterance) return;
      at += 1;
      read();
    });
    // We cancelled it ourselves, and then it is no longer the current one; or the device did, and then someone can go on.
    utterance.addEventListener('error', () => current === utterance && pause());
    current = utterance;
    speech.speak(utterance);
    show('reading', sentence);
  }

  function hush(): void {
    current = undefined;
    speech.cancel();
  }

  function pause(): void {
    hush();
    show('paused', sentences[at]);
  }

  return {
    toggle: () => (current ? pause() : read()),
    setRate: (chosen) => {
      rate = chosen;
      if (!current) return;
      hush();
      read();
    },
    hush,
  };
}
