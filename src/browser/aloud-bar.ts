import { say } from './aloud-words.ts';

/** How fast a voice can speak: 1 is as it speaks by itself. */
const speeds = [
  { rate: 0.6, words: 'aloud.verySlow' },
  { rate: 0.8, words: 'aloud.slow' },
  { rate: 1, words: 'aloud.normal' },
  { rate: 1.2, words: 'aloud.fast' },
] as const;

/** What the controls do. */
export interface Controls {
  /** Pauses, or goes on. */
  toggle(): void;
  stop(): void;
  /** Goes on at this rate. */
  setRate(rate: number): void;
}

/** The bar of controls while a page is read. */
export interface Bar {
  element: HTMLElement;
  /** Says on the first button what it does now. */
  show(state: 'reading' | 'paused' | 'ended'): void;
  /** Says something new, to a screen reader too. */
  tell(words: string): void;
}

/** Puts the controls on the page, right after the part with the button that asked for them. They stay in sight. */
export function putBar(asked: HTMLElement, controls: Controls): Bar {
  const element = make('div', { className: 'aloud card on-screen' });
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', asked.textContent.trim());
  const toggle = make('button', { type: 'button', className: 'button soft', onclick: controls.toggle });
  const stop = make('button', { type: 'button', className: 'button soft', onclick: controls.stop, textContent: say('aloud.stop') });
  const status = make('p', {});
  status.setAttribute('role', 'status');
  element.append(toggle, stop, speedField(controls), status);
  (asked.closest('main > *') ?? asked).after(element);
  const names = { reading: say('aloud.pause'), paused: say('aloud.goOn'), ended: asked.textContent.trim() };
  return {
    element,
    show: (state) => (toggle.textContent = names[state]),
    // A screen reader says only what comes to a place that it knows already, and this one has just come.
    tell: (words) => void setTimeout(() => (status.textContent = words), 100),
  };
}

function speedField({ setRate }: Controls): HTMLElement {
  const label = make('label', { textContent: `${say('aloud.speed')} ` });
  const field = make('select', { className: 'button soft' });
  for (const { rate, words } of speeds) field.append(new Option(say(words), String(rate), rate === 1, rate === 1));
  field.addEventListener('change', () => setRate(Number(field.value)));
  label.append(field);
  return label;
}

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, its: Partial<HTMLElementTagNameMap[Name]>): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), its);
}
