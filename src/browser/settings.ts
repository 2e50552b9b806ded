import { dress } from './dress.ts';
import panelStyles from '#styles/settings-form.css?inline';
import { chooseSettings, defaultSettings, parseSettings, settingNames, type Settings } from '#settings/setting.ts';

// The reading settings, shown as they are chosen. The form is the page's own; on other pages it comes in a dialog.

/** Wakes the form of the settings page, or brings it to the page of a link that leads there. */
export function open(asked: HTMLElement): void | Promise<void> {
  if (asked instanceof HTMLFormElement) awaken(asked);
  else return openPanel(asked as HTMLAnchorElement);
}

/** Shows each choice of a form on the page at once, and can take it back. */
function awaken(form: HTMLFormElement): void {
  const undo = form.querySelector<HTMLElement>('[data-undo]');
  const before: Settings[] = [];
  const read = (since: Settings) => chooseSettings(Object.fromEntries(new FormData(form)), since);
  let now = asSent(form);

  const show = (next: Settings) => {
    now = next;
    for (const name of settingNames) {
      const radio = form.querySelector<HTMLInputElement>(`[name="${name}"][value="${next[name]}"]`);
      if (radio) radio.checked = true;
    }
    showOnPage(next);
    if (undo) undo.hidden = before.length === 0;
  };
  const change = (next: Settings) => {
    before.push(now);
    show(next);
  };

  for (const { value } of form.querySelectorAll<HTMLInputElement>('[name="font"]')) loadFont(value);
  form.addEventListener('change', () => change(read(now)));
  form.addEventListener('click', (event) => {
    const button = (event.target as Element).closest('button');
    // On its own page, setting it all back is a page of its own, that says so.
    if (button?.name === 'reset' && form.closest('dialog')) change(defaultSettings);
    else if (button?.name === 'choose') change(parseSettings(button.value, now));
    else if (button === undo) show(before.pop() ?? now);
    else return;
    event.preventDefault();
    // Where nothing is left to undo, its button goes: whoever pressed it goes on from the next one.
    if (button === undo && undo?.hidden) form.querySelector<HTMLElement>('[name="reset"]')?.focus();
  });
  // On a slow phone someone chooses before this script is there.
  const chosen = read(now);
  if (settingNames.some((name) => chosen[name] !== now[name])) change(chosen);
}

/** The settings that a form was sent with, whatever was chosen in it since. */
function asSent(form: HTMLFormElement): Settings {
  const radios = [...form.querySelectorAll<HTMLInputElement>('input[checked]')];
  return chooseSettings(Object.fromEntries(radios.map(({ name, value }) => [name, value])), defaultSettings);
}

// What each shape of letters is called has that shape. Those of the page are there already.
function loadFont(font: string): void {
  const href = `/fonts/${font}.css`;
  if (font === defaultSettings.font || document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
}

function showOnPage(next: Settings): void {
  const page = document.documentElement;
  for (const name of settingNames) {
    if (next[name] === defaultSettings[name]) page.removeAttribute(`data-${name}`);
    else page.setAttribute(`data-${name}`, next[name]);
  }
  void showRuler(next.ruler === 'on');
}

// The ruler is a script of its own, which comes where someone chooses it.
async function showRuler(isOn: boolean): Promise<void> {
  if (!isOn && !document.querySelector('.ruler')) return;
  const address = '/scripts/ruler.js';
  const ruler = (await import(/* @vite-ignore */ address)) as typeof import('./ruler.ts');
  // On a slow phone someone may have changed it again meanwhile.
  if (document.documentElement.dataset.ruler) ruler.open();
  else ruler.close();
}

let panel: HTMLDialogElement | undefined;

async function openPanel(link: HTMLAnchorElement): Promise<void> {
  // On the settings page itself it is there already.
  const here = document.querySelector<HTMLElement>('main form.settings button');
  if (here) return here.focus();
  panel ??= await makePanel(link.href);
  panel.showModal();
}

/** The form of the settings page in a dialog. Closing it, however, keeps what the page shows: nothing jumps back. */
async function makePanel(address: string): Promise<HTMLDialogElement> {
  const answer = await fetch(address);
  // Its main part alone: the styles in its head are not for this page, whose content policy would say so.
  const [main] = /<main[^]*<\/main>/.exec(await answer.text()) ?? [''];
  const page = new DOMParser().parseFromString(main, 'text/html');
  const found = page.querySelector<HTMLFormElement>('form.settings');
  const words = page.querySelector('h1')?.textContent;
  if (!found || !words) throw new Error('There are no settings.');
  const form = document.importNode(found, true);
  const title = Object.assign(document.createElement('h2'), { id: 'set-title', textContent: words });
  const close = Object.assign(document.createElement('button'), { type: 'button', className: 'button soft', textContent: form.dataset.close });
  const dialog = Object.assign(document.createElement('dialog'), { className: 'panel' });
  dialog.setAttribute('aria-labelledby', title.id);
  const top = Object.assign(document.createElement('div'), { className: 'panel-top' });
  top.append(title, close);
  dialog.append(top, form);
  dress(panelStyles);
  document.body.append(dialog);
  awaken(form);

  let kept = wordsOf(form);
  close.addEventListener('click', () => dialog.close());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener('close', () => {
    const chosen = wordsOf(form);
    if (chosen === kept) return;
    const isOtherReading = new URLSearchParams(chosen).get('reading') !== new URLSearchParams(kept).get('reading');
    kept = chosen;
    void keep(form, chosen).then((isKept) => isKept && isOtherReading && location.reload());
  });
  return dialog;
}

function wordsOf(form: HTMLFormElement): string {
  return new URLSearchParams([...new FormData(form)].map(([name, step]) => [name, String(step)])).toString();
}

/** Keeps the choices without leaving the page, where someone may be in the middle of a message. Says how it went. */
async function keep(form: HTMLFormElement, chosen: string): Promise<boolean> {
  const sent = await fetch(form.action, { method: 'POST', body: new URLSearchParams(chosen), redirect: 'manual', keepalive: true }).catch(() => undefined);
  const isKept = sent?.type === 'opaqueredirect';
  say((isKept ? form.dataset.kept : form.dataset.notKept) ?? '', isKept);
  return isKept;
}

// A place that is there before its words: only then does a screen reader read them out.
const news = Object.assign(document.createElement('div'), { role: 'status' });
document.querySelector('main')?.prepend(news);

function say(words: string, isGood: boolean): void {
  news.className = isGood ? 'note good' : 'note mistakes';
  news.replaceChildren(Object.assign(document.createElement('p'), { textContent: words }));
}
