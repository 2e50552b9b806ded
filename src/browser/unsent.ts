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
/** What the service did not take, and why not: a word of the card. Those wait until someone does something. */
const refused = new Map<number, 'refused' | 'signedOut'>();

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

/** Sends what waits. One window at a time does, so that the order stays. */
async function sendAll(): Promise<void> {
  clearTimeout(timer);
  const sent = await navigator.locks.request('unsent', async () => {
    let count = 0;
    for (const one of key ? await listWaiting(key) : []) {
      const answer = await send(one);
      if (answer === 'later') {
        later();
        break;
      }
      if (answer !== 'sent') {
        refused.set(one.key, answer);
        if (answer === 'signedOut') break;
        continue;
      }
      await forget(one.key);
      count += 1;
    }
    return count;
  });
  await show();
  if (sent === 0) return;
  say('sent');
  document.dispatchEvent(new Event('sent'));
}

// A form that was taken leads on (303). One whose id came before is the same message, and is taken too.
async function send({ action, fields }: Waiting): Promise<'sent' | 'later' | 'refused' | 'signedOut'> {
  try {
    const { type, status } = await fetch(action, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    if (type === 'opaqueredirect') return 'sent';
    if (status === 401) return 'signedOut';
    return status >= 400 && status < 500 ? 'refused' : 'later';
  } catch {
    return 'later';
  }
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
  // A list of nothing is none.
  shown.replaceChildren(...(waiting.length > 0 ? [made] : []));
  if (title) title.textContent = waiting.length > 0 ? (title.dataset.title ?? '') : '';
}

function fill(made: HTMLElement, one: Waiting): HTMLElement {
  for (const each of made.querySelectorAll<HTMLElement>('[data-why]')) if (each.dataset.why !== (refused.get(one.key) ?? 'waits')) each.remove();
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
    void readKey(place.dataset.unsent).then((made) => {
      key = made;
      return sendAll();
    });
  }
}
