import { holdSignOut } from './sign-out.ts';
import { sendWaiting } from './unsent-queue.ts';
import { canKeep, isWaiting, listWaiting, readKey } from './unsent-store.ts';

/** How long until it tries again, in milliseconds. */
const pause = 30_000;

/** Away from its conversation, sends what waits in this browser, and says what came of it. On the conversation's page unsent.ts does. */
export async function open(): Promise<void> {
  if (!canKeep || document.querySelector('[data-unsent]') || !(await isWaiting())) return;
  let key: CryptoKey | undefined;
  holdSignOut(() => key);
  const answer = await fetch('/live/key');
  if (answer.status !== 200) return;
  key = await readKey(await answer.text());
  const made = key;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sendAll = async () => {
    clearTimeout(timer);
    const { sent, waits } = await sendWaiting(made);
    if ([...waits.values()].includes('later')) timer = setTimeout(() => void sendAll(), pause);
    await show(made, sent > 0);
  };
  addEventListener('online', () => void sendAll());
  await sendAll();
}

async function show(key: CryptoKey, isSent: boolean): Promise<void> {
  const [first] = await listWaiting(key);
  if (!first && !isSent) return;
  const known = document.querySelector<HTMLElement>('main [data-tells]');
  const note = known ?? (document.querySelector<HTMLTemplateElement>('#unsent-notes')?.content.querySelector('[data-tells]')?.cloneNode(true) as HTMLElement);
  if (!known) (document.querySelector('h1') ?? document.querySelector('main')?.firstElementChild)?.after(note);
  const said = note.querySelector<HTMLElement>('[role="status"]');
  if (said && isSent) said.textContent = said.dataset.sent ?? '';
  if (first) note.querySelector('a[href=""]')?.setAttribute('href', first.action.split('?')[0] ?? '');
  else note.querySelector('[data-waits]')?.remove();
}
