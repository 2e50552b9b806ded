// Reads the page aloud, sentence by sentence, to whoever presses the button. Nothing is ever read by itself.
import styles from '#styles/aloud.css?inline';
import { putBar, type Bar } from './aloud-bar.ts';
import { say } from './aloud-words.ts';
import { dress } from './dress.ts';
import { makeReader, type Said } from './reader.ts';
import { bringIntoSight, isOverPage } from './sight.ts';
import { listSpoken } from './spoken.ts';
import { chooseVoice, listVoices } from './voice.ts';

dress(styles);

let isOpen = false;

/** Starts to read the page, and shows the controls for it. Where the device has no voice, says so in place of the button. */
export async function open(asked: HTMLElement): Promise<void> {
  if (isOpen) return;
  isOpen = true;
  const speech = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  const voices = await listVoices(speech);
  // Only a page that is the same for everyone may be said by a voice that is somewhere else.
  const isLocalOnly = asked.dataset.voice !== 'any';
  const voiceFor = (language: string) => chooseVoice(voices, language, isLocalOnly);
  const main = document.querySelector('main');
  if (!speech || !main || !voiceFor(document.documentElement.lang)) return tellNone(asked);
  const all = listSpoken(main).map((sentence) => Object.assign(sentence, { voice: voiceFor(sentence.language) }));
  const sentences = all.filter((sentence): sentence is Said => sentence.voice !== undefined);
  const bar = start(asked, speech, sentences);
  if (sentences.length < all.length) bar.tell(say('aloud.leftOut'));
}

function tellNone(asked: HTMLElement): void {
  const words = Object.assign(document.createElement('p'), { tabIndex: -1, textContent: say('aloud.none') });
  words.setAttribute('role', 'status');
  asked.replaceWith(words);
  // The button is gone; whoever pressed it stands where it stood.
  words.focus();
}

function start(asked: HTMLElement, speech: SpeechSynthesis, sentences: Said[]): Bar {
  const over = new AbortController();
  let here: Range | undefined;
  const reader = makeReader(speech, sentences, (state, sentence) => {
    bar.show(state);
    const range = (here = sentence?.range);
    mark(range);
    if (range && state === 'reading') bringIntoSight(() => range.getBoundingClientRect());
  });
  const stop = () => {
    over.abort();
    reader.hush();
    mark(undefined);
    const wasThere = bar.element.contains(document.activeElement);
    keepInPlace(here, () => {
      bar.element.remove();
      asked.hidden = isOpen = false;
    });
    // Not up to the button: they may want to read on by themselves from here.
    if (wasThere) asked.focus({ preventScroll: true });
  };
  const bar = putBar(asked, { ...reader, stop });
  asked.hidden = true;
  bar.element.querySelector('button')?.focus({ preventScroll: true });
  addEventListener(
    'focusin',
    ({ target }) => isAtKeyboard(target) && !bar.element.contains(target) && bringIntoSight(() => target.getBoundingClientRect()),
    over,
  );
  addEventListener('pagehide', stop, over);
  addEventListener('keydown', (event) => event.key === 'Escape' && !isCovered() && stop(), over);
  reader.toggle();
  return bar;
}

// A click goes where it is: the page must not move under it.
function isAtKeyboard(target: EventTarget | null): target is Element {
  return target instanceof Element && target.matches(':focus-visible') && !isOverPage(target);
}

// What lies over the page is closed by Escape first.
function isCovered(): boolean {
  return document.querySelector('popover' in HTMLElement.prototype ? 'dialog[open], :popover-open' : 'dialog[open]') !== null;
}

function mark(range: Range | undefined): void {
  if (!('highlights' in CSS)) return;
  if (range) CSS.highlights.set('said', new Highlight(range));
  else CSS.highlights.delete('said');
}

/** Changes the page, and leaves these words where they stand in the window. */
function keepInPlace(words: Range | undefined, change: () => void): void {
  const before = words?.getBoundingClientRect().top ?? 0;
  change();
  const after = words?.getBoundingClientRect().top ?? 0;
  scrollBy({ top: after - before, behavior: 'instant' });
}
