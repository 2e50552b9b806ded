import { holdSignOut } from './sign-out.ts';
import { sendWaiting, type Reason } from './unsent-queue.ts';
import { canKeep, forget, forgetAll, keep, listWaiting, readKey, type Waiting } from './unsent-store.ts';

// Without internet a message waits in this browser, and goes by itself when there is some: in the order written, each once, since its
// id goes along. Only where nobody else uses the device: elsewhere the page has no key, and what may wait from before is forgotten.
const place = document.querySelector<HTMLElement>('[data-unsent]');
const form = document.querySelector<HTMLFormElement>('#write form');
const shown = place?.querySelector('[data-waiting]');
const template = place?.querySelector('template');
const title = place?.querySelector<HTMLElement>('[data-title]');
const said = place?.querySelector<HTMLElement>('[role="status"]');
/** How long until it tries again, and the longest that it waits for an answer, in milliseconds. */
const pause = 30_000;
const patience = 5000;

let key: CryptoKey | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let isBusy = false;
let isPassing = false;
/** Why each waits, since it was tried last. */
let why = new Map<number, Reason>();

const field = (name: string) => form?.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement | null;
const wordsOf = ({ fields }: Waiting) => fields.find(([name]) => name === 'words')?.[1] ?? '';

// Any answer is a connection, whatever it says.
async function isOnline(): Promise<boolean> {
  if (!navigator.onLine) return false;
  return fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(patience) }).then(
    () => true,
    () => false,
  );
}

async function onSubmit(event: SubmitEvent): Promise<void> {
  const button = event.submitter as HTMLButtonElement | null;
  if (!form || !key || isPassing || button?.hasAttribute('formaction') || !field('words')?.value.trim()) return;
  event.preventDefault();
  if (isBusy) return;
  isBusy = true;
  try {
    isPassing = await isOnline();
    if (!isPassing) await wait(key, form);
  } catch {
    // The browser keeps nothing: then it says itself that there is no connection.
    isPassing = true;
  } finally {
    isBusy = false;
  }
  if (isPassing) form.requestSubmit(button);
}

async function wait(with_: CryptoKey, from: HTMLFormElement): Promise<void> {
  const fields = [...new FormData(from)].map(([name, value]): [string, string] => [name, String(value)]);
  const { pathname, search } = new URL(from.action);
  await keep(with_, { action: pathname + search, fields });
  const [id, words] = [field('id'), field('words')];
  if (id) id.value = crypto.randomUUID();
  if (words) words.value = '';
  // The next message corrects nothing.
  field('corrects')?.remove();
  for (const each of document.querySelectorAll('[data-correcting]')) each.remove();
  await show();
  say('kept');
  later();
}

/** Sends what waits, and shows what came of it. */
async function sendAll(): Promise<void> {
  clearTimeout(timer);
  if (!key) return;
  const { sent, waits } = await sendWaiting(key);
  why = waits;
  if ([...waits.values()].includes('later')) later();
  await show();
  if (sent === 0) return;
  say('sent');
  document.dispatchEvent(new Event('sent'));
}

function later(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void sendAll(), pause);
}

/** Shows what waits of this conversation, after its messages. */
async function show(): Promise<void> {
  const list = template?.content.querySelector('ol');
  if (!key || !list || !shown) return;
  const waiting = (await listWaiting(key)).filter(({ action }) => action.split('?')[0] === location.pathname);
  const [made, card] = [list.cloneNode() as HTMLElement, list.firstElementChild];
  made.append(...waiting.flatMap((one) => (card ? [fill(card.cloneNode(true) as HTMLElement, one)] : [])));
  // A list of nothing is none. Words that did not go bring no help: whom to call stands beside them, whatever they say.
  const help = template?.content.querySelector('[data-help]')?.cloneNode(true);
  shown.replaceChildren(...(waiting.length > 0 ? [...(help ? [help] : []), made] : []));
  if (title) title.textContent = waiting.length > 0 ? (title.dataset.title ?? '') : '';
}

function fill(made: HTMLElement, one: Waiting): HTMLElement {
  for (const each of made.querySelectorAll<HTMLElement>('[data-why]')) if (each.dataset.why !== (why.get(one.key) ?? 'later')) each.remove();
  const words = made.querySelector('.words');
  if (words) words.textContent = wordsOf(one);
  made.querySelector('button')?.addEventListener('click', () => void putBack(one));
  return made;
}

// Back into the box, before what someone began since.
async function putBack(one: Waiting): Promise<void> {
  await forget(one.key);
  const [id, words] = [field('id'), field('words')];
  const own = one.fields.find(([name]) => name === 'id')?.[1];
  if (id && own && !words?.value) id.value = own;
  if (words) words.value = [wordsOf(one), words.value].filter(Boolean).join('\n\n');
  await show();
  words?.focus();
}

function say(what: 'kept' | 'sent'): void {
  if (said) said.textContent = said.dataset[what] ?? '';
}

if (place && canKeep) {
  if (!place.dataset.unsent) forgetAll();
  else {
    form?.addEventListener('submit', (event) => void onSubmit(event));
    addEventListener('online', () => void sendAll());
    addEventListener('pageshow', () => (isPassing = false));
    holdSignOut(() => key);
    void readKey(place.dataset.unsent).then((made) => {
      key = made;
      return sendAll();
    });
  }
}
