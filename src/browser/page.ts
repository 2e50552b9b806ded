// What every page does beside its HTML. None of it is needed. It comes in the page, so that nobody on a slow phone waits for a
// file more.
const link = document.querySelector<HTMLAnchorElement>('[data-leave]');

// Leaves the page quickly, as the GOV.UK pattern does: the page goes blank at once, and the tab's history does not keep it.
function leave(): void {
  if (!link) return;
  document.body.hidden = true;
  document.title = '';
  // What is read aloud must not go on while the next page comes.
  globalThis.speechSynthesis?.cancel();
  try {
    sessionStorage.clear();
  } finally {
    // A browser that keeps nothing throws above. Whoever must leave still leaves.
    location.replace(link.href);
  }
}

/** Within how many milliseconds the 3 presses of Shift have to come. */
const patience = 5000;
let presses: number[] = [];

link?.addEventListener('click', (event) => {
  event.preventDefault();
  leave();
});
addEventListener('keyup', ({ key, timeStamp }) => {
  presses = key === 'Shift' ? [...presses, timeStamp].filter((at) => timeStamp - at < patience) : [];
  if (presses.length >= 3) leave();
});

// What comes only when someone asks: `data-script="read-aloud"` on a link or a button. The script's `open` does the rest; where
// it does not come, a link leads on as it does without scripts. A button that works only with its script is hidden until here.
// A form's script comes at once: it shows what the form chooses.
async function load(asked: HTMLElement, name = asked.dataset.script): Promise<void> {
  // By a name of its own: Vite puts a kilobyte of code for preloading into the page where it reads the address here.
  const address = `/scripts/${name}.js`;
  const { open } = (await import(/* @vite-ignore */ address)) as { open(asked: HTMLElement): void | Promise<void> };
  await open(asked);
}
for (const each of document.querySelectorAll<HTMLElement>('button[data-script]')) each.hidden = false;
for (const each of document.querySelectorAll<HTMLElement>('form[data-script]')) void load(each);
document.addEventListener('click', (event) => {
  const asked = (event.target as Element).closest<HTMLElement>('a[data-script], button[data-script]');
  if (!asked || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  load(asked).catch(() => asked instanceof HTMLAnchorElement && location.assign(asked.href));
});
// The reading ruler comes to whoever chose it.
if (document.documentElement.dataset.ruler) void load(document.documentElement, 'ruler');

// Guides that someone has read open again without a connection. On signed-in pages this is never started.
if ('serviceWorker' in navigator && document.documentElement.dataset.offline === 'yes') {
  void navigator.serviceWorker.register('/offline.js').catch(() => undefined);
}
