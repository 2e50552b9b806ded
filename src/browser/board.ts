// The board of pictures without a new page for each press, heard aloud, and with one switch. The forms do the same without it.
import { scan } from './scan.ts';
import { chooseVoice, listVoices } from './voice.ts';

const board = document.querySelector<HTMLElement>('[data-board]');
const status = board?.querySelector<HTMLElement>('[data-status]');
const strip = () => board?.querySelector<HTMLElement>('[data-strip]');

let voice: SpeechSynthesisVoice | undefined;
/** The button whose press is on its way: the next press of it is a hand that shakes. */
let waiting: HTMLElement | null | undefined;
let line = Promise.resolve();

/** Wakes the board of this page. */
export async function open(): Promise<void> {
  if (!board) return;
  board.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.closest('[data-quick]')) return;
    event.preventDefault();
    const { submitter } = event;
    if (waiting && submitter === waiting) return;
    waiting = submitter;
    line = line.then(() => press(form, submitter as HTMLButtonElement | null)).finally(() => (waiting = undefined));
  });
  const speed = Number(board.dataset.speed ?? location.hash.replace('#scan-', ''));
  if (speed > 0) startScan(board, speed);
  await findVoice(board);
}

// The answer is the page that would have come: what was picked is taken out of it, and the focus stays where it is.
async function press(form: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
  const before = lastWord();
  const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === 'string');
  if (button?.name) fields.push([button.name, button.value]);
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(fields) }).catch(() => undefined);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
  const next = page?.querySelector<HTMLElement>('[data-strip]');
  if (!page || !next) return sendPlainly(form, button);
  strip()?.replaceWith(document.adoptNode(next));
  for (const name of ['after', 'id']) {
    const value = page.querySelector<HTMLInputElement>(`[data-board] [name=${name}]`)?.value;
    for (const field of board?.querySelectorAll<HTMLInputElement>(`[name=${name}]`) ?? []) if (value !== undefined) field.value = value;
  }
  const word = button?.name ? button.textContent.trim() : before && (status?.dataset.gone ?? '').replace('*', before);
  tell(word);
  if (board?.dataset.said) speak(word);
}

// The page that comes then says what is wrong, and the press is not lost: it carries how many pictures there were.
function sendPlainly(form: HTMLFormElement, button: HTMLButtonElement | null): void {
  if (button?.name) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: button.name, value: button.value }));
  form.submit();
}

function lastWord(): string {
  return [...(strip()?.querySelectorAll('.pick') ?? [])].at(-1)?.textContent.trim() ?? '';
}

// A screen reader says the same word again only where it comes anew.
function tell(words: string): void {
  if (!status) return;
  status.textContent = '';
  requestAnimationFrame(() => (status.textContent = words));
}

// Someone's own words are said by a voice of the device only: any other sends them away.
async function findVoice(within: HTMLElement): Promise<void> {
  const speech = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  voice = chooseVoice(await listVoices(speech), document.documentElement.lang, true);
  if (!voice) return;
  bring(within, '[data-hear]', () => speak(strip()?.dataset.message ?? ''));
  addEventListener('pagehide', () => speech?.cancel());
}

function speak(words: string): void {
  // Someone left quickly: nothing is said after that.
  if (!voice || !words || document.body.hidden) return;
  speechSynthesis.cancel();
  speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(words), { voice, lang: voice.lang.replace('_', '-') }));
}

function startScan(within: HTMLElement, milliseconds: number): void {
  const off = () => {
    const choice = within.querySelector<HTMLInputElement>('[data-no-scan] [name=speed][value=off]');
    if (!choice) return location.replace(location.pathname);
    choice.checked = true;
    choice.form?.requestSubmit();
  };
  bring(within, '[data-stop]', off);
  // Who to call stands on a page that is the same for everyone: only its address can say that the frame goes on there.
  for (const link of within.querySelectorAll<HTMLAnchorElement>('.not-safe a')) link.hash = `scan-${milliseconds}`;
  scan({ board: within, milliseconds, tell: (words) => within.dataset.said && speak(words), off });
}

// Puts a button on the page that waits in its template, because only this script can do what it says.
function bring(within: HTMLElement, which: string, does: () => void): void {
  const kept = within.querySelector<HTMLTemplateElement>(which);
  const button = kept?.content.firstElementChild?.cloneNode(true);
  button?.addEventListener('click', does);
  if (button) kept?.replaceWith(button);
}
