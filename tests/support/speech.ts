import type { BrowserContext, Page } from 'playwright-core';
import type { Voice } from '#browser/voice.ts';

/** What a device was asked to say, and how. */
export interface Utterance {
  text: string;
  lang: string;
  rate: number;
  isLocal: boolean;
}

interface Device {
  said: Utterance[];
  cancels: number;
  now: EventTarget | undefined;
}

export const onDevice = (lang: string): Voice => ({ lang, localService: true });
export const faraway = (lang: string): Voice => ({ lang, localService: false });

/**
 * Gives the pages of a browser a device that has voices, and keeps what it is asked to say. A headless browser has no voice, so
 * this is the one part of these tests that is not real. As real ones do, it tells whoever was cancelled of an error.
 * With `isLate`, the voices come a moment after the first ask.
 */
export async function giveVoices(context: BrowserContext, voices: Voice[], isLate = false): Promise<void> {
  await context.addInitScript(
    ({ given, late }) => {
      const here: Device = { said: [], cancels: 0, now: undefined };
      let known = late ? [] : given;
      const speech = Object.assign(new EventTarget(), {
        getVoices() {
          if (late) setTimeout(() => (known = given) && speech.dispatchEvent(new Event('voiceschanged')), 50);
          return known;
        },
        speak(utterance: EventTarget & { text: string; lang: string; rate: number; voice: Voice }) {
          const { text, lang, rate, voice } = utterance;
          here.said.push({ text, lang, rate, isLocal: voice.localService });
          here.now = utterance;
        },
        cancel() {
          here.cancels += 1;
          const cancelled = here.now;
          here.now = undefined;
          setTimeout(() => cancelled?.dispatchEvent(new Event('error')));
        },
      });
      Object.defineProperty(globalThis, 'speechSynthesis', { value: speech });
      const SpeechSynthesisUtterance = class extends EventTarget {
        text: string;
        constructor(text: string) {
          super();
          this.text = text;
        }
      };
      Object.assign(globalThis, { device: here, SpeechSynthesisUtterance });
    },
    { given: voices, late: isLate },
  );
}

/** Everything that the page was asked to say, in order. */
export const heardOn = (page: Page): Promise<Utterance[]> => page.evaluate(() => (globalThis as unknown as { device: Device }).device.said);

/** Waits until the page said this many sentences, and gives the words of the last. */
export async function hear(page: Page, count: number): Promise<string> {
  await page.waitForFunction((many) => (globalThis as unknown as { device: Device }).device.said.length >= many, count);
  return (await heardOn(page)).at(-1)?.text ?? '';
}

/** The device comes to the end of what it says. */
export async function finishSentence(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { device } = globalThis as unknown as { device: Device };
    const ended = device.now;
    device.now = undefined;
    ended?.dispatchEvent(new Event('end'));
  });
}

/** The device comes to the end of one sentence after the other, until the page asks for no more. */
export async function finishAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { device } = globalThis as unknown as { device: Device };
    for (let ended = device.now; ended; ended = device.now) {
      device.now = undefined;
      ended.dispatchEvent(new Event('end'));
    }
  });
}

/** True while the device says something. */
export const isSpeaking = (page: Page): Promise<boolean> => page.evaluate(() => (globalThis as unknown as { device: Device }).device.now !== undefined);

/** Someone leaves the page quickly, on a device that says of what was cancelled that it has ended. */
export async function leaveWhileItSpeaks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const spoken = (globalThis as unknown as { device: Device }).device.now;
    document.querySelector<HTMLElement>('[data-leave]')?.click();
    spoken?.dispatchEvent(new Event('end'));
  });
}

/** The words that the page marks as those that are said. */
export const markedOn = (page: Page): Promise<string> =>
  page.evaluate(() => [...(CSS.highlights.get('said') ?? [])].map(String).join(' ').replaceAll(/\s+/g, ' ').replaceAll(' .', '.'));

/** Listens to the whole page, from the press of the button to the end. */
export async function readAll(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: 'Read this to me' }).click();
  await hear(page, 1);
  await finishAll(page);
  return (await heardOn(page)).map(({ text }) => text);
}
