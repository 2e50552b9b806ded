// Shows what is new in a conversation without a reload. A stream says that something changed; then the same page is fetched once
// more, and what changed in its list of messages, and in who reads them, comes into this one. The focus, the scroll and the words in
// the box stay.
// Where there is no stream, it asks every 30 seconds. Nothing happens while nobody sees the page: to fetch it is to read it.
const list = document.querySelector<HTMLElement>('[data-live]');
const said = document.querySelector<HTMLElement>('[data-news]');
/** How long until it looks where there is no stream, in milliseconds. */
const pause = 30_000;

let stream: EventSource | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
let isLooking = false;
let isDue = false;
/** True once this conversation is not the viewer's to read, they are signed out, or someone else is in: the page stays as it is. */
let isOver = false;

/** Fetches the page, and shows what is new. */
async function look(): Promise<void> {
  if (isOver) return;
  isDue = isLooking || document.hidden;
  if (isDue) return;
  isLooking = true;
  try {
    const answer = await ask(location.pathname);
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
  } catch {
    // There is no connection now. The stream, or the next look, finds it again.
  } finally {
    isLooking = false;
  }
  if (isDue) await look();
}

/** Asks the service for something. It is no sign that someone is there, and keeps nobody signed in. */
async function ask(address: string): Promise<Response> {
  const answer = await fetch(address, { headers: { 'alongside-live': 'yes' }, redirect: 'manual' });
  isOver = answer.type === 'opaqueredirect' || (answer.status >= 400 && answer.status < 500);
  if (isOver) stop();
  return answer;
}

/** Where there is no stream: looks if something has changed, and whether there is a stream again. */
async function poll(): Promise<void> {
  const answer = await ask(`${list?.dataset.live}&once`).catch(() => undefined);
  if (answer?.status === 200) await look();
  start();
}

function show(page: Document): void {
  const fresh = page.querySelector<HTMLElement>('[data-live]');
  if (!list || !fresh) return;
  // Someone else signed in here since. What they see is not for this page.
  if (fresh.dataset.viewer !== list.dataset.viewer) {
    isOver = true;
    stop();
    return;
  }
  const known = new Set([...list.querySelectorAll('li[id]')].map(({ id }) => id));
  const isNews = [...fresh.querySelectorAll('li.who[id]')].some(({ id }) => !known.has(id));
  const focused = document.activeElement === document.body || list.contains(document.activeElement) ? undefined : document.activeElement;
  const before = focused?.getBoundingClientRect().top ?? 0;
  // That a message went stays said in its card.
  const sent = list.querySelector('#sent');
  if (sent) page.getElementById(sent.parentElement?.id ?? '')?.prepend(sent.cloneNode(true));
  renew(list, fresh);
  for (const here of document.querySelectorAll<HTMLElement>('[data-live-part]')) {
    const now = page.querySelector(`[data-live-part="${here.dataset.livePart}"]`);
    if (now && !now.isEqualNode(here) && !here.contains(document.activeElement)) here.replaceWith(now);
  }
  list.dataset.live = fresh.dataset.live;
  // What comes above the box moves the page, and not the box from under someone's fingers.
  if (focused) scrollBy({ top: focused.getBoundingClientRect().top - before, behavior: 'instant' });
  if (isNews) say(said?.dataset.news);
}

// Said politely, the second time too: a screen reader says only what changes.
function say(words = ''): void {
  if (!said) return;
  said.textContent = '';
  setTimeout(() => (said.textContent = words), 100);
}

/** Makes what stands in `here` as it is in `fresh`. What is as it was, and what has the focus, stays the very same. */
function renew(here: Element, fresh: Element): void {
  const old = byName(here);
  const wanted = [...byName(fresh)].map(([name, child]) => {
    const known = old.get(name);
    if (!known) return child;
    if (known.tagName === 'OL') renew(known, child);
    return known.tagName === 'OL' || known.isEqualNode(child) || known.contains(document.activeElement) ? known : child;
  });
  for (const child of old.values()) if (!wanted.includes(child) && !child.contains(document.activeElement)) child.remove();
  wanted.forEach((child, index) => {
    if (here.children[index] !== child) here.insertBefore(child, here.children[index] ?? null);
  });
}

// A message by its id; anything else by its kind, as the first list or the second line.
function byName(parent: Element): Map<string, Element> {
  const named = new Map<string, Element>();
  for (const child of parent.children) {
    const count = [...named.values()].filter(({ tagName }) => tagName === child.tagName).length;
    named.set(child.id || `${child.tagName} ${count}`, child);
  }
  return named;
}

function start(): void {
  if (isOver || document.hidden || stream || !list?.dataset.live) return;
  clearTimeout(timer);
  stream = new EventSource(list.dataset.live);
  stream.addEventListener('open', () => (failures = 0));
  stream.addEventListener('changed', () => void look());
  stream.addEventListener('error', () => {
    failures += 1;
    if (stream?.readyState !== EventSource.CLOSED && failures < 2) return;
    stop();
    timer = setTimeout(() => void poll(), pause);
  });
}

function stop(): void {
  stream?.close();
  stream = undefined;
  clearTimeout(timer);
}

if (list) {
  start();
  document.addEventListener('visibilitychange', () => {
    stop();
    // The stream says at once what happened meanwhile.
    start();
  });
  // What waited in this browser has gone: it stands in the list now.
  document.addEventListener('sent', () => void look());
}
